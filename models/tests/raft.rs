//! Raft keeps its promises on three nodes and on five, and each rule that is left out is found.

mod stage;

use sim_check::prelude::*;
use sim_models::raft::{Mutant, Raft, scenario};
use stage::{always_shrinks_to_events, is_found, is_told, passes, runs_as_kept, shrinks_near};

const TWO_LEADERS: &str = "the log is replicated: two leaders (leader)";
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
fn votes_that_count_twice_are_found() {
    is_found(of_five(Mutant::DuplicateVotes), TWO_LEADERS);
}

// Made by hand: a node loses patience (1), asks for a vote (2), gets it (3), gets it again (4) and leads, with three votes of
// five. So does another in the same term, from another voter (5 to 8). To lead takes two votes that arrive, which somebody was
// asked for after patience was lost, so it takes four each; but the second leader may as well be elected by two voters, as the
// rule is (9), and mostly is.
#[test]
fn votes_that_count_twice_are_shrunk() {
    shrinks_near(&of_five(Mutant::DuplicateVotes), TWO_LEADERS, 10, 8);
}

#[test]
fn votes_that_count_twice_are_told() {
    is_told(of_five(Mutant::DuplicateVotes), TWO_LEADERS);
}

#[test]
fn votes_of_an_old_term_are_found() {
    is_found(of_three(Mutant::OldVotes), TWO_LEADERS);
}

// Made by hand: a node loses patience (1), asks for a vote (2), loses patience again (3), gets the vote of the first term (4) and
// leads the second. Another one, which loses patience twice as well (5, 6), asks for the vote of the second term (7), gets it (8)
// and leads that. Without an old vote a leader takes a vote that arrives, for which somebody was asked after patience was
// lost in its own term, and before that somebody must have begun the first term: that is four. With one it takes two
// terms, a question and an answer: four as well.
#[test]
fn votes_of_an_old_term_are_shrunk() {
    shrinks_near(&of_three(Mutant::OldVotes), TWO_LEADERS, 5, 8);
}

#[test]
fn votes_of_an_old_term_are_told() {
    is_told(of_three(Mutant::OldVotes), TWO_LEADERS);
}

#[test]
fn a_vote_that_is_lost_in_a_crash_is_found() {
    is_found(of_three(Mutant::LostVote), TWO_LEADERS);
}

// Each of two leaders of a term has lost patience (1, 2), has asked another node (3, 4) and has got its vote (5, 6), and among
// three nodes some node has voted for both. A vote is forgotten in a crash (7), and the node has to come back (8); counted as
// one, that is seven. Nobody starts or is called for it.
#[test]
fn a_vote_that_is_lost_in_a_crash_is_shrunk_to_the_least() {
    always_shrinks_to_events(&of_three(Mutant::LostVote), TWO_LEADERS, 5, 8);
}

#[test]
fn a_vote_that_is_lost_in_a_crash_is_told() {
    is_told(of_three(Mutant::LostVote), TWO_LEADERS);
}

#[test]
fn a_commit_of_an_earlier_term_by_counting_is_found() {
    is_found(of_three(Mutant::CommitsEarlierTerms), INCOMPLETE);
}

// Made by hand, after figure 8 of the paper, with three nodes: the first loses patience (1), asks the third (2), gets its vote
// (3) and leads term 1. A client calls (4), and nobody hears of it. The second loses patience twice (5, 6), asks the third (7),
// gets its vote (8) and leads term 2. A client calls (9), and nobody hears of that either. The first hears of term 2 (10), loses
// patience (11), asks the third (12), gets its vote (13) and leads term 3. It says that it is there (14), hears that the
// third has nothing (15), sends it the entry of term 1 (16), hears that it is stored (17) and commits it by counting. The second
// hears of term 3 (18), loses patience (19), asks the third (20), gets its vote, as its entry is of term 2 (21), and leads term 4
// without the entry.
#[test]
fn a_commit_of_an_earlier_term_by_counting_is_shrunk() {
    shrinks_near(&of_three(Mutant::CommitsEarlierTerms), INCOMPLETE, 10, 21);
}

#[test]
fn a_commit_of_an_earlier_term_by_counting_is_told() {
    is_told(of_three(Mutant::CommitsEarlierTerms), INCOMPLETE);
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
    shrinks_near(&of_three(Mutant::WrongMajority), INCOMPLETE, 20, 8);
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
    shrinks_near(&of_three(Mutant::NoRestriction), INCOMPLETE, 20, 10);
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
