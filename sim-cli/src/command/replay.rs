//! `replay`: whether a saved failure still happens.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;
use sim_check::{AnyScenario, Commands, Drift, Finding, Replayed, Saved};

use super::Session;
use crate::annotation::Annotation;
use crate::exit::Exit;
use crate::kept;
use crate::output::Told;
use crate::pick;
use crate::record;
use crate::refusal::Refusal;

/// Makes a saved failure happen again.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// The file, or its name if it lies in sim-regressions.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

pub(crate) fn replay(session: &Session<'_>, arguments: &Arguments) -> Result<Exit, Refusal> {
    let kept = Kept::read(session, &arguments.file)?;
    let replayed = kept.scenario.replay(&kept.saved)?;
    Ok(tell(session, &kept, replayed))
}

/// A saved failure with its scenario.
pub(super) struct Kept<'r> {
    pub(super) path: PathBuf,
    pub(super) saved: Saved,
    pub(super) scenario: &'r dyn AnyScenario,
}

impl<'r> Kept<'r> {
    pub(super) fn read(session: &Session<'r>, file: &Path) -> Result<Self, Refusal> {
        let path = kept::find(file)?;
        let saved = kept::read(&path)?;
        let scenario = pick::one(session.registry, &saved.scenario)?.scenario();
        kept::check_nodes(&path, scenario)?;
        session.bugs.blame(saved.seed, session.invocation.again());
        Ok(Self { path, saved, scenario })
    }
}

/// Tells what became of a saved failure.
pub(super) fn tell(session: &Session<'_>, kept: &Kept<'_>, replayed: Replayed) -> Exit {
    match replayed {
        Replayed::Same { finding, drift } => {
            let how = "it fails in the same way";
            tell_failure(session, kept, *finding, &drift, ("same", how))
        }
        Replayed::Differently { finding, drift } => {
            let how = "it fails, but in another way";
            tell_failure(session, kept, *finding, &drift, ("differently", how))
        }
        Replayed::Passes => {
            let file = kept.path.display().to_string();
            session.output.tell(&Told {
                human: &|| format!("PASS  {file}\n  it passes now\n"),
                json: &|| json!({ "file": file, "outcome": "passes" }),
                github: &|| vec![Annotation::notice(&file, "it passes now")],
            });
            Exit::Fine
        }
        Replayed::Stale(drift) => {
            let file = kept.path.display().to_string();
            let help = "nobody knows whether it is fixed: sweep its scenario again";
            session.output.tell(&Told {
                human: &|| format!("STALE  {file}\n  {drift}\n  {help}\n"),
                json: &|| json!({ "file": file, "outcome": "stale", "drift": record::drift(&drift) }),
                github: &|| vec![Annotation::error(&file, format!("stale: {drift}\n{help}"))],
            });
            Exit::Stale
        }
    }
}

fn tell_failure(
    session: &Session<'_>,
    kept: &Kept<'_>,
    finding: Finding,
    drift: &Drift,
    (outcome, how): (&str, &str),
) -> Exit {
    let file = kept.path.display().to_string();
    let difference = if drift.is_none() { String::new() } else { format!(" ({drift})") };
    session.output.note(&format!("{file}: {how}{difference}"));
    let report = kept.scenario.report_of(finding);
    let look =
        session.commands_for(&kept.path).lines.into_iter().filter(|(name, _)| name == "look");
    let commands = Commands { lines: look.collect() };
    session.output.tell(&Told {
        human: &|| session.in_words(&report, &commands),
        json: &|| {
            let (drift, report) = (record::drift(drift), record::report(&report));
            json!({ "file": file, "outcome": outcome, "drift": drift, "report": report })
        },
        github: &|| vec![Annotation::of_report(&report, &format!("{file}: {how}\n{report}"))],
    });
    Exit::of(report.ruling())
}
