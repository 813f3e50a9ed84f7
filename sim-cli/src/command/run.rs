//! `run`: one seed, with all that happens in it.

use std::path::{Path, PathBuf};

use clap::Args;
use sim_check::render::Format;
use sim_check::{Commands, OneRun, Run, Strategy};
use sim_net::Plan;

use super::{Session, words_for_run};
use crate::annotation::Annotation;
use crate::exit::Exit;
use crate::kept;
use crate::output::Told;
use crate::pick::{self, Setting};
use crate::record;
use crate::refusal::Refusal;
use crate::seeds::seed;
use crate::strategy;

/// Runs one seed, twice, and tells what came of it.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// The scenario.
    #[arg(value_name = "SCENARIO")]
    scenario: String,
    /// From this seed the run is drawn.
    #[arg(long, value_name = "N", default_value = "0", value_parser = seed)]
    seed: u64,
    /// What goes wrong, instead of what the scenario plans or draws.
    #[arg(long, value_name = "FILE")]
    plan: Option<PathBuf>,
    /// Sets a parameter of the scenario.
    #[arg(long = "set", value_name = "NAME=VALUE")]
    sets: Vec<Setting>,
    /// How the choices of the run are drawn from its seed.
    #[arg(long, value_name = "STRATEGY", default_value = "mixed", value_parser = strategy::parser())]
    strategy: Strategy,
    /// Writes what happened into a file: .jsonl, .txt, .html, .svg, .mmd (Mermaid), .json (Chrome) or .shiviz.
    #[arg(long, value_name = "FILE")]
    trace: Option<PathBuf>,
}

pub(crate) fn run(session: &Session<'_>, arguments: &Arguments) -> Result<Exit, Refusal> {
    let Arguments { scenario, seed, plan, sets, strategy, trace } = arguments;
    let picked = pick::changed(pick::one(session.registry, scenario)?, sets)?;
    let scenario = picked.scenario();
    let drawn = match trace {
        Some(path) => Some((format_of(path)?, path)),
        None => None,
    };
    let plan = plan.as_deref().map(|path| plan_for(path, &scenario.nodes()?)).transpose()?;
    let words = words_for_run(scenario.name(), *seed, *strategy, sets);
    session.bugs.blame(*seed, session.invocation.with(words.iter().map(String::as_str)));
    let one = scenario.run_once(*seed, *strategy, plan.as_ref())?;
    if let Some((format, path)) = drawn {
        kept::write(path, &format.render(&one.trace, &one.highlights))?;
        session.output.note(&format!("trace: {}", path.display()));
    }
    session.output.tell(&Told {
        human: &|| told(&one),
        json: &|| record::one_run(&one),
        github: &|| vec![Annotation::of_report(&one.report, &told(&one))],
    });
    Ok(Exit::of(one.report.ruling()))
}

// What came of it, and how much there was of it.
fn told(one: &OneRun) -> String {
    let report = one.report.told(&Commands::default());
    let report = report.trim_end();
    if one.report.difference.is_some() {
        return format!("{report}\n");
    }
    let Run { events, steps, time, digest, .. } = one.run;
    format!("{report}\n  steps {steps}, events {events}, until {time}, digest {digest}\n")
}

/// A plan from a file, for a world of these nodes.
fn plan_for(path: &Path, nodes: &[String]) -> Result<Plan, Refusal> {
    let nodes: Vec<&str> = nodes.iter().map(String::as_str).collect();
    Ok(Plan::read_for(&path.display().to_string(), &kept::text(path)?, &nodes)?)
}

/// The format that the name of a file asks for.
pub(super) fn format_of(path: &Path) -> Result<Format, Refusal> {
    let extension = path.extension().map(|it| it.to_string_lossy().into_owned());
    let format = match extension.as_deref() {
        Some("jsonl") => Format::JsonLines,
        Some("txt") => Format::Text,
        Some("html" | "htm") => Format::Html,
        Some("svg") => Format::Svg,
        Some("mmd" | "mermaid") => Format::Mermaid,
        Some("json") => Format::Chrome,
        Some("shiviz" | "log") => Format::Shiviz,
        Some(_) | None => {
            let said = format!("{} doesn't say which format it is", path.display());
            let help = "known are .jsonl, .txt, .html, .svg, .mmd, .json and .shiviz";
            return Err(Refusal::new(said).help(help));
        }
    };
    Ok(format)
}
