//! Two-phase commit books all or nothing, the blocking window is found, and so are its mutants.

mod stage;

use sim_check::prelude::*;
use sim_models::two_phase_commit::{Mutant, TwoPhaseCommit, scenario};
use stage::{is_found, is_told, passes, runs_as_kept, shrinks_to};

const DIFFER: &str = "all or nothing: decisions differ";

fn correct() -> Scenario<TwoPhaseCommit> {
    scenario(Mutant::None)
}

fn decides_alone() -> Scenario<TwoPhaseCommit> {
    scenario(Mutant::DecidesAlone)
}

fn forgets_decision() -> Scenario<TwoPhaseCommit> {
    scenario(Mutant::ForgetsDecision)
}

#[test]
fn a_trip_is_booked_whole_or_not_at_all() {
    passes(correct(), 200);
}

#[test]
fn its_runs_are_as_they_were() {
    runs_as_kept(&correct(), 3);
}

// By hand: a client calls (1), a partner is asked and promises (2), and waits too long (3).
#[test]
fn the_blocking_window_is_found_and_shrunk() {
    let mut next = 0;
    for _ in 0..60 {
        let looking = check(correct()).seeds(next..next + 1_000).find("blocked").several(1);
        let report = looking.report();
        let found = report.failure().expect("some message is lost soon");
        assert_eq!(found.after.events, 3, "{report}");
        assert!(found.minimality.is_minimal(), "{report}");
        next = found.seed + 1;
    }
}

#[test]
fn a_partner_that_decides_alone_is_found() {
    is_found(decides_alone(), DIFFER);
}

// By hand: a client calls (1), both partners are asked (2, 3) and say yes (4, 5), one hears of the commit (6), and the other
// has lost patience (7). As entries there is one more, or two, or three: the fault by which a message is late, or the messages to
// the one that has lost patience, which are lost as they would have come long before.
#[test]
fn a_partner_that_decides_alone_is_shrunk() {
    shrinks_to(&decides_alone(), DIFFER, 60, 9, 7);
}

#[test]
fn a_partner_that_decides_alone_is_told() {
    is_told(decides_alone(), DIFFER);
}

#[test]
fn an_agency_that_forgets_its_decision_is_found() {
    is_found(forgets_decision(), DIFFER);
}

// By hand: a client calls (1), both partners are asked (2, 3) and say yes (4, 5), one hears of the commit (6), the agency crashes
// (7) and comes back (8), and the other hears that it doesn't remember (9).
#[test]
fn an_agency_that_forgets_its_decision_is_shrunk() {
    shrinks_to(&forgets_decision(), DIFFER, 3, 9, 9);
}

#[test]
fn an_agency_that_forgets_its_decision_is_told() {
    is_told(forgets_decision(), DIFFER);
}
