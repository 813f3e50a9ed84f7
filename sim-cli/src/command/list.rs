//! `list`: which scenarios there are, what they claim, and what is planted in them.

use std::fmt::Write;

use clap::Args;
use serde_json::{Map, Value, json};
use sim_check::Entry;
use sim_net::FaultModel;

use super::Session;
use crate::annotation::Annotation;
use crate::exit::Exit;
use crate::output::Told;
use crate::pick;
use crate::refusal::Refusal;

/// Tells which scenarios there are.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// Only these; a `*` at the end stands for anything, as in 'raft/*'.
    #[arg(value_name = "SCENARIO")]
    scenarios: Vec<String>,
    /// Tells their parameters, marks and faults as well.
    #[arg(long)]
    long: bool,
}

pub(crate) fn list(session: &Session<'_>, arguments: &Arguments) -> Result<Exit, Refusal> {
    let entries: Vec<&Entry> = if arguments.scenarios.is_empty() {
        session.registry.entries().iter().collect()
    } else {
        pick::several(session.registry, &arguments.scenarios)?
    };
    let widest = entries.iter().map(|entry| entry.scenario().name().len()).max().unwrap_or(0);
    for entry in entries {
        session.output.tell(&Told {
            human: &|| told(entry, widest, arguments.long, session.output.width),
            json: &|| record(entry),
            github: &|| vec![Annotation::notice(entry.scenario().name(), kind(entry))],
        });
    }
    Ok(Exit::Fine)
}

const fn kind(entry: &Entry) -> &'static str {
    if entry.expected().is_some() { "mutant" } else { "correct" }
}

fn told(entry: &Entry, widest: usize, long: bool, width: usize) -> String {
    let scenario = entry.scenario();
    let claim = match entry.expected() {
        Some(expected) => format!("violates: {}", expected.property),
        None => scenario.properties().join("; "),
    };
    let name = format!("{:widest$}  ", scenario.name());
    let mut told = beside(&name, &claim, width);
    if !long {
        return told;
    }
    let mut detail = |name: &str, text: String| {
        if !text.is_empty() {
            told.push_str(&beside(&format!("    {name:10} "), &text, width));
        }
    };
    if let Some(expected) = entry.expected() {
        detail("properties", scenario.properties().join("; "));
        let (seeds, choices, events) = (expected.seeds, expected.choices, expected.events);
        detail(
            "expected",
            format!("within {seeds} seeds; at most {choices} choices and {events} events"),
        );
    }
    let parameters = scenario.parameters();
    let set = parameters.iter().map(|(name, value)| format!("{name}={value}"));
    detail("parameters", set.collect::<Vec<_>>().join(" "));
    detail("marks", scenario.marks().join("; "));
    detail("faults", scenario.model().map(|model| faults(&model).join(", ")).unwrap_or_default());
    told
}

// A text beside what it is about, in lines that fit.
fn beside(what: &str, text: &str, width: usize) -> String {
    let begin = what.chars().count();
    let (mut told, mut column) = (what.to_owned(), begin);
    for (rank, word) in text.split(' ').enumerate() {
        let length = word.chars().count();
        if rank > 0 && column + 1 + length > width {
            write!(told, "\n{:begin$}", "").expect("a string takes all");
            column = begin;
        } else if rank > 0 {
            told.push(' ');
            column += 1;
        }
        told.push_str(word);
        column += length;
    }
    told.push('\n');
    told
}

fn record(entry: &Entry) -> Value {
    let scenario = entry.scenario();
    let properties = scenario.properties();
    let parameters: Map<String, Value> =
        scenario.parameters().into_iter().map(|(name, value)| (name, value.into())).collect();
    let mut record = json!({
        "name": scenario.name(),
        "kind": kind(entry),
        "property": properties.first(),
        "properties": properties,
        "parameters": parameters,
        "marks": scenario.marks(),
        "faults": scenario.model().map(|model| faults(&model)),
    });
    // These are bounds that somebody wrote down: they are small.
    if let Some(expected) = entry.expected() {
        record["property"] = expected.property.as_str().into();
        record["seeds"] = expected.seeds.into();
        record["choices"] = expected.choices.into();
        record["events"] = expected.events.into();
    }
    record
}

// What may go wrong, in words.
fn faults(model: &FaultModel) -> Vec<String> {
    let FaultModel {
        lost,
        duplicated,
        reordered,
        corrupted,
        partitioned,
        crash_stop,
        down,
        crash_restart,
        amnesia,
        paused,
        clock_skew,
        failing_disk,
        lying_disk,
        majority,
        healed_by,
    } = *model;
    let named = [
        (lost, "lost"),
        (duplicated, "duplicated"),
        (reordered, "reordered"),
        (corrupted, "corrupted"),
        (partitioned, "partitioned"),
        (crash_restart, "crash and restart"),
        (amnesia, "amnesia"),
        (paused, "paused"),
        (clock_skew, "clock skew"),
        (failing_disk, "failing disk"),
        (lying_disk, "lying disk"),
    ];
    let named = named.into_iter().filter(|(may, _)| *may);
    let mut words: Vec<String> = named.map(|(_, name)| name.to_owned()).collect();
    let bounded = |bound: u32| match bound {
        u32::MAX => "any number of nodes".to_owned(),
        1 => "1 node".to_owned(),
        bound => format!("{bound} nodes"),
    };
    if crash_stop > 0 {
        words.push(format!("{} gone for good", bounded(crash_stop)));
    }
    if down > 0 {
        words.push(format!("{} down at once", bounded(down)));
    }
    if majority {
        words.push("a majority always connected".to_owned());
    }
    if let Some(healed) = healed_by {
        words.push(format!("healed by {healed}"));
    }
    words
}
