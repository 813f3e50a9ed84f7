//! A run of some 30,000 events and 1,000 choices or more, of which three matter, is made small from 20 seeds: in how many runs, how
//! fast.
//!
//! `cargo run --release -p sim-tests --example needle [-- CALLS SEEDS]`

#![expect(clippy::disallowed_types, clippy::print_stdout, reason = "it says how fast")]

use std::time::Instant;

use sim_check::prelude::*;
use sim_tests::planted::needle::{EVENTS, FAULTS, scenario};

fn main() {
    let mut numbers = std::env::args().skip(1).filter_map(|number| number.parse().ok());
    let (calls, seeds) = (numbers.next().unwrap_or(2_000), numbers.next().unwrap_or(20));
    let mut from = 0;
    for _ in 0..seeds {
        let first = check(scenario(calls)).seeds(from..from + 1_000).several(1).shrink_runs(0);
        let report = first.trust_determinism().report();
        let unshrunk = report.failure().expect("one seed in eight fails");
        let (seed, choices) = (unshrunk.seed, unshrunk.saved.schedule.choices.len());
        let events = scenario(calls).run_seed(seed).expect("it has just run").run.events;
        let began = Instant::now();
        let report = check(scenario(calls)).seed(seed).trust_determinism().report();
        let millis = began.elapsed().as_millis();
        let finding = report.failure().expect("it has just failed");
        println!(
            "seed {seed:3}: {events} events, {choices} choices -> {} of {EVENTS} events, {} of {FAULTS} choices; {} runs, \
             {millis} ms, {} {}",
            finding.after.events,
            finding.faults.len(),
            finding.runs,
            finding.minimality.is_minimal(),
            finding.faults_minimality.is_minimal(),
        );
        from = seed + 1;
    }
}
