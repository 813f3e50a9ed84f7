//! Ping and pong keeps its promise, and its mutant is found.

mod stage;

use sim_check::prelude::*;
use sim_models::ping_pong::{Mutant, PingPong, ping_pong};
use stage::{is_found, is_told, passes, runs_as_kept, shrinks_to};

const NOWHERE: &str = "nobody gets a ball of somebody else: delivered from nowhere";

fn correct() -> Scenario<PingPong> {
    ping_pong("ping_pong", Mutant::None)
}

fn wrong_peer() -> Scenario<PingPong> {
    ping_pong("ping_pong/wrong-peer", Mutant::WrongPeer)
}

#[test]
fn all_balls_come_back() {
    passes(correct(), 200);
}

#[test]
fn its_runs_are_as_they_were() {
    runs_as_kept(&correct(), 3);
}

#[test]
fn a_partner_that_plays_to_the_wrong_one_is_found() {
    is_found(wrong_peer(), NOWHERE);
}

// By hand: the partner learns whom it takes for everybody (1), gets a ball of somebody else (2), and the wrong player gets
// it (3). With less nobody gets a wrong ball: it takes two players to mix up, and a ball has to arrive.
#[test]
fn a_partner_that_plays_to_the_wrong_one_is_shrunk() {
    shrinks_to(&wrong_peer(), NOWHERE, 20, 3, 3);
}

#[test]
fn a_partner_that_plays_to_the_wrong_one_is_told() {
    is_told(wrong_peer(), NOWHERE);
}
