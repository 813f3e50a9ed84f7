//! Campaigns on any number of threads are the same campaign, and say how far they are and why they end.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use sim_check::prelude::*;
use sim_check::{Check, Finding};
use sim_tests::planted::{Edition, Plain, answer_lost, two_leaders};

// The report on one, two and five threads, as text and as data.
#[track_caller]
fn is_the_same_on_any_number_of_threads(order: impl Fn() -> Check<Plain>) -> Report {
    let alone = order().jobs(1).report();
    for jobs in [2, 5] {
        let report = order().jobs(jobs).report();
        assert_eq!(report.to_string(), alone.to_string(), "{jobs} threads");
        assert_eq!(format!("{report:#?}"), format!("{alone:#?}"), "{jobs} threads");
    }
    alone
}

#[test]
fn a_passing_campaign_is_the_same_on_any_number_of_threads() {
    let order = || check(answer_lost::scenario(Edition::Correct)).seeds(7..107);
    let report = is_the_same_on_any_number_of_threads(order);
    assert_eq!((report.ruling(), report.runs), (Ruling::Passed, 100), "{report}");
}

#[test]
fn a_failing_campaign_is_the_same_on_any_number_of_threads() {
    for from in [0, 100, 200] {
        let order = || check(answer_lost::scenario(Edition::Broken)).seeds(from..from + 100);
        let report = is_the_same_on_any_number_of_threads(order);
        assert_eq!(report.ruling(), Ruling::Failed, "{report}");
    }
}

#[test]
fn a_campaign_that_keeps_going_is_the_same_on_any_number_of_threads() {
    let order = || check(answer_lost::scenario(Edition::Broken)).seeds(0..60).keep_going();
    let report = is_the_same_on_any_number_of_threads(order);
    assert_eq!((report.ruling(), report.runs), (Ruling::Failed, 60), "{report}");
    // There is one kind of failure, however many runs fail so.
    assert_eq!(report.findings.len(), 1, "{report}");
    assert!(report.failures().values().all(|(count, _)| *count > 1), "{report}");
}

#[test]
fn a_campaign_whose_steps_are_used_up_is_the_same_on_any_number_of_threads() {
    let order = || check(answer_lost::scenario(Edition::Correct)).seeds(0..1_000).steps(500);
    let report = is_the_same_on_any_number_of_threads(order);
    assert!((1..1_000).contains(&report.runs), "{report}");
    assert!(report.coverage.steps >= 500, "{report}");
    // It has looked at something, and nothing was wrong.
    assert_eq!(report.ruling(), Ruling::Passed, "{report}");
}

#[test]
fn the_lowest_failing_seed_is_told_however_many_threads_there_are() {
    let failing = |jobs| {
        let order = check(answer_lost::scenario(Edition::Broken)).seeds(0..200).jobs(jobs);
        let report = order.several(1).shrink_runs(0).report();
        report.failure().map(|finding: &Finding| finding.seed)
    };
    let lowest = failing(1);
    assert!(lowest.is_some());
    assert!([2, 3, 5, 8].into_iter().all(|jobs| failing(jobs) == lowest));
}

#[test]
fn progress_never_goes_back() {
    for jobs in [1, 2, 5] {
        let told = Arc::new(Mutex::new(Vec::new()));
        let telling = told.clone();
        let order = check(two_leaders::scenario(Edition::Correct)).seeds(0..200).jobs(jobs);
        let report = order
            .on_progress(move |progress| {
                telling.lock().unwrap().push((progress.done, progress.total, progress.failed));
            })
            .report();
        assert_eq!(report.ruling(), Ruling::Passed, "{report}");
        let expected: Vec<(u64, u64, u64)> = (1..=200).map(|done| (done, 200, 0)).collect();
        assert_eq!(*told.lock().unwrap(), expected, "{jobs} threads");
    }
}

#[test]
fn an_interrupted_campaign_says_so() {
    for jobs in [1, 2, 5] {
        let interrupt = Arc::new(AtomicBool::new(false));
        let pulled = interrupt.clone();
        let report = check(answer_lost::scenario(Edition::Correct))
            .seeds(0..100_000)
            .jobs(jobs)
            .interrupted_by(interrupt)
            .on_progress(move |progress| {
                if progress.done == 10 {
                    pulled.store(true, Ordering::Relaxed);
                }
            })
            .report();
        assert!(report.interrupted, "{report}");
        assert_eq!(report.ruling(), Ruling::Undecided, "{report}");
        // What was begun is finished: at most one run a thread.
        assert!((10..10 + jobs as u64).contains(&report.runs), "{} on {jobs}", report.runs);
        let said = format!("undecided: interrupted after {} runs", report.runs);
        assert_eq!(report.one_line(None), said);
    }
}

#[test]
fn a_campaign_that_is_interrupted_before_it_begins_says_so() {
    let interrupt = Arc::new(AtomicBool::new(true));
    let order = check(answer_lost::scenario(Edition::Correct)).seeds(0..10);
    let report = order.interrupted_by(interrupt).report();
    assert_eq!((report.ruling(), report.runs), (Ruling::Undecided, 0), "{report}");
    assert_eq!(report.one_line(None), "undecided: interrupted before the first run");
}

#[test]
fn a_campaign_without_runs_is_undecided() {
    let report = check(answer_lost::scenario(Edition::Correct)).seeds(5..5).report();
    assert_eq!((report.ruling(), report.runs), (Ruling::Undecided, 0), "{report}");
    assert_eq!(report.one_line(None), "undecided: no seed was run");
}
