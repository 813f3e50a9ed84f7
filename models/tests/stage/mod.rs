//! What the tests of all models do: sweep, find, shrink, and compare texts with those that are kept.
#![allow(dead_code, reason = "each test file uses its part")]

use std::fs;
use std::path::PathBuf;

use sim_check::prelude::*;
use sim_check::render::{TextOptions, text};
use sim_check::trace::Highlights;
use sim_check::{Entry, Finding, Judgement, Order, Registry};
use sim_core::Base;

/// The scenario passes so many seeds and reaches all of its marks.
#[track_caller]
pub(crate) fn passes<P: Protocol>(scenario: Scenario<P>, runs: u64) {
    let report = check(scenario.marks_within(runs)).seeds(0..runs).report();
    assert!(report.passed(), "{report}");
    assert_eq!(report.coverage.passed, runs, "{report}");
}

/// The mutant fails so within as many seeds as the zoo promises, and what it is shrunk to is as small as promised.
#[track_caller]
#[expect(clippy::needless_pass_by_value, reason = "a test makes it for this alone")]
pub(crate) fn is_found<P: Protocol>(scenario: Scenario<P>, failure: &str) {
    let zoo: Registry = sim_models::zoo();
    let expected = zoo.get(scenario.name()).and_then(Entry::expected).cloned();
    let expected = expected.expect("mutants are in the zoo with what is expected of them");
    let finding = failing(&scenario, failure, 1).remove(0);
    assert!(finding.seed < expected.seeds, "{finding:?}");
    assert_eq!(finding.id.property, expected.property);
    assert!(entries(&finding) as u64 <= expected.choices, "{}", finding.saved);
    assert!(finding.after.events <= expected.events, "{}", finding.saved);
}

/// From each of so many seeds that fail so the shrinker gets to a minimal run; the median has so many entries and events,
/// and the worst at most half as many more.
#[track_caller]
pub(crate) fn shrinks_to<P: Protocol>(
    scenario: &Scenario<P>,
    failure: &str,
    seeds: usize,
    least: usize,
    events: u64,
) {
    let sizes = shrunk(scenario, failure, seeds);
    let median = &sizes[seeds / 2];
    assert_eq!((median.entries, median.events), (least, events), "{sizes:?}");
    let most = sizes.iter().map(|size| size.entries).max().unwrap_or(0);
    let longest = sizes.iter().map(|size| size.events).max().unwrap_or(0);
    assert!(most * 2 <= least * 3 && longest * 2 <= events * 3, "{sizes:?}");
}

/// From each of so many seeds that fail so the shrinker gets to a minimal run of so many entries and events.
#[track_caller]
pub(crate) fn always_shrinks_to<P: Protocol>(
    scenario: &Scenario<P>,
    failure: &str,
    seeds: usize,
    least: usize,
    events: u64,
) {
    let sizes = shrunk(scenario, failure, seeds);
    assert!(sizes.iter().all(|size| (size.entries, size.events) == (least, events)), "{sizes:?}");
}

/// From each of so many seeds that fail so the shrinker gets to a minimal run of so many events.
#[track_caller]
pub(crate) fn always_shrinks_to_events<P: Protocol>(
    scenario: &Scenario<P>,
    failure: &str,
    seeds: usize,
    events: u64,
) {
    let sizes = shrunk(scenario, failure, seeds);
    assert!(sizes.iter().all(|size| size.events == events), "{sizes:?}");
}

#[derive(PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Shrunk {
    entries: usize,
    events: u64,
    seed: u64,
}

// The smallest first.
#[track_caller]
fn shrunk<P: Protocol>(scenario: &Scenario<P>, failure: &str, seeds: usize) -> Vec<Shrunk> {
    let mut sizes = Vec::new();
    for finding in failing(scenario, failure, seeds) {
        let (seed, minimality) = (finding.seed, &finding.minimality);
        assert!(minimality.is_minimal(), "seed {seed}: {minimality:?}");
        sizes.push(Shrunk { entries: entries(&finding), events: finding.after.events, seed });
    }
    sizes.sort_unstable();
    sizes
}

// Over the silent world an entry is what happens; over the calm one, what goes wrong.
fn entries(finding: &Finding) -> usize {
    let schedule = &finding.saved.schedule;
    match schedule.base {
        Base::Silent => schedule.choices.len() + schedule.steps.len(),
        Base::Calm | Base::Drawn(_) => schedule.choices.len() + finding.saved.plan.episodes.len(),
    }
}

