//! Reliable delivery keeps its promise, and its mutants are found.

mod stage;

use sim_check::prelude::*;
use sim_models::reliable_delivery::{Mutant, ReliableDelivery, reliable_delivery};
use stage::{is_found, is_told, passes, runs_as_kept, shrinks_to};

const TWICE: &str = "each order is booked once: delivered twice";
const FORGOTTEN: &str = "nothing confirmed is forgotten: forgotten";

fn correct() -> Scenario<ReliableDelivery> {
    reliable_delivery("reliable_delivery", Mutant::None)
}

fn no_dedup() -> Scenario<ReliableDelivery> {
    reliable_delivery("reliable_delivery/no-dedup", Mutant::NoDedup)
}

fn dedup_in_memory() -> Scenario<ReliableDelivery> {
    reliable_delivery("reliable_delivery/dedup-in-memory", Mutant::DedupInMemory)
}

fn short_memory() -> Scenario<ReliableDelivery> {
    reliable_delivery("reliable_delivery/short-memory", Mutant::ShortMemory)
}

fn ack_before_durable() -> Scenario<ReliableDelivery> {
    reliable_delivery("reliable_delivery/ack-before-durable", Mutant::AckBeforeDurable)
}

#[test]
fn each_order_is_booked_once() {
    passes(correct(), 200);
}

#[test]
fn its_runs_are_as_they_were() {
    runs_as_kept(&correct(), 5);
}

#[test]
fn a_bank_that_keeps_no_keys_is_found() {
    is_found(no_dedup(), TWICE);
}

// By hand: a client orders (1), the order arrives (2), and a second copy of it (3).
#[test]
fn a_bank_that_keeps_no_keys_is_shrunk() {
    shrinks_to(&no_dedup(), TWICE, 20, 3, 3);
}

#[test]
fn a_bank_that_keeps_no_keys_is_told() {
    is_told(no_dedup(), TWICE);
}

#[test]
fn a_bank_that_keeps_keys_in_memory_is_found() {
    is_found(dedup_in_memory(), TWICE);
}

// By hand: a client orders (1), the order arrives (2), the bank crashes (3) and comes back (4), and a second copy of the order
// arrives (5).
#[test]
fn a_bank_that_keeps_keys_in_memory_is_shrunk() {
    shrinks_to(&dedup_in_memory(), TWICE, 5, 5, 5);
}

#[test]
fn a_bank_that_keeps_keys_in_memory_is_told() {
    is_told(dedup_in_memory(), TWICE);
}

#[test]
fn a_bank_that_forgets_keys_too_early_is_found() {
    is_found(short_memory(), TWICE);
}

// By hand: a client orders (1), and the order arrives (2). No copy of it can be as late as the key is kept, so the shop has to
// try again (3), and that arrives (4). The confirmation must have been lost by then, which is an entry, but no event.
#[test]
fn a_bank_that_forgets_keys_too_early_is_shrunk() {
    shrinks_to(&short_memory(), TWICE, 20, 5, 4);
}

#[test]
fn a_bank_that_forgets_keys_too_early_is_told() {
    is_told(short_memory(), TWICE);
}

#[test]
fn a_bank_that_acknowledges_too_early_is_found() {
    is_found(ack_before_durable(), FORGOTTEN);
}

// By hand: a client orders (1), the order arrives (2), and its confirmation (3); then the bank crashes (4) and comes back (5).
#[test]
fn a_bank_that_acknowledges_too_early_is_shrunk() {
    shrinks_to(&ack_before_durable(), FORGOTTEN, 5, 5, 5);
}

#[test]
fn a_bank_that_acknowledges_too_early_is_told() {
    is_told(ack_before_durable(), FORGOTTEN);
}
