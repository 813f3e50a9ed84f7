//! How small the failures become: `cargo run --release -p old --example table -- 60` looks for so many failing seeds.

#[path = "../../raft.rs"]
mod raft;

use sim_check::{Finding, Report, check};

fn main() {
    let count = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(60);
    println!("  seed  before  faults  events  faults   runs  minimal");
    let reports = (0..).map(|seed| (seed, check(raft::scenario()).seed(seed).report()));
    let found = reports.filter_map(|(seed, report)| found(report).map(|it| (seed, it)));
    let (mut seeds, mut events, mut runs) = (0, Vec::new(), Vec::new());
    for (seed, it) in found.take(count) {
        let (before, faults, after) = (it.before.events, it.before.faults, it.after);
        println!(
            "{seed:>6} {before:>7} {faults:>7} {:>7} {:>7} {:>6}  {}",
            after.events,
            after.faults,
            it.runs,
            it.minimality.is_minimal(),
        );
        seeds = seed + 1;
        events.push(after.events);
        runs.push(it.runs);
    }
    println!("{} of {seeds} seeds fail", events.len());
    tell("events", events);
    tell("runs", runs);
}

fn found(report: Report) -> Option<Finding> {
    report.findings.into_iter().next()
}

fn tell(what: &str, mut figures: Vec<u64>) {
    figures.sort_unstable();
    if let (Some(least), Some(most)) = (figures.first(), figures.last()) {
        println!("{what}: {least} to {most}, median {}", figures[figures.len() / 2]);
    }
}
