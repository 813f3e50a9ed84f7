//! The test harness: a campaign within a `#[test]`, with its regression files, the environment and standard error.
//!
//! This is the one file of the crate that reads the environment and files, writes files and prints.
#![expect(clippy::print_stderr, reason = "a failing test tells why on standard error")]

mod environment;
mod place;
#[cfg(test)]
mod tests;

use std::fs;
use std::panic::Location;
use std::path::{Path, PathBuf};

use sim_core::Protocol;

use crate::campaign::{Check, check};
use crate::finding::Finding;
use crate::replay::{Replayed, replay};
use crate::report::{Commands, Report, Ruling};
use crate::saved::Saved;
pub use environment::VARIABLES;
use environment::{Environment, Regressions};
use place::Place;

impl<P: Protocol> Check<P> {
    /// Runs the campaign as a test: first all failures that were saved for it, then the seeds.
    ///
    /// What fails is told on standard error and saved in `sim-regressions` beside the manifest of the crate, unless `CI` is
    /// set. `SIM_SEED`, `SIM_RUNS`, `SIM_REPLAY`, `SIM_JOBS`, `SIM_SHRINK`, `SIM_TRACE` and `SIM_REGRESSIONS` change what is
    /// done, as the guide says.
    ///
    /// # Panics
    /// If anything is wrong, in one line; also if nothing was looked at.
    #[track_caller]
    pub fn run(self) {
        let place = Place::of_test(Location::caller(), self.scenario.name());
        let result = Environment::read()
            .and_then(|environment| Harness { check: self, place, environment, input: None }.run());
        if let Err(line) = result {
            panic!("{line}");
        }
    }
}

/// A campaign as a test.
pub(crate) struct Harness<P: Protocol> {
    check: Check<P>,
    place: Place,
    environment: Environment,
    // What else a saved failure has to remember: the input that the scenario was made from.
    input: Option<String>,
}

/// The parameter of a saved failure that leads to the input of its scenario.
pub(crate) const INPUT: &str = "input";

impl<P: Protocol> Harness<P> {
    /// As a test that was called from there.
    #[cfg(feature = "proptest")]
    pub(crate) fn called(
        check: Check<P>,
        caller: &Location<'_>,
        input: String,
    ) -> Result<Self, String> {
        let place = Place::of_test(caller, check.scenario.name());
        let environment = Environment::read()?;
        let check = environment.apply(check);
        Ok(Self { check, place, environment, input: Some(input) })
    }

    #[cfg(feature = "proptest")]
    pub(crate) const fn check(&self) -> &Check<P> {
        &self.check
    }

    // What is wrong comes back in one line, after it was told.
    fn run(mut self) -> Result<(), String> {
        for warning in &self.environment.warnings {
            eprintln!("warning: {warning}");
        }
        if let Some(name) = self.environment.replay.clone() {
            return self.replay_named(&name);
        }
        self.check = self.environment.apply(self.check);
        if self.environment.seed.is_none() {
            for path in self.place.saved() {
                let saved = read(&path)?;
                self.run_saved(&path, &saved)?;
            }
        }
        let report = self.check.report();
        self.conclude(&report, None)
    }

    fn replay_named(self, name: &str) -> Result<(), String> {
        let path = self.place.file(name);
        if !path.exists() {
            // Other tests run under the same variable, and each knows its own failures alone.
            eprintln!("SIM_REPLAY={name}: skipped, there is no {}", shown(&path));
            return Ok(());
        }
        let saved = read(&path)?;
        match replay(&self.check.scenario, &saved).map_err(|broken| broken.to_string())? {
            Replayed::Same { finding, drift } => {
                if !drift.is_none() {
                    eprintln!("{}: {drift}", shown(&path));
                }
                self.tell_replayed(*finding, name, "it fails in the same way")
            }
            Replayed::Differently { finding, drift } => {
                eprintln!("{}: {drift}", shown(&path));
                self.tell_replayed(*finding, name, "it fails, but in another way")
            }
            Replayed::Passes => {
                eprintln!("{}: passes now", shown(&path));
                Ok(())
            }
            Replayed::Stale(drift) => Err(format!("{} is stale: {drift}", shown(&path))),
        }
    }

    pub(crate) fn run_saved(&self, path: &Path, saved: &Saved) -> Result<(), String> {
        let name = name_of(path);
        match replay(&self.check.scenario, saved).map_err(|broken| broken.to_string())? {
            Replayed::Same { finding, .. } => {
                self.tell_replayed(*finding, &name, "a saved failure fails in the same way")
            }
            Replayed::Differently { finding, .. } => {
                self.tell_replayed(*finding, &name, "a saved failure fails in another way")
            }
            Replayed::Passes => Ok(()),
            Replayed::Stale(drift) => self.search_again(path, saved, &drift.to_string()),
        }
    }

