//! The register is linearizable, and its mutants are found.

mod stage;

use sim_check::prelude::*;
use sim_models::abd_register::{AbdRegister, Mutant, scenario};
use stage::{is_found, is_told, passes, runs_as_kept, shrinks_to};

const NOT_LINEAR: &str = "the register is linearizable: not linearizable";

fn correct() -> Scenario<AbdRegister> {
    scenario(Mutant::None)
}

fn no_write_back() -> Scenario<AbdRegister> {
    scenario(Mutant::NoWriteBack)
}

fn small_quorum() -> Scenario<AbdRegister> {
    scenario(Mutant::SmallQuorum)
}

#[test]
fn the_register_is_linearizable_and_each_call_ends() {
    passes(correct(), 200);
}

#[test]
fn its_runs_are_as_they_were() {
    runs_as_kept(&correct(), 3);
}

#[test]
fn a_read_without_write_back_is_found() {
    is_found(no_write_back(), NOT_LINEAR);
}

// By hand: a write is called (1) and reaches one replica (2). A read is called (3), asks that one and another (4, 5), hears from
// both (6, 7) and answers with the new value. A later read is called (8), asks the two others (9, 10), and hears from them
// (11, 12) the old one. Of these twelve, three are calls of clients; a write alone has no other phase, as one client writes.
#[test]
fn a_read_without_write_back_is_shrunk() {
    shrinks_to(&no_write_back(), NOT_LINEAR, 20, 12, 12);
}

#[test]
fn a_read_without_write_back_is_told() {
    is_told(no_write_back(), NOT_LINEAR);
}

#[test]
fn a_quorum_that_is_too_small_is_found() {
    is_found(small_quorum(), NOT_LINEAR);
}

// By hand: a write is called (1), reaches one replica (2), and is over when that has answered (3). A read is called (4), asks
// another (5) and hears the old value (6), which it writes back to one (7) that answers (8). As entries there are two more:
// the messages of the write that the other two never get, because the read takes longer than a message can.
#[test]
fn a_quorum_that_is_too_small_is_shrunk() {
    shrinks_to(&small_quorum(), NOT_LINEAR, 20, 10, 8);
}

#[test]
fn a_quorum_that_is_too_small_is_told() {
    is_told(small_quorum(), NOT_LINEAR);
}
