//! Shrink quality: what is left of a failing run is what is needed by an argument from outside, in the file of each bug.
//!
//! A table says how many runs that takes and how many different results there are. `SIM_GOLDEN=write` writes it anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use sim_check::Finding;
use sim_tests::kept;
use sim_tests::planted::{BUGS, Bug, Edition};

const SEEDS: usize = 20;
// More runs than the table says by this many in a hundred are too many.
const TOLERANCE: u64 = 20;

// The small runs that the first failing seeds lead to.
fn findings(bug: &Bug) -> Vec<Finding> {
    let planted = (bug.make)(Edition::Broken);
    let mut from = 0;
    let mut findings = Vec::new();
    while findings.len() < SEEDS {
        let report = planted.first(from..from + 10_000);
        let seed = report.failure().unwrap_or_else(|| panic!("{report}")).seed;
        let report = planted.small(seed);
        let finding = report.failure().unwrap_or_else(|| panic!("{report}")).clone();
        assert_eq!(finding.id.to_string(), bug.id);
        findings.push(finding);
        from = seed + 1;
    }
    findings
}

fn middle(mut numbers: Vec<u64>) -> u64 {
    numbers.sort_unstable();
    numbers[numbers.len() / 2]
}

// What is wrong if the median isn't the minimum, or one is less, or more than half as large again.
fn problems(
    bug: &Bug,
    what: &str,
    minimum: u64,
    of: &[Finding],
    measure: impl Fn(&Finding) -> u64,
) -> Vec<String> {
    let name = bug.name;
    let mut problems = Vec::new();
    let median = middle(of.iter().map(&measure).collect());
    if median != minimum {
        problems.push(format!("{name}: the median of {what} is {median}, not {minimum}"));
    }
    for finding in of {
        let number = measure(finding);
        // Fewer than are needed is no better: then the argument is wrong.
        if number < minimum || number * 2 > minimum * 3 {
            problems.push(format!("{name}, seed {}: {number} {what}", finding.seed));
        }
    }
    problems
}

// What the result is, whatever the times are.
fn shape(finding: &Finding) -> String {
    let steps = finding.saved.schedule.steps.iter().map(|step| step.label.as_str());
    let choices = finding.saved.schedule.choices.iter().map(|choice| choice.label.as_str());
    steps.chain(choices).collect::<Vec<_>>().join("\n")
}

#[test]
fn shrink_leaves_what_is_needed_of_each_planted_bug() {
    let (mut table, mut wrong) = (BTreeMap::new(), Vec::new());
    for bug in &BUGS {
        let findings = findings(bug);
        for finding in &findings {
            let (name, seed) = (bug.name, finding.seed);
            if !finding.minimality.is_minimal() || !finding.faults_minimality.is_minimal() {
                let (small, faults) = (&finding.minimality, &finding.faults_minimality);
                wrong.push(format!("{name}, seed {seed}: {small:?}, {faults:?}"));
            }
        }
        let faults = |it: &Finding| it.faults.len() as u64;
        wrong.extend(problems(bug, "faults", bug.faults as u64, &findings, faults));
        wrong.extend(problems(bug, "events", bug.events, &findings, |it| it.after.events));
        let shapes: BTreeSet<String> = findings.iter().map(shape).collect();
        let runs: u64 = findings.iter().map(|finding| finding.runs).sum();
        table.insert(bug.name, (shapes.len() as u64, runs.div_ceil(SEEDS as u64)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    compare(&table);
}

// With the table that is kept: results may get fewer, and runs too.
fn compare(table: &BTreeMap<&str, (u64, u64)>) {
    let path = kept::place("bugs/shrink.txt");
    if kept::writes() {
        let mut text = format!("{:16} {:>8} {:>6}\n", "", "results", "runs");
        for (name, (results, runs)) in table {
            writeln!(text, "{name:16} {results:8} {runs:6}").expect("texts have room");
        }
        std::fs::write(&path, text).expect("the test's own directory can be written");
        return;
    }
    let text = std::fs::read_to_string(&path).expect("the table is kept");
    let kept: BTreeMap<&str, (u64, u64)> = text.lines().skip(1).map(row).collect();
    let names = |table: &BTreeMap<&str, (u64, u64)>| {
        table.keys().map(|name| (*name).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(&kept), names(table), "the table has other rows; write it anew");
    for (name, (results, runs)) in table {
        let (results_before, runs_before) = kept[name];
        assert!(*results <= results_before, "{name}: {results} results, not {results_before}");
        let most = runs_before * (100 + TOLERANCE) / 100;
        assert!(*runs <= most, "{name}: {runs} runs, not {runs_before}");
    }
}

fn row(line: &str) -> (&str, (u64, u64)) {
    let (rest, runs) = line.trim_end().rsplit_once(' ').expect("a row ends with its runs");
    let (name, results) = rest.trim_end().rsplit_once(' ').expect("before stand the results");
    let number = |text: &str| text.parse().expect("it is a number");
    (name.trim_end(), (number(results), number(runs)))
}