    // A schedule that names nothing any more says nothing about the failure: it is searched where it was found.
    fn search_again(&self, path: &Path, saved: &Saved, drift: &str) -> Result<(), String> {
        let path = shown(path);
        if self.environment.regressions == Regressions::Strict {
            return Err(format!("{path} is stale: {drift}"));
        }
        let scenario = self.check.scenario.as_saved(saved).map_err(|broken| broken.to_string())?;
        let again = |scenario| check(scenario).seed(saved.seed).report();
        let planned = again(scenario.clone().plan(saved.plan.clone()));
        let report = if planned.failure().is_some() { planned } else { again(scenario) };
        if report.failure().is_none() {
            eprintln!("{path} is stale ({drift}), and its seed passes: remove it, if it is fixed");
            return Ok(());
        }
        eprintln!("{path} is stale ({drift}), but its seed still fails");
        self.conclude(&report, None)
    }

    fn tell_replayed(&self, finding: Finding, name: &str, how: &str) -> Result<(), String> {
        eprintln!("{name}: {how}");
        let report = Report::of_saved(&self.check.scenario, finding);
        self.conclude(&report, Some(name))
    }

    // Tells a report, saves what was found, and says whether the test fails.
    pub(crate) fn conclude(&self, report: &Report, saved_as: Option<&str>) -> Result<(), String> {
        if report.ruling() == Ruling::Passed {
            return Ok(());
        }
        let mut commands = Commands::default();
        let mut replay = saved_as.map(str::to_owned);
        let mut text = None;
        if let (Some(finding), None) = (report.failure(), saved_as) {
            let saved = self.with_input(&finding.saved);
            let name = self.place.name_of(finding.seed);
            let path = self.place.file(&name);
            if self.environment.ci {
                commands = commands.with("save", format!("{}, as it stands below", shown(&path)));
                text = Some(saved.to_string());
            } else {
                match write(&path, &saved.to_string()) {
                    Ok(()) => {
                        let hint = "(commit it: it runs first from now on)";
                        commands = commands.with("saved", format!("{}  {hint}", shown(&path)));
                        replay = Some(name);
                    }
                    Err(error) => eprintln!("warning: {} can't be written: {error}", shown(&path)),
                }
            }
        }
        if let Some(finding) = report.failure() {
            commands = self.commands(finding, replay.as_deref(), commands);
            self.draw(finding)?;
        }
        eprintln!("{}", report.told(&commands));
        if let Some(text) = text {
            eprintln!("{text}");
        }
        Err(report.one_line(replay.as_deref()))
    }

    fn with_input(&self, saved: &Saved) -> Saved {
        let input = self.input.clone().map(|input| (INPUT.to_owned(), input));
        let parameters = saved.parameters.iter().cloned().chain(input).collect();
        Saved { parameters, ..saved.clone() }
    }

    fn commands(&self, finding: &Finding, replay: Option<&str>, saved: Commands) -> Commands {
        let test = self.place.command();
        let mut commands = Commands::default();
        if let Some(name) = replay {
            commands = commands
                .with("in test", format!("SIM_REPLAY={name} {test}"))
                .with("look", format!("SIM_REPLAY={name} SIM_TRACE=html:trace.html {test}"));
        }
        let seed = finding.seed;
        commands = commands.with("unshrunk", format!("SIM_SEED={seed} SIM_SHRINK=0 {test}"));
        commands.lines.extend(saved.lines);
        commands
    }

    fn draw(&self, finding: &Finding) -> Result<(), String> {
        let Some((format, path)) = &self.environment.trace else { return Ok(()) };
        let drawn = format.render(&finding.trace, &finding.highlights);
        write(path, &drawn)
            .map_err(|error| format!("{} can't be written: {error}", shown(path)))?;
        eprintln!("trace: {}", shown(path));
        Ok(())
    }
}

/// The failures that were saved for the test that was called from there.
#[cfg(feature = "proptest")]
pub(crate) fn saved_failures(
    caller: &Location<'_>,
    scenario: &str,
) -> Result<Vec<(PathBuf, Saved)>, String> {
    let paths = Place::of_test(caller, scenario).saved();
    paths.into_iter().map(|path| read(&path).map(|saved| (path, saved))).collect()
}

/// Tells something about the inputs of a test.
#[cfg(feature = "proptest")]
pub(crate) fn tell(line: &str) {
    eprintln!("{line}");
}

fn read(path: &Path) -> Result<Saved, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", shown(path)))?;
    Saved::read(&shown(path), &text).map_err(|mistake| {
        eprintln!("{mistake}");
        format!("{}:{}:{}: {}", shown(path), mistake.line, mistake.column, mistake.said)
    })
}

fn write(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}

fn name_of(path: &Path) -> String {
    path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

// A path as one would type it beside the manifest.
fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
    path.strip_prefix(&here).unwrap_or(path).display().to_string()
}
