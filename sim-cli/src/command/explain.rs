//! `explain`: why a saved failure comes about.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;
use sim_check::{Commands, Explanation, Replayed};

use super::Session;
use super::replay::{self, Kept};
use crate::annotation::Annotation;
use crate::exit::Exit;
use crate::output::Told;
use crate::record;
use crate::refusal::Refusal;

const HOW: &str = "\
Each entry of the schedule is left out once, and moved as far as it goes. Then the first entries
are taken as they are, and all that comes after them is drawn anew from many seeds: once most of
these runs fail, it is too late.";

/// Says why a saved failure comes about.
#[derive(Args, Debug)]
#[command(after_help = HOW)]
pub(crate) struct Arguments {
    /// The file, or its name if it lies in sim-regressions.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// In so many runs at most.
    #[arg(long, value_name = "N", default_value = "20000")]
    runs: u64,
}

pub(crate) fn explain(session: &Session<'_>, arguments: &Arguments) -> Result<Exit, Refusal> {
    let kept = Kept::read(session, &arguments.file)?;
    let file = kept.path.display().to_string();
    let replayed = kept.scenario.replay(&kept.saved)?;
    let finding = match replayed {
        Replayed::Same { finding, .. } => *finding,
        Replayed::Differently { .. } | Replayed::Passes | Replayed::Stale(_) => {
            session.output.note(&format!("{file}: there is nothing to explain"));
            return Ok(replay::tell(session, &kept, replayed));
        }
    };
    let explanation = kept.scenario.explain(&kept.saved, arguments.runs)?;
    let report = kept.scenario.report_of(finding);
    let why = explanation.told_within(session.output.width);
    let human = format!("{}\n{why}\n", session.in_words(&report, &Commands::default()));
    session.output.tell(&Told {
        human: &|| human.clone(),
        json: &|| {
            let (report, why) = (record::report(&report), record::explanation(&explanation));
            json!({ "file": file, "report": report, "explanation": why })
        },
        github: &|| vec![Annotation::of_report(&report, &human)],
    });
    warn_if_spent(session, arguments, &explanation);
    Ok(Exit::of(report.ruling()))
}

fn warn_if_spent(session: &Session<'_>, arguments: &Arguments, explanation: &Explanation) {
    if explanation.spent {
        let runs = arguments.runs;
        session.output.note(&format!("warning: {runs} runs were not enough; --runs allows more"));
    }
}
