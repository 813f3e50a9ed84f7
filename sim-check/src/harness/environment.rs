//! The environment: what variables say about how a test is run.

use std::path::PathBuf;

use sim_core::Protocol;

use crate::campaign::Check;
use crate::render::Format;

/// What variables say about how a test is run.
#[derive(Clone, Debug, Default)]
pub(super) struct Environment {
    /// Nothing is written.
    pub(super) ci: bool,
    pub(super) seed: Option<u64>,
    runs: Option<u64>,
    /// The name of a saved failure that alone is run.
    pub(super) replay: Option<String>,
    jobs: Option<usize>,
    shrink: Option<u64>,
    /// How and where what fails is drawn.
    pub(super) trace: Option<(Format, PathBuf)>,
    pub(super) regressions: Regressions,
    /// Variables that mean nothing.
    pub(super) warnings: Vec<String>,
}

/// What becomes of a saved failure that is stale.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Regressions {
    /// It is searched again.
    #[default]
    Tolerant,
    /// The test fails.
    Strict,
}

/// The variables that change what tests do.
pub const VARIABLES: [&str; 7] = [
    "SIM_SEED",
    "SIM_RUNS",
    "SIM_REPLAY",
    "SIM_JOBS",
    "SIM_SHRINK",
    "SIM_TRACE",
    "SIM_REGRESSIONS",
];

impl Environment {
    /// As it is now.
    ///
    /// # Errors
    /// A variable has a value that means nothing.
    pub(super) fn read() -> Result<Self, String> {
        let text = |text: std::ffi::OsString| text.to_string_lossy().into_owned();
        Self::of(std::env::vars_os().map(|(name, value)| (text(name), text(value))))
    }

    pub(super) fn of(variables: impl Iterator<Item = (String, String)>) -> Result<Self, String> {
        let mut environment = Self::default();
        let mut variables: Vec<_> = variables.collect();
        variables.sort();
        for (name, value) in &variables {
            let wrong = |expected: &str| format!("{name}={value}: expected {expected}");
            let number = || value.parse().map_err(|_| wrong("a number"));
            match name.as_str() {
                "CI" => environment.ci = !value.is_empty() && value != "false",
                "SIM_SEED" => environment.seed = Some(number()?),
                "SIM_RUNS" => environment.runs = Some(number()?),
                "SIM_REPLAY" => {
                    let name = value.strip_suffix(".ron").unwrap_or(value);
                    environment.replay = Some(name.to_owned());
                }
                "SIM_JOBS" => {
                    let jobs = value.parse().ok().filter(|jobs| *jobs > 0);
                    environment.jobs = Some(jobs.ok_or_else(|| wrong("a number above zero"))?);
                }
                "SIM_SHRINK" => environment.shrink = Some(number()?),
                "SIM_TRACE" => {
                    let known = Format::NAMES.join(", ");
                    let parts = value.split_once(':');
                    let found = parts.and_then(|(format, path)| {
                        Some((Format::named(format)?, PathBuf::from(path)))
                    });
                    let expected = format!("FORMAT:PATH, with one of {known}");
                    environment.trace = Some(found.ok_or_else(|| wrong(&expected))?);
                }
                "SIM_REGRESSIONS" => {
                    environment.regressions = match value.as_str() {
                        "strict" => Regressions::Strict,
                        "" => Regressions::Tolerant,
                        _ => return Err(wrong("strict")),
                    };
                }
                unknown if unknown.starts_with("SIM_") => {
                    let known = VARIABLES.join(", ");
                    let warning = format!("{unknown} means nothing; known are {known}");
                    environment.warnings.push(warning);
                }
                _ => {}
            }
        }
        Ok(environment)
    }

    /// A campaign as the variables want it.
    pub(super) fn apply<P: Protocol>(&self, check: Check<P>) -> Check<P> {
        let jobs = self.jobs.or_else(|| std::thread::available_parallelism().ok().map(Into::into));
        let mut check = check.jobs(jobs.unwrap_or(1));
        if let Some(runs) = self.runs {
            let first = check.order.seeds.start;
            check = check.seeds(first..first.saturating_add(runs));
        }
        if let Some(seed) = self.seed {
            check = check.seed(seed);
        }
        if let Some(runs) = self.shrink {
            check = check.shrink_runs(runs);
        }
        check
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variables: &[(&str, &str)]) -> Result<Environment, String> {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Environment::of(variables.iter().map(owned))
    }

    #[test]
    fn variables_are_read() {
        let environment = read(&[
            ("CI", "true"),
            ("SIM_SEED", "7"),
            ("SIM_REPLAY", "agreement-7.ron"),
            ("SIM_TRACE", "html:a/b.html"),
            ("SIM_REGRESSIONS", "strict"),
        ]);
        let environment = environment.unwrap();
        assert!(environment.ci);
        assert_eq!(environment.seed, Some(7));
        assert_eq!(environment.replay.as_deref(), Some("agreement-7"));
        assert_eq!(environment.trace.map(|it| it.1), Some(PathBuf::from("a/b.html")));
        assert_eq!(environment.regressions, Regressions::Strict);
    }

    #[test]
    fn a_variable_that_means_nothing_is_warned_about() {
        let environment = read(&[("SIM_SEEDS", "7"), ("PATH", "x")]).unwrap();
        assert_eq!(
            environment.warnings,
            [format!("SIM_SEEDS means nothing; known are {}", VARIABLES.join(", "))]
        );
    }

    #[test]
    fn a_value_that_means_nothing_is_refused() {
        assert_eq!(read(&[("SIM_SEED", "x")]).unwrap_err(), "SIM_SEED=x: expected a number");
        assert_eq!(
            read(&[("SIM_JOBS", "0")]).unwrap_err(),
            "SIM_JOBS=0: expected a number above zero"
        );
        assert!(
            read(&[("SIM_TRACE", "gif:x")])
                .unwrap_err()
                .starts_with("SIM_TRACE=gif:x: expected FORMAT:PATH")
        );
    }
}
