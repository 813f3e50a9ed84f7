//! Three nodes, or five, and clients that ask whomever they know, through weather and after it.

use sim_check::prelude::*;
use sim_check::{Entry, Expected};
use sim_core::mix;

use super::properties::{goes_on, replicated_log};
use super::{Command, Mutant, Node, Raft};

const REPLICATED: &str = "the log is replicated";

/// The correct protocol on three nodes and on five, and those of its mutants that are found soon.
pub fn entries() -> Vec<Entry> {
    let mutant = |mutant, members, seeds, choices, events| {
        let expected = Expected { property: REPLICATED.into(), seeds, choices, events };
        Entry::mutant(scenario(mutant, members), expected)
    };
    vec![
        Entry::correct(scenario(Mutant::None, 3)),
        Entry::correct(scenario(Mutant::None, 5)),
        mutant(Mutant::WrongMajority, 3, 100, 36, 36),
        mutant(Mutant::CutsOff, 3, 1_000, 46, 46),
        mutant(Mutant::NoRestriction, 3, 100, 46, 46),
    ]
}

/// So many nodes: everything goes wrong with messages, and a majority is up and connected at any time.
pub fn scenario(mutant: Mutant, members: usize) -> Scenario<Raft> {
    let name = match mutant {
        Mutant::None if members == 3 => "raft",
        Mutant::None => "raft_of_five",
        Mutant::DuplicateVotes => "raft/duplicate-votes",
        Mutant::OldVotes => "raft/old-votes",
        Mutant::LostVote => "raft/lost-vote",
        Mutant::CommitsEarlierTerms => "raft/commits-earlier-terms",
        Mutant::WrongMajority => "raft/wrong-majority",
        Mutant::CutsOff => "raft/cuts-off",
        Mutant::NoRestriction => "raft/no-restriction",
    };
    let model =
        FaultModel::new().lost().duplicated().reordered().partitioned().crash_restart(1).paused();
    sim_check::scenario(name)
        .nodes("n", members, move |directory, _| Node::new(directory.actors().collect(), mutant))
        .network(Link::new(millis(5)).jitter(millis(60)))
        .calls(move |seed| calls(seed, members as u64))
        .swarm(Swarm::new(model).leaders("Leads"))
        .chaos(millis(1_500))
        .then_heal(millis(3_500))
        .property(REPLICATED, replicated_log())
        .property("it goes on", goes_on(millis(3_900)))
        .sometimes("elected")
        .sometimes("committed")
        .sometimes("an entry is cut off")
        .marks_within(200)
}

// Clients ask now and then, and in the end all nodes.
fn calls(seed: u64, members: u64) -> Vec<PlannedCall<Raft>> {
    let call =
        |at, node: u64, command| PlannedCall::new(at, format!("n{}", node + 1), Command(command));
    let random = |number: u32| {
        let at = micros(mix(seed, number.into()) % 1_700_000);
        call(at, mix(seed, u64::from(number) + 1_000) % members, number)
    };
    let last = (0..members).map(|node| call(millis(4_000), node, 100));
    (1..=30).map(random).chain(last).collect()
}
