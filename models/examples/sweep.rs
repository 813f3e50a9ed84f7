//! Sweeps the zoo: `cargo run --release -p sim-models --example sweep -- 10000`, and the name of a model for that one alone.
//!
//! Each correct version is run from so many seeds, and should pass. Of each mutant it is told within how many seeds it is found,
//! at the median of twenty ranges of seeds, and how large the first failure of each range is once it is small.
#![expect(clippy::print_stdout, reason = "a table is what it is for")]

use sim_check::{Entry, Finding, Order};
use sim_core::Base;

const RANGES: u64 = 20;
const RANGE: u64 = 2_000;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let runs = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(1_000);
    let model = arguments.next().unwrap_or_default();
    println!("| scenario | | seeds to find | entries | events | before | runs to shrink |");
    println!("|---|---|---|---|---|---|---|");
    for entry in sim_models::zoo().entries() {
        if entry.scenario().name().starts_with(&model) {
            println!("{}", line(entry, runs));
        }
    }
}

fn line(entry: &Entry, runs: u64) -> String {
    let scenario = entry.scenario();
    let name = scenario.name();
    let Some(expected) = entry.expected() else {
        let report = scenario.report(&Order { seeds: 0..runs, ..Order::default() });
        return format!("| {name} | {:?}: {runs} seeds | | | | | |", report.ruling());
    };
    let mut findings = Vec::new();
    for range in 0..RANGES {
        let seeds = range * RANGE..(range + 1) * RANGE;
        let order = Order { seeds, several: 1, ..Order::default() };
        let found = scenario.report(&order).findings.into_iter().next();
        findings.extend(found.map(|finding| (finding.seed % RANGE + 1, finding)));
    }
    let count = findings.len();
    let minimal = findings.iter().filter(|(_, it)| it.minimality.is_minimal()).count();
    let spread = |of: &dyn Fn(&(u64, Finding)) -> u64| {
        let mut values: Vec<u64> = findings.iter().map(of).collect();
        values.sort_unstable();
        match (values.get(values.len() / 2), values.last()) {
            (Some(median), Some(most)) => format!("{median} (at most {most})"),
            _ => "-".to_owned(),
        }
    };
    let entries = |finding: &Finding| {
        let schedule = &finding.saved.schedule;
        let happens = match schedule.base {
            Base::Silent => schedule.steps.len(),
            Base::Calm | Base::Drawn(_) => finding.saved.plan.episodes.len(),
        };
        (schedule.choices.len() + happens) as u64
    };
    format!(
        "| {name} | {}; found in {count} of {RANGES}, {minimal} minimal | {} | {} | {} | {} | {} |",
        expected.property,
        spread(&|(seeds, _)| *seeds),
        spread(&|(_, it)| entries(it)),
        spread(&|(_, it)| it.after.events),
        spread(&|(_, it)| it.before.events),
        spread(&|(_, it)| it.runs),
    )
}
