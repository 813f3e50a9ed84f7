//! The version in which a vote is granted by the length of a log alone.
//!
//! `cargo run --release -p old` finds a leader without a committed entry, and shows how it comes about. With `table` it
//! looks for more failing seeds (60, or as many as are said) and prints how small each becomes.

#[path = "../../raft.rs"]
mod raft;

use sim_check::{Finding, Report, check};

fn main() {
    let mut arguments = std::env::args().skip(1);
    if arguments.next().as_deref() == Some("table") {
        table(arguments.next().and_then(|count| count.parse().ok()).unwrap_or(60));
    } else {
        println!("{}", check(raft::scenario()).seeds(0..500).report());
    }
}

fn table(count: usize) {
    println!("{:>6} {:>7} {:>6} {:>7} {:>6} {:>5}  minimal", "seed", "before", "calm", "events", "faults", "runs");
    let reports = (0..).map(|seed| (seed, check(raft::scenario()).seed(seed).report()));
    let found = reports.filter_map(|(seed, report)| found(report).map(|it| (seed, it)));
    let (mut events, mut runs) = (Vec::new(), Vec::new());
    for (seed, it) in found.take(count) {
        let (before, after) = (it.before.events, it.after);
        println!(
            "{seed:>6} {before:>7} {:>6} {:>7} {:>6} {:>5}  {}",
            it.faults.len(),
            after.events,
            after.faults,
            it.runs,
            it.minimality.is_minimal(),
        );
        events.push(after.events);
        runs.push(it.runs);
    }
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
