//! `check-plan`: whether plans can be read, and make sense.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};
use sim_net::{Mistake, Plan};

use super::Session;
use crate::annotation::Annotation;
use crate::exit::Exit;
use crate::kept;
use crate::output::{OutputFormat, Told};
use crate::pick;
use crate::refusal::Refusal;

/// Reads plans, and says what is wrong with them.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// The files.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// They are for the nodes of this scenario.
    #[arg(long, value_name = "SCENARIO", conflicts_with = "nodes")]
    scenario: Option<String>,
    /// They are for nodes of these names.
    #[arg(long, value_name = "NAME,...", value_delimiter = ',')]
    nodes: Vec<String>,
}

pub(crate) fn check_plan(session: &Session<'_>, arguments: &Arguments) -> Result<Exit, Refusal> {
    let nodes = match &arguments.scenario {
        Some(name) => Some(pick::one(session.registry, name)?.scenario().nodes()?),
        None => Some(arguments.nodes.clone()).filter(|nodes| !nodes.is_empty()),
    };
    let mut worst = Exit::Fine;
    for file in &arguments.files {
        let name = file.display().to_string();
        let text = match kept::text(file) {
            Ok(text) => text,
            Err(refusal) => {
                session.output.refuse(&refusal);
                worst = Exit::Refused;
                continue;
            }
        };
        let read = match &nodes {
            Some(nodes) => {
                let nodes: Vec<&str> = nodes.iter().map(String::as_str).collect();
                Plan::read_for(&name, &text, &nodes)
            }
            None => Plan::read(&name, &text).map_err(|mistake| vec![mistake]),
        };
        match read {
            Ok(plan) => tell(session, &name, plan.episodes.len()),
            Err(mistakes) => {
                refuse(session, &name, mistakes);
                worst = Exit::Refused;
            }
        }
    }
    Ok(worst)
}

fn tell(session: &Session<'_>, file: &str, episodes: usize) {
    let noun = if episodes == 1 { "episode" } else { "episodes" };
    session.output.tell(&Told {
        human: &|| format!("{file}: {episodes} {noun}\n"),
        json: &|| json!({ "file": file, "episodes": episodes, "mistakes": [] }),
        github: &|| vec![Annotation::notice(file, format!("{episodes} {noun}"))],
    });
}

fn refuse(session: &Session<'_>, file: &str, mistakes: Vec<Mistake>) {
    if session.output.format == OutputFormat::Json {
        let mistakes: Vec<Value> = mistakes.iter().map(record).collect();
        session.output.print(&format!("{}\n", json!({ "file": file, "mistakes": mistakes })));
    }
    session.output.refuse(&Refusal::Mistakes(mistakes));
}

fn record(mistake: &Mistake) -> Value {
    let Mistake { file: _, line, column, length, source, said, expected, help } = mistake;
    json!({
        "line": line,
        "column": column,
        "length": length,
        "source": source,
        "said": said,
        "expected": expected,
        "help": help,
    })
}
