//! Raft keeps its promises on three nodes and on five, and each rule that is left out is found.

mod stage;

use sim_check::prelude::*;
use sim_models::raft::{Mutant, Raft, scenario};
use stage::{is_found, is_told, passes, runs_as_kept, shrinks_near};

const INCOMPLETE: &str = "the log is replicated: leader without a committed entry (leader)";

fn of_three(mutant: Mutant) -> Scenario<Raft> {
    scenario(mutant, 3)
}

fn of_five(mutant: Mutant) -> Scenario<Raft> {
    scenario(mutant, 5)
}

#[test]
fn three_nodes_replicate_a_log() {
    passes(of_three(Mutant::None), 200);
}

#[test]
fn five_nodes_replicate_a_log() {
    passes(of_five(Mutant::None), 200);
}

#[test]
fn its_runs_are_as_they_were() {
    runs_as_kept(&of_three(Mutant::None), 3);
}

#[test]
fn a_commit_by_fewer_than_a_majority_is_found() {
    is_found(of_three(Mutant::WrongMajority), INCOMPLETE);
}

// Made by hand: a node loses patience (1), asks for a vote (2), gets it (3) and leads. A client calls (4), and what it wants is
// committed at once. The third node loses patience twice, as the vote of the first term is taken (5, 6), asks for the vote of the
// second (7), gets it (8) and leads without the entry.
#[test]
fn a_commit_by_fewer_than_a_majority_is_shrunk() {
    shrinks_near(&of_three(Mutant::WrongMajority), INCOMPLETE, 5, 8);
}

#[test]
fn a_commit_by_fewer_than_a_majority_is_told() {
    is_told(of_three(Mutant::WrongMajority), INCOMPLETE);
}

#[test]
fn votes_for_any_log_are_found() {
    is_found(of_three(Mutant::NoRestriction), INCOMPLETE);
}

// Made by hand: a node loses patience (1), asks for a vote (2), gets it (3) and leads. A client calls (4), the voter stores what
// it wants (5), and the leader hears of that (6) and commits. The third node loses patience twice (7, 8), asks the voter (9),
// which doesn't look at logs (10), and leads without the entry.
#[test]
fn votes_for_any_log_are_shrunk() {
    shrinks_near(&of_three(Mutant::NoRestriction), INCOMPLETE, 5, 10);
}

#[test]
fn votes_for_any_log_are_told() {
    is_told(of_three(Mutant::NoRestriction), INCOMPLETE);
}

#[test]
fn an_old_message_that_cuts_off_is_found() {
    is_found(of_three(Mutant::CutsOff), INCOMPLETE);
}

// Made by hand: a node loses patience (1), asks for a vote (2), gets it (3) and leads, which it says at once. A client calls (4),
// the voter stores what it wants (5), and the leader hears of that (6) and commits. Now the voter hears what was said first (7):
// it loses patience (8), asks the third node (9), gets its vote (10), and leads without the entry.
#[test]
fn an_old_message_that_cuts_off_is_shrunk() {
    shrinks_near(&of_three(Mutant::CutsOff), INCOMPLETE, 5, 10);
}

#[test]
fn an_old_message_that_cuts_off_is_told() {
    is_told(of_three(Mutant::CutsOff), INCOMPLETE);
}
