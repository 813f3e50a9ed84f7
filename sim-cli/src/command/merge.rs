//! `merge`: the reports of all shards become one.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use super::Session;
use crate::annotation::Annotation;
use crate::exit::Exit;
use crate::merged::{self, Merged};
use crate::output::Told;
use crate::part::{self, Part};
use crate::refusal::Refusal;

const COUNTED: &str = "\
What was counted is what one sweep of all seeds counts with --keep-going. Without it a sweep stops
soon after the first failure, and what lies beyond the first shard that failed doesn't count.";

/// Joins the reports of shards into one.
#[derive(Args, Debug)]
#[command(after_help = COUNTED)]
pub(crate) struct Arguments {
    /// The folder into which all shards were swept, by 'sweep --shard k/n --out DIR'.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

pub(crate) fn merge(session: &Session<'_>, arguments: &Arguments) -> Result<Exit, Refusal> {
    let sweeps = sweeps(&arguments.folder)?;
    sweeps.values().try_for_each(|parts| part::are_whole(parts))?;
    // In the order in which a sweep would have come to them.
    let entries = session.registry.entries();
    let place = |name: &str| entries.iter().position(|it| it.scenario().name() == name);
    let mut sweeps: Vec<_> = sweeps.into_iter().collect();
    sweeps.sort_by_key(|(name, _)| place(name).unwrap_or(usize::MAX));
    let mut worst = Exit::Fine;
    for (scenario, parts) in &sweeps {
        let merged = merged::merged(parts);
        tell(session, scenario, &merged);
        worst = worst.max(Exit::of(merged.ruling));
    }
    Ok(worst)
}

// The reports in a folder by their scenarios, each in the order of its shards.
fn sweeps(folder: &Path) -> Result<BTreeMap<String, Vec<Part>>, Refusal> {
    let entries = fs::read_dir(folder).map_err(|error| Refusal::unreadable(folder, &error))?;
    let mut sweeps: BTreeMap<String, Vec<Part>> = BTreeMap::new();
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        if path.extension().is_some_and(|it| it == "json") {
            let part = Part::read(&path)?;
            sweeps.entry(part.scenario.clone()).or_default().push(part);
        }
    }
    if sweeps.is_empty() {
        let refusal = Refusal::new(format!("{} has no reports in it", folder.display()));
        return Err(refusal.help("such reports are written by sweep --out DIR"));
    }
    for parts in sweeps.values_mut() {
        parts.sort_by(|one, other| (one.shard, &one.path).cmp(&(other.shard, &other.path)));
    }
    Ok(sweeps)
}

fn tell(session: &Session<'_>, scenario: &str, merged: &Merged) {
    let mut human = merged.told();
    for (place, file) in merged.files.iter().enumerate() {
        let command = session.invocation.with(["replay", &file.display().to_string()]);
        let gap = if place == 0 { "\n" } else { "" };
        writeln!(human, "{gap}  replay {command}").expect("a string takes all");
    }
    session.output.tell(&Told {
        human: &|| human.clone(),
        json: &|| merged.record.clone(),
        github: &|| {
            let fine = Exit::of(merged.ruling) == Exit::Fine;
            let annotation = if fine { Annotation::notice } else { Annotation::error };
            vec![annotation(scenario, &human)]
        },
    });
}
