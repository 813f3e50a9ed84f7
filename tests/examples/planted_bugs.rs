//! How soon planted bugs are found, and how small their runs become: the figures behind the table of planted bugs.
//!
//! `cargo run --release -p sim-tests --example planted_bugs [-- PART OF A NAME [SEED]]`

#![expect(clippy::disallowed_types, clippy::print_stdout, reason = "it says how fast")]

use std::time::Instant;

use sim_tests::planted::{BUGS, Bug, Edition};

// Seeds of one range, in which the first failure is looked for.
const RANGE: u64 = 10_000;
const RANGES: u64 = 20;

fn main() {
    let part = std::env::args().nth(1).unwrap_or_default();
    if let Some(seed) = std::env::args().nth(2).and_then(|seed| seed.parse().ok()) {
        let bug = BUGS.iter().find(|bug| bug.name.contains(&part)).expect("there is one");
        return println!("{}", (bug.make)(Edition::Broken).small(seed));
    }
    println!("{:16} {:>7} {:>7} {:>7}   {:>6}", "", "median", "most", "within", "alarms");
    for bug in BUGS.iter().filter(|bug| bug.name.contains(&part)) {
        let mut counts: Vec<u64> = (0..RANGES).map(|range| first(bug, range * RANGE)).collect();
        counts.sort_unstable();
        let median = counts[counts.len() / 2];
        let most = counts[counts.len() - 1];
        let correct = (bug.make)(Edition::Correct).first(0..1_000);
        let alarm = match correct.failure() {
            Some(finding) => finding.id.to_string(),
            None => correct.one_line(None),
        };
        println!("{:16} {median:7} {most:7} {:7}   {alarm}", bug.name, bug.within);
        shrink(bug);
    }
}

fn first(bug: &Bug, from: u64) -> u64 {
    let report = (bug.make)(Edition::Broken).first(from..from + RANGE);
    match report.failure() {
        Some(finding) => {
            assert_eq!(finding.id.to_string(), bug.id, "seed {}", finding.seed);
            finding.seed - from + 1
        }
        None => panic!("{}: {}", bug.name, report.one_line(None)),
    }
}

fn shrink(bug: &Bug) {
    let planted = (bug.make)(Edition::Broken);
    let mut seed = 0;
    let mut results = std::collections::BTreeMap::<String, Vec<u64>>::new();
    let (mut runs, began) = (0, Instant::now());
    for _ in 0..20 {
        let report = planted.first(seed..seed + RANGE);
        seed = report.failure().map_or(seed, |finding| finding.seed);
        let report = planted.small(seed);
        let finding = report.failure().expect("it has just failed");
        runs += finding.runs;
        let told = format!(
            "faults {}/{} events {}/{} steps {} choices {} {}{}",
            finding.faults.len(),
            bug.faults,
            finding.after.events,
            bug.events,
            finding.saved.schedule.steps.len(),
            finding.saved.schedule.choices.len(),
            if finding.minimality.is_minimal() { "" } else { "NOT MINIMAL " },
            if finding.faults_minimality.is_minimal() { "" } else { "FAULTS NOT MINIMAL" },
        );
        results.entry(told).or_default().push(seed);
        seed += 1;
    }
    let millis = began.elapsed().as_millis();
    println!("    {} runs, {millis} ms", runs / 20);
    for (told, seeds) in results {
        println!("    {told}  {seeds:?}");
    }
}
