//! Total order broadcast keeps its promise, and its mutant is found.

mod stage;

use sim_check::prelude::*;
use sim_models::total_order_broadcast::{Mutant, TotalOrderBroadcast, total_order_broadcast};
use stage::{is_found, is_told, passes, runs_as_kept, shrinks_to};

const DIVERGED: &str = "all hear the same words in the same order: orders differ";

fn correct() -> Scenario<TotalOrderBroadcast> {
    total_order_broadcast("total_order_broadcast", Mutant::None)
}

fn two_sequencers() -> Scenario<TotalOrderBroadcast> {
    total_order_broadcast("total_order_broadcast/two-sequencers", Mutant::TwoSequencers)
}

#[test]
fn all_hear_the_same_words_in_the_same_order() {
    passes(correct(), 200);
}

#[test]
fn its_runs_are_as_they_were() {
    runs_as_kept(&correct(), 3);
}

#[test]
fn a_second_sequencer_is_found() {
    is_found(two_sequencers(), DIVERGED);
}

// By hand: two members say a word (1, 2). That of the first, who is the sequencer, is taken by another (3), who says so (4): now
// it is heard. The second loses patience (5) and takes over, its word is taken (6) and acknowledged (7). Whatever else they have
// sent each other is still on its way.
#[test]
fn a_second_sequencer_is_shrunk() {
    shrinks_to(&two_sequencers(), DIVERGED, 20, 7, 7);
}

#[test]
fn a_second_sequencer_is_told() {
    is_told(two_sequencers(), DIVERGED);
}
