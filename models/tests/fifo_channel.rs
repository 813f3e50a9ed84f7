//! The channel keeps its promise, and its mutants are found.

mod stage;

use sim_check::prelude::*;
use sim_models::fifo_channel::{FifoChannel, Mutant, fifo_channel};
use stage::{is_found, is_told, passes, runs_as_kept, shrinks_to};

const SKIPPED: &str = "messages are delivered in order: skipped";

fn correct() -> Scenario<FifoChannel> {
    fifo_channel("fifo_channel", Mutant::None)
}

fn no_reorder_buffer() -> Scenario<FifoChannel> {
    fifo_channel("fifo_channel/no-reorder-buffer", Mutant::NoReorderBuffer)
}

fn window_off_by_one() -> Scenario<FifoChannel> {
    fifo_channel("fifo_channel/window-off-by-one", Mutant::WindowOffByOne)
}

#[test]
fn all_is_delivered_in_order() {
    passes(correct(), 200);
}

#[test]
fn its_runs_are_as_they_were() {
    runs_as_kept(&correct(), 3);
}

#[test]
fn a_receiver_that_keeps_nothing_is_found() {
    is_found(no_reorder_buffer(), SKIPPED);
}

// By hand: four messages leave at once. One of them arrives that isn't the first.
#[test]
fn a_receiver_that_keeps_nothing_is_shrunk() {
    shrinks_to(&no_reorder_buffer(), SKIPPED, 20, 1, 1);
}

#[test]
fn a_receiver_that_keeps_nothing_is_told() {
    is_told(no_reorder_buffer(), SKIPPED);
}

#[test]
fn a_window_that_is_too_large_is_found() {
    is_found(window_off_by_one(), SKIPPED);
}

// By hand: five messages leave at once. The fifth arrives, and lies where the first is looked for.
#[test]
fn a_window_that_is_too_large_is_shrunk() {
    shrinks_to(&window_off_by_one(), SKIPPED, 20, 1, 1);
}

#[test]
fn a_window_that_is_too_large_is_told() {
    is_told(window_off_by_one(), SKIPPED);
}
