//! Three nodes, or five, and clients that ask whomever they know, through weather and after it.

use sim_check::prelude::*;
use sim_check::{Entry, Expected};
use sim_core::{Ratio, mix};
use sim_net::{Crash, Episode, Partition, Selector, Within};

use super::properties::{goes_on, replicated_log};
use super::{Command, Mutant, Node, Raft};

const REPLICATED: &str = "the log is replicated";

/// The correct protocol on three nodes and on five, and its mutants.
pub fn entries() -> Vec<Entry> {
    let mutant = |mutant, members, seeds, choices, events| {
        let expected = Expected { property: REPLICATED.into(), seeds, choices, events };
        Entry::mutant(scenario(mutant, members), expected)
    };
    vec![
        Entry::correct(scenario(Mutant::None, 3)),
        Entry::correct(scenario(Mutant::None, 5)),
        // Among three one vote of another is enough.
        mutant(Mutant::DuplicateVotes, 5, 100, 60, 36),
        mutant(Mutant::OldVotes, 3, 500, 36, 36),
        mutant(Mutant::LostVote, 3, 300, 36, 36),
        mutant(Mutant::CommitsEarlierTerms, 3, 100, 96, 96),
        mutant(Mutant::WrongMajority, 3, 20, 36, 36),
        mutant(Mutant::CutsOff, 3, 300, 46, 46),
        mutant(Mutant::NoRestriction, 3, 50, 46, 46),
    ]
}

// How long things go wrong, and when clients ask again after that.
const CHAOS: Duration = seconds(4);
const HEALED: Duration = seconds(5);

/// So many nodes, on a network that is slow, loses and doubles messages: everything goes wrong with these, and nodes crash and
/// come back. Now and then each leader is cut off as soon as it leads, and now and then somebody crashes all the time.
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
    // As slow as it may be: votes come when the next term has begun. Where five stand nobody would win then.
    let jitter = if members == 3 { millis(160) } else { millis(120) };
    let link = Link::new(millis(5)).jitter(jitter).loss(Ratio::percent(5));
    sim_check::scenario(name)
        .nodes("n", members, move |directory, _| Node::new(directory.actors().collect(), mutant))
        .network(link.duplication(Ratio::percent(5)))
        .calls(move |seed| calls(seed, members as u64))
        .swarm(Swarm::new(model).leaders("Leads").or(leaders_are_cut_off()).or(nodes_crash()))
        .chaos(CHAOS)
        .then_heal(seconds(6))
        .property(REPLICATED, replicated_log())
        .property("it goes on", goes_on(HEALED))
        .sometimes("elected")
        .sometimes("committed")
        .sometimes("an entry is cut off")
        .marks_within(200)
}

// A leader that is cut off goes on leading, for itself. It comes back when the next one is cut off.
fn leaders_are_cut_off() -> Plan {
    let leader = || Partition::Isolate(Selector::last_to_tell("Leads"));
    let cut_off = |number: u64| {
        let at = millis(400) + millis(410) * number;
        Episode::new(format!("leader {number}"), at, leader()).lasts(millis(400))
    };
    (0..8).map(cut_off).fold(Plan::new(), Plan::episode)
}

// A node that comes back at once meets the election in which it took part.
fn nodes_crash() -> Plan {
    let crash = |number: u64| {
        let first = millis(300) * number;
        let at = Within::new(first, first + millis(250));
        Episode::new(format!("crash {number}"), at, Crash::of(Selector::Random(1)))
            .lasts(Within::new(millis(1), millis(45)))
    };
    (1..13).map(crash).fold(Plan::new(), Plan::episode)
}

// Clients ask now and then, and in the end all nodes, again and again.
fn calls(seed: u64, members: u64) -> Vec<PlannedCall<Raft>> {
    let call =
        |at, node: u64, command| PlannedCall::new(at, format!("n{}", node + 1), Command(command));
    let random = |number: u32| {
        let at = micros(mix(seed, number.into()) % (CHAOS.as_nanos() / 1_000));
        call(at, mix(seed, u64::from(number) + 1_000) % members, number)
    };
    let again = |round: u32| {
        let at = HEALED + millis(250) * u64::from(round);
        (0..members).map(move |node| call(at, node, 100 + round))
    };
    (1..=24).map(random).chain((0..16).flat_map(again)).collect()
}
