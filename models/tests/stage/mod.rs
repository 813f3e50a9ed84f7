//! What the tests of all models do: sweep, find, shrink, and compare texts with those that are kept.
#![allow(dead_code, reason = "each test file uses its part")]

use std::fs;
use std::path::PathBuf;

use sim_check::prelude::*;
use sim_check::render::{TextOptions, text};
use sim_check::trace::Highlights;
use sim_check::{Finding, Judgement, Registry};

/// The scenario passes so many seeds and reaches all of its marks.
#[track_caller]
pub(crate) fn passes<P: Protocol>(scenario: Scenario<P>, runs: u64) {
    let report = check(scenario.marks_within(runs)).seeds(0..runs).report();
    assert!(report.passed(), "{report}");
    assert_eq!(report.coverage.passed, runs, "{report}");
}

/// The mutant fails so within as many seeds as the zoo promises, and what it is shrunk to is as small as promised.
#[track_caller]
pub(crate) fn is_found<P: Protocol>(scenario: Scenario<P>, failure: &str) {
    let zoo: Registry = sim_models::zoo();
    let expected = zoo.get(scenario.name()).and_then(|entry| entry.expected()).cloned();
    let expected = expected.expect("mutants are in the zoo with what is expected of them");
    let report = check(scenario).seeds(0..expected.seeds).several(1).report();
    let finding = report.failure().unwrap_or_else(|| panic!("{report}"));
    assert_eq!(finding.id.to_string(), failure, "{report}");
    assert_eq!(finding.id.property, expected.property);
    assert!(entries(finding) as u64 <= expected.choices, "{report}");
    assert!(finding.after.events <= expected.events, "{report}");
}

/// From each of so many failing seeds the shrinker gets to a minimal run; the median has so many entries and events, and
/// the worst at most half as many more.
#[track_caller]
pub(crate) fn shrinks_to<P: Protocol>(
    scenario: &Scenario<P>,
    seeds: usize,
    least: usize,
    events: u64,
) {
    let findings = failing(scenario, seeds);
    let mut sizes = Vec::new();
    for finding in &findings {
        let seed = finding.seed;
        assert!(finding.minimality.is_minimal(), "seed {seed}: {:?}", finding.minimality);
        sizes.push((entries(finding), finding.after.events));
    }
    sizes.sort_unstable();
    assert_eq!(sizes[seeds / 2], (least, events), "{sizes:?}");
    let (most, longest) = (sizes[seeds - 1].0, sizes.iter().map(|size| size.1).max().unwrap_or(0));
    assert!(most * 2 <= least * 3 && longest * 2 <= events * 3, "{sizes:?}");
}

fn entries(finding: &Finding) -> usize {
    let schedule = &finding.saved.schedule;
    schedule.choices.len() + schedule.steps.len()
}

/// The first so many failing seeds, each made small.
#[track_caller]
pub(crate) fn failing<P: Protocol>(scenario: &Scenario<P>, count: usize) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut next = 0;
    while findings.len() < count {
        let report = check(scenario.clone()).seeds(next..next + 10_000).several(1).report();
        let finding = report.findings.into_iter().next().expect("a seed that fails");
        next = finding.seed + 1;
        findings.push(finding);
    }
    findings
}

/// The report of the mutant's first failing seed is the kept one.
#[track_caller]
pub(crate) fn is_told<P: Protocol>(scenario: Scenario<P>) {
    let name = scenario.name().replace('/', "-");
    let finding = failing(&scenario, 1).remove(0);
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
