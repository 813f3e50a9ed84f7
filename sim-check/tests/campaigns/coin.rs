//! Somebody tosses a coin until it shows heads so many times in a row.

use sim_check::prelude::*;

pub(crate) struct Coins;

impl Protocol for Coins {
    type Message = ();
    type Fact = ();
    type Timer = ();
    type Operation = ();
    type Outcome = ();
    type View = ();
}

struct Tosser {
    heads: u64,
}

impl Actor<Coins> for Tosser {
    fn on_start(&mut self, ctx: &mut Context<'_, Coins>) {
        for _ in 0..self.heads {
            if ctx.choose("heads", 2) == 0 {
                return;
            }
        }
        ctx.mark("lucky");
    }

    fn on_message(&mut self, _: ActorId, (): (), _: &mut Context<'_, Coins>) {}
}

/// Marks it when a coin shows heads so many times in a row.
pub(crate) fn coins(heads: u64) -> Scenario<Coins> {
    scenario("coins").node("tosser", move |_| Tosser { heads })
}

#[test]
fn a_mark_that_is_missed_fails_a_campaign_that_was_long_enough() {
    let campaign =
        |runs: u64| check(coins(40).sometimes("lucky").marks_within(100)).seeds(0..runs).report();
    assert_eq!(campaign(99).ruling(), Ruling::Passed);
    assert_eq!(campaign(100).ruling(), Ruling::Failed);
    assert_eq!(campaign(100).missed_marks().collect::<Vec<_>>(), ["lucky"]);
    // A single seed says nothing about marks.
    assert_eq!(
        check(coins(40).sometimes("lucky").marks_within(1)).seed(7).report().ruling(),
        Ruling::Passed
    );
}

#[test]
fn a_mark_that_nobody_declared_is_a_failure() {
    let report = check(coins(1).sometimes("luck")).seeds(0..100).report();
    let failure = report.failure().expect("some coin shows heads");
    assert_eq!(failure.id.to_string(), "marks are declared: undeclared mark");
    assert_eq!(
        failure.violation.said,
        "mark \"lucky\" is not declared: the scenario declares luck"
    );
}

#[test]
fn a_mark_is_found_and_made_small_like_a_failure() {
    let report = check(coins(3).sometimes("lucky")).seeds(0..200).find("lucky").report();
    let found = report.failure().expect("one in eight shows heads three times");
    assert_eq!(found.id.to_string(), "lucky: reached");
    // Each toss is needed.
    assert_eq!(found.faults.len(), 3, "{report}");
    assert!(found.faults_minimality.is_minimal());
}

#[test]
fn no_run_is_no_pass() {
    let report = check(coins(1).sometimes("lucky")).seeds(5..5).report();
    assert_eq!(report.ruling(), Ruling::Undecided);
    assert_eq!(report.one_line(None), "undecided: no seed was run");
}

#[test]
fn a_report_is_the_same_on_any_number_of_threads() {
    for keep_going in [false, true] {
        let report = |jobs| {
            let check = check(coins(6)).seeds(0..300).jobs(jobs);
            let check = if keep_going { check.keep_going() } else { check };
            let report = check.report();
            (report.runs, report.coverage.clone(), report.to_string())
        };
        let one = report(1);
        assert!(one.2.starts_with("FAIL  coins    seed "), "{}", one.2);
        assert_eq!(report(2), one);
        assert_eq!(report(5), one);
    }
}
