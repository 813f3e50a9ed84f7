//! Causal broadcast keeps its promise, and its mutant is found.

mod stage;

use sim_check::prelude::*;
use sim_models::causal_broadcast::{CausalBroadcast, Mutant, causal_broadcast};
use stage::{is_found, is_told, passes, runs_as_kept, shrinks_to};

const EARLY: &str = "nobody hears an answer before its question: effect before cause";

fn correct() -> Scenario<CausalBroadcast> {
    causal_broadcast("causal_broadcast", Mutant::None)
}

fn before_its_cause() -> Scenario<CausalBroadcast> {
    causal_broadcast("causal_broadcast/before-its-cause", Mutant::BeforeItsCause)
}

#[test]
fn nobody_hears_an_answer_before_its_question() {
    passes(correct(), 2_000);
}

#[test]
fn its_runs_are_as_they_were() {
    runs_as_kept(&correct(), 3);
}

#[test]
fn a_group_that_delivers_before_the_cause_is_found() {
    is_found(before_its_cause(), EARLY);
}

// By hand: a client asks one member (1), another hears the question (2), and the third hears the answer (3). Or a client asks
// one member twice (1, 2), and another hears the second question (3).
#[test]
fn a_group_that_delivers_before_the_cause_is_shrunk() {
    shrinks_to(&before_its_cause(), EARLY, 20, 3, 3);
}

#[test]
fn a_group_that_delivers_before_the_cause_is_told() {
    is_told(before_its_cause(), EARLY);
}
