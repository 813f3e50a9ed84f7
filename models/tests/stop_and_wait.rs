//! Stop and wait keeps its promise over links that keep the order, and its mutants are found.

mod stage;

use sim_check::prelude::*;
use sim_models::stop_and_wait::{Mutant, StopAndWait, stop_and_wait};
use stage::{always_shrinks_to, is_found, is_told, passes, runs_as_kept};

const TWICE: &str = "each message is delivered once: delivered twice";
const SKIPPED: &str = "messages are delivered in order: skipped";

fn correct() -> Scenario<StopAndWait> {
    stop_and_wait("stop_and_wait", Mutant::None)
}

fn reordering() -> Scenario<StopAndWait> {
    stop_and_wait("stop_and_wait/reordering-link", Mutant::ReorderingLink)
}

fn duplicating() -> Scenario<StopAndWait> {
    stop_and_wait("stop_and_wait/reordering-duplicating-link", Mutant::ReorderingDuplicatingLink)
}

fn ack_ignored() -> Scenario<StopAndWait> {
    stop_and_wait("stop_and_wait/ack-ignored", Mutant::AckIgnored)
}

#[test]
fn all_is_delivered_once_and_in_order() {
    passes(correct(), 200);
}

#[test]
fn its_runs_are_as_they_were() {
    runs_as_kept(&correct(), 3);
}

#[test]
fn a_link_that_reorders_is_found() {
    is_found(reordering(), TWICE);
}

// By hand: there has to be a second copy of the first frame, so the timer fires (1). The first frame arrives (2), its
// acknowledgement (3), the second frame (4), and then the copy of the first (5), which has the bit that is waited for.
#[test]
fn a_link_that_reorders_is_shrunk() {
    always_shrinks_to(&reordering(), TWICE, 60, 5, 5);
}

#[test]
fn a_link_that_reorders_is_told() {
    is_told(reordering(), TWICE);
}

#[test]
fn a_link_that_reorders_and_duplicates_is_found() {
    is_found(duplicating(), TWICE);
}

// By hand: the same, but no timer has to fire for a second copy.
#[test]
fn a_link_that_reorders_and_duplicates_is_shrunk() {
    always_shrinks_to(&duplicating(), TWICE, 60, 4, 4);
}

#[test]
fn a_link_that_reorders_and_duplicates_is_told() {
    is_told(duplicating(), TWICE);
}

#[test]
fn a_sender_that_ignores_acknowledgements_is_found() {
    is_found(ack_ignored(), SKIPPED);
}

// By hand: the receiver waits for bit 0, which the first frame has, and the third. So the sender loses patience twice (1, 2),
// and the third frame is the first to arrive (3). By then the first one must have been lost: that is an entry, too.
#[test]
fn a_sender_that_ignores_acknowledgements_is_shrunk() {
    always_shrinks_to(&ack_ignored(), SKIPPED, 20, 4, 3);
}

#[test]
fn a_sender_that_ignores_acknowledgements_is_told() {
    is_told(ack_ignored(), SKIPPED);
}
