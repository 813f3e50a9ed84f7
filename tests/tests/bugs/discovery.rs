//! Each planted bug is found within its number of seeds, and the same protocol without it raises no alarm.
//!
//! The numbers are at least three times the median over twenty ranges of seeds; the example `planted_bugs` measures it.

use sim_check::Ruling;
use sim_tests::planted::{BUGS, Edition};

#[test]
fn each_planted_bug_is_found_within_its_number_of_seeds() {
    for bug in BUGS {
        let report = (bug.make)(Edition::Broken).first(0..bug.within);
        let found = report.failure().map(|finding| finding.id.to_string());
        assert_eq!(found.as_deref(), Some(bug.id), "{}: {report}", bug.name);
    }
}

#[test]
fn without_its_bug_no_protocol_raises_an_alarm() {
    for bug in BUGS {
        let report = (bug.make)(Edition::Correct).first(0..200);
        assert_eq!(report.ruling(), Ruling::Passed, "{}: {report}", bug.name);
        assert_eq!((report.runs, report.coverage.passed), (200, 200), "{}: {report}", bug.name);
    }
}

#[test]
fn each_family_of_faults_has_a_planted_bug() {
    let families: Vec<&str> = BUGS.iter().map(|bug| bug.family).collect();
    for family in [
        "loss",
        "duplicates",
        "reorder",
        "late messages",
        "slow-link",
        "partition",
        "hold",
        "rule",
        "crash",
        "points",
        "pause",
        "slow-node",
        "clock-jump",
        "clock-drift",
        "disk: sync lost",
        "disk: torn",
        "bit-rot",
        "corruption",
        "yield",
        "timer",
        "choose",
    ] {
        assert!(families.contains(&family), "{family}");
    }
}
