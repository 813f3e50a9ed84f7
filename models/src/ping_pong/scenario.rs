//! What should hold, and under which faults.

use sim_check::prelude::*;
use sim_check::{Entry, Expected};

use super::message::{Fact, PingPong, Play};
use super::partner::{Mutant, Partner};
use super::player::Player;

/// Two players with five balls each, on a network that loses, duplicates and divides for half a second.
pub fn ping_pong(name: &str, mutant: Mutant) -> Scenario<PingPong> {
    let balls_of = |player: usize| if player == 0 { 1..6 } else { 11..16 };
    scenario(name)
        .node("partner", move |_| Partner::new(mutant))
        .nodes("player", 2, move |directory, player| {
            Player::new(player + 1, directory["partner"], balls_of(player))
        })
        .network(Link::new(millis(20)).jitter(millis(10)))
        .fault_model(FaultModel::new().lost().duplicated().partitioned())
        .property(
            "nobody gets a ball of somebody else",
            NoCreation::new().of_facts(|fact: &Fact| Some(delivery(fact))),
        )
        .property(
            "each ball comes back",
            AtLeastOnce::new().within(seconds(1)).of_facts(|fact: &Fact| Some(delivery(fact))),
        )
        .sometimes("a ball is served again")
        .sometimes("all balls are back")
        .chaos(millis(500))
        .then_heal(seconds(2))
}

const fn delivery(fact: &Fact) -> Delivery<Play> {
    match *fact {
        Fact::Served(play) => Delivery::Attempt(play),
        Fact::Got(play) => Delivery::Effect(play),
    }
}

/// The correct version and its mutant.
pub fn entries() -> Vec<Entry> {
    let expected = Expected {
        property: "nobody gets a ball of somebody else".into(),
        seeds: 10,
        choices: 3,
        events: 3,
    };
    vec![
        Entry::correct(ping_pong("ping_pong", Mutant::None)),
        Entry::mutant(ping_pong("ping_pong/wrong-peer", Mutant::WrongPeer), expected),
    ]
}
