//! Outbox and inbox keep their promise, and their mutants are found.

mod stage;

use sim_check::prelude::*;
use sim_models::outbox_inbox::{Mutant, OutboxInbox, outbox_inbox};
use stage::{is_found, is_told, needs_faults, passes, runs_as_kept, shrinks_to};

const NOWHERE: &str = "each order is shipped once: delivered from nowhere";
const LOST: &str = "each order is shipped once: not delivered";

fn correct() -> Scenario<OutboxInbox> {
    outbox_inbox("outbox_inbox", Mutant::None)
}

fn publish_outside() -> Scenario<OutboxInbox> {
    outbox_inbox("outbox_inbox/publish-outside", Mutant::PublishOutside)
}

fn delete_before_ack() -> Scenario<OutboxInbox> {
    outbox_inbox("outbox_inbox/delete-before-ack", Mutant::DeleteBeforeAck)
}

fn commit_before_processing() -> Scenario<OutboxInbox> {
    outbox_inbox("outbox_inbox/commit-before-processing", Mutant::CommitBeforeProcessing)
}

#[test]
fn each_order_is_shipped_once() {
    passes(correct(), 200);
}

#[test]
fn its_runs_are_as_they_were() {
    runs_as_kept(&correct(), 3);
}

#[test]
fn a_shop_that_publishes_beside_its_transaction_is_found() {
    is_found(publish_outside(), NOWHERE);
}

// By hand: a client orders (1), and its message goes on to the broker (2) and to the warehouse (3). That the shop crashes before
// it has committed, and that the warehouse has, are entries, but nothing that leads to what is shipped.
#[test]
fn a_shop_that_publishes_beside_its_transaction_is_shrunk() {
    shrinks_to(&publish_outside(), NOWHERE, 5, 5, 3);
}

#[test]
fn a_shop_that_publishes_beside_its_transaction_is_told() {
    is_told(publish_outside(), NOWHERE);
}

#[test]
fn a_shop_that_deletes_too_early_is_found() {
    is_found(delete_before_ack(), LOST);
}

// By hand: one message of one order is lost. Nothing is wrong with what happens, but with what doesn't, so this is told over
// the calm world, by what goes wrong there.
#[test]
fn a_shop_that_deletes_too_early_is_shrunk() {
    needs_faults(&delete_before_ack(), LOST, 5, 1);
}

#[test]
fn a_shop_that_deletes_too_early_is_told() {
    is_told(delete_before_ack(), LOST);
}

#[test]
fn a_warehouse_that_consumes_too_early_is_found() {
    is_found(commit_before_processing(), LOST);
}

// By hand: the warehouse crashes after it has consumed a message, before it has shipped. As before, over the calm world, in which
// a crash keeps its time: it takes a message that is late to be there just then.
#[test]
fn a_warehouse_that_consumes_too_early_is_shrunk() {
    needs_faults(&commit_before_processing(), LOST, 5, 2);
}

#[test]
fn a_warehouse_that_consumes_too_early_is_told() {
    is_told(commit_before_processing(), LOST);
}
