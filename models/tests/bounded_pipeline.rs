//! The pipeline keeps its promise, and its mutants are found.

mod stage;

use sim_check::prelude::*;
use sim_models::bounded_pipeline::{BoundedPipeline, Mutant, bounded_pipeline};
use stage::{is_found, is_told, needs_faults, passes, runs_as_kept, shrinks_to};

const WRONG: &str = "the sum is right: wrong sum";
const NONE: &str = "the sum is right: no sum";
const NO_ROOM: &str = "no more waits than there is room for: no room";

fn correct() -> Scenario<BoundedPipeline> {
    bounded_pipeline("bounded_pipeline", Mutant::None)
}

fn pill_miscount() -> Scenario<BoundedPipeline> {
    bounded_pipeline("bounded_pipeline/pill-miscount", Mutant::PillMiscount)
}

fn drops_when_full() -> Scenario<BoundedPipeline> {
    bounded_pipeline("bounded_pipeline/drops-when-full", Mutant::DropsWhenFull)
}

fn unbounded_stage() -> Scenario<BoundedPipeline> {
    bounded_pipeline("bounded_pipeline/unbounded-stage", Mutant::UnboundedStage)
}

#[test]
fn the_numbers_to_100_sum_up_to_5050() {
    passes(correct(), 200);
    let told = correct().run_calm().expect("a scenario that can run").trace;
    assert!(told.events().iter().any(|event| event.payload == "Sum(5050)"));
}

#[test]
fn its_runs_are_as_they_were() {
    runs_as_kept(&correct().with("numbers", "10").expect("a parameter of that name"), 3);
}

#[test]
fn a_sink_that_miscounts_pills_is_found() {
    is_found(pill_miscount(), WRONG);
}

// By hand: one number is enough. It is with the first worker, while the second gets its pill (1) and passes it on (2). The entries
// are turns: what is served takes its time.
#[test]
fn a_sink_that_miscounts_pills_is_shrunk() {
    shrinks_to(&pill_miscount(), WRONG, 5, 2, 2);
}

#[test]
fn a_sink_that_miscounts_pills_is_told() {
    is_told(pill_miscount(), WRONG);
}

#[test]
fn a_mailbox_that_drops_is_found() {
    is_found(drops_when_full(), NONE);
}

// By hand: a worker has one in service, and four wait. The first has every other number; with nine it has five, and no room for
// its pill. Nothing has to go wrong for that.
#[test]
fn a_mailbox_that_drops_is_shrunk() {
    needs_faults(&drops_when_full(), NONE, 5, 0);
    let report = check(drops_when_full()).seeds(0..10).several(1).report();
    let numbers = report.failure().map(|finding| finding.saved.parameters.clone());
    assert_eq!(numbers, Some(vec![("numbers".into(), "9".into())]));
}

#[test]
fn a_mailbox_that_drops_is_told() {
    is_told(drops_when_full(), NONE);
}

#[test]
fn a_stage_without_a_bound_is_found() {
    is_found(unbounded_stage(), NO_ROOM);
}

// By hand: when the source has started, it has handed out more than there is room for. Nothing else has to happen.
#[test]
fn a_stage_without_a_bound_is_shrunk() {
    shrinks_to(&unbounded_stage(), NO_ROOM, 5, 0, 0);
}

#[test]
fn a_stage_without_a_bound_is_told() {
    is_told(unbounded_stage(), NO_ROOM);
}