/// From each of so many seeds that fail so the shrinker gets to a minimal number of things that go wrong in a world that is
/// calm otherwise; the median has so many, and the worst one more.
///
/// That is for what doesn't happen: it can't be seen in a list of what does.
#[track_caller]
pub(crate) fn needs_faults<P: Protocol>(
    scenario: &Scenario<P>,
    failure: &str,
    seeds: usize,
    faults: usize,
) {
    let mut counts = Vec::new();
    for finding in failing(scenario, failure, seeds) {
        let (seed, minimality) = (finding.seed, &finding.faults_minimality);
        assert!(minimality.is_minimal(), "seed {seed}: {minimality:?}");
        counts.push((finding.faults.len(), seed));
    }
    counts.sort_unstable();
    assert_eq!(counts[seeds / 2].0, faults, "{counts:?}");
    assert!(counts[seeds - 1].0 <= faults + 1, "{counts:?}");
}

// The first so many seeds that fail so, each made small.
#[track_caller]
fn failing<P: Protocol>(scenario: &Scenario<P>, failure: &str, count: usize) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut next = 0;
    while findings.len() < count {
        assert!(next < 20_000, "only {} of {next} seeds fail so: {failure}", findings.len());
        let seeds = check(scenario.clone()).seeds(next..next + 1_000).shrink_runs(0).several(1);
        let report = seeds.report();
        let found = report.failure().unwrap_or_else(|| panic!("{report}"));
        next = found.seed + 1;
        if found.id.to_string() == failure {
            let report = check(scenario.clone()).seed(found.seed).several(1).report();
            findings.extend(report.findings);
        }
    }
    findings
}

/// The report of the first seed that fails so is the kept one.
#[track_caller]
pub(crate) fn is_told<P: Protocol>(scenario: Scenario<P>, failure: &str) {
    let name = scenario.name().replace('/', "-");
    let finding = failing(&scenario, failure, 1).remove(0);
    let report = check(scenario).seed(finding.seed).several(1).report();
    is_kept(&name, &report.to_string());
}

/// A calm run and that of a seed are the kept ones; in both nothing is wrong.
#[track_caller]
pub(crate) fn runs_as_kept<P: Protocol>(scenario: &Scenario<P>, seed: u64) {
    let calm = scenario.run_calm().expect("a scenario that can run");
    let drawn = scenario.run_seed(seed).expect("a scenario that can run");
    for (run, watched) in [("calm", calm), ("faulty", drawn)] {
        assert_eq!(watched.run.judgement, Judgement::Passed);
        let told =
            text(&watched.trace, &Highlights::default(), &TextOptions::readable().from_one());
        is_kept(&format!("{}-{run}", scenario.name()), &told);
    }
}

/// The text is the one that is kept under that name; `SIM_GOLDEN=write` keeps this one.
#[track_caller]
pub(crate) fn is_kept(name: &str, actual: &str) {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/snapshots")
        .join(name)
        .with_extension("txt");
    if writes() {
        return fs::write(file, actual).expect("the test's own directory can be written");
    }
    let kept = fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
    assert!(kept == actual, "{} says something else than\n{actual}", file.display());
}

#[expect(clippy::disallowed_methods, reason = "whoever runs a test says so by hand")]
fn writes() -> bool {
    std::env::var_os("SIM_GOLDEN").is_some_and(|value| value == "write")
}

/// From each of so many seeds that fail so the shrinker gets to a minimal run; the median has at most 1.6 times as many events as
/// one that was made by hand, and the worst 4.6 times as many.
#[track_caller]
pub(crate) fn shrinks_near<P: Protocol>(
    scenario: &Scenario<P>,
    failure: &str,
    seeds: usize,
    by_hand: u64,
) {
    let sizes = shrunk(scenario, failure, seeds);
    let mut events: Vec<u64> = sizes.iter().map(|size| size.events).collect();
    events.sort_unstable();
    assert!(events[seeds / 2] * 10 <= by_hand * 16, "{sizes:?}");
    assert!(events[seeds - 1] * 10 <= by_hand * 46, "{sizes:?}");
}

/// The scenario of that name passes so many seeds.
#[track_caller]
pub(crate) fn passes_in(zoo: &Registry, name: &str, runs: u64) {
    let entry = zoo.get(name).expect("the zoo has it");
    let report = entry.scenario().report(&Order { seeds: 0..runs, ..Order::default() });
    assert!(report.passed(), "{report}");
    assert_eq!(report.coverage.passed, runs, "{report}");
}
