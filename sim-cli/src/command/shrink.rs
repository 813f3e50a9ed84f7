//! `shrink`: a saved failure is made smaller.

use std::path::PathBuf;

use clap::Args;
use sim_check::{Replayed, Saved};

use super::Session;
use super::replay::{self, Kept};
use crate::exit::Exit;
use crate::kept;
use crate::refusal::Refusal;

/// Makes a saved failure smaller.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// The file, or its name if it lies in sim-regressions.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// In so many runs at most.
    #[arg(long, value_name = "N", default_value = "20000")]
    runs: u64,
    /// Writes the smaller one there, instead of in its place.
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
}

pub(crate) fn shrink(session: &Session<'_>, arguments: &Arguments) -> Result<Exit, Refusal> {
    let kept = Kept::read(session, &arguments.file)?;
    let replayed = kept.scenario.replay(&kept.saved)?;
    if !matches!(replayed, Replayed::Same { .. }) {
        session.output.note(&format!("{}: there is nothing to make smaller", kept.path.display()));
        return Ok(replay::tell(session, &kept, replayed));
    }
    let Some(finding) = kept.scenario.make_smaller(&kept.saved, arguments.runs)? else {
        return Ok(replay::tell(session, &kept, replayed));
    };
    let still = kept.scenario.replay(&finding.saved)?;
    assert!(matches!(still, Replayed::Same { .. }), "what was made smaller fails as before");
    let (before, after) = (entries(&kept.saved), entries(&finding.saved));
    let path = arguments.output.as_ref().unwrap_or(&kept.path);
    if after < before || arguments.output.is_some() {
        kept::write(path, &finding.saved.to_string())?;
        session.output.note(&format!("{}: {before} entries are {after} now", path.display()));
    } else {
        session.output.note(&format!("{}: it is as small as it gets", path.display()));
    }
    let report = kept.scenario.report_of(finding);
    session.tell_report(&report, &session.commands_for(path));
    Ok(Exit::of(report.ruling()))
}

fn entries(saved: &Saved) -> usize {
    saved.schedule.choices.len() + saved.schedule.steps.len() + saved.plan.episodes.len()
}
