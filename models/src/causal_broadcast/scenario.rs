//! A group of three, and what should hold.

use sim_check::prelude::*;
use sim_check::{Causal, Entry, Expected};

use super::member::{Member, Mutant};
use super::message::{Ask, CausalBroadcast, Fact};
use super::properties::{EverybodyGetsAll, name_and_whether_delivered};

const MEMBERS: usize = 3;

/// Six questions on links that reorder and duplicate.
pub fn causal_broadcast(name: &str, mutant: Mutant) -> Scenario<CausalBroadcast> {
    let asked = [
        (0, "member1", "tea"),
        (50, "member2", "rain"),
        (60, "member3", "rent"),
        (120, "member1", "fish"),
        (130, "member3", "jazz"),
        (200, "member2", "lunch"),
    ];
    scenario(name)
        .nodes("member", MEMBERS, move |directory, rank| {
            let group = (1..=MEMBERS).map(|number| directory[&*format!("member{number}")]);
            Member::new(rank + 1, group.collect(), mutant)
        })
        .calls(move |_| {
            let call = |(at, member, topic)| PlannedCall::new(millis(at), member, Ask(topic));
            asked.into_iter().map(call).collect()
        })
        .network(Link::new(millis(5)).jitter(millis(45)))
        .fault_model(FaultModel::new().reordered().duplicated())
        .property(
            "nobody hears an answer before its question",
            CausalOrder::new().of_facts(|fact: &Fact| {
                Some(match *fact {
                    Fact::Posts(name) => {
                        let others = (1..=MEMBERS).filter(|member| *member != name.by);
                        Causal::Sent { by: name.by, message: name, to: others.collect() }
                    }
                    Fact::Delivers { member, name } => {
                        Causal::Received { by: member, message: name }
                    }
                })
            }),
        )
        .property(
            "everybody hears everything",
            EverybodyGetsAll::of(MEMBERS)
                .of_facts(|fact: &Fact| Some(name_and_whether_delivered(fact))),
        )
        .sometimes("a message waits for its past")
        .sometimes("a message comes again")
        .chaos(millis(400))
        // What was late on a slow link is late five hundred times over; time in which nothing happens costs nothing.
        .then_heal(seconds(1_000))
}

/// The correct version and its mutant.
pub fn entries() -> Vec<Entry> {
    let expected = Expected {
        property: "nobody hears an answer before its question".into(),
        seeds: 20,
        choices: 4,
        events: 4,
    };
    vec![
        Entry::correct(causal_broadcast("causal_broadcast", Mutant::None)),
        Entry::mutant(
            causal_broadcast("causal_broadcast/before-its-cause", Mutant::BeforeItsCause),
            expected,
        ),
    ]
}
