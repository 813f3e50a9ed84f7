//! A group of three, and what should hold.

use sim_check::prelude::*;
use sim_check::{Agreed, Entry, Expected};

use super::member::{Member, Mutant};
use super::message::{Fact, Say, TotalOrderBroadcast};

const MEMBERS: usize = 3;

/// Four words, while members are cut off from each other and messages are lost, doubled and late.
pub fn total_order_broadcast(name: &str, mutant: Mutant) -> Scenario<TotalOrderBroadcast> {
    let said = ["ant", "bee", "cat", "dog"];
    let model = FaultModel::new().lost().duplicated().reordered().partitioned();
    scenario(name)
        .nodes("member", MEMBERS, move |directory, rank| {
            let group = (1..=MEMBERS).map(|number| directory[&*format!("member{number}")]);
            Member::new(rank, group.collect(), mutant)
        })
        .calls(move |_| {
            let call = |(place, text): (u64, _)| {
                let member = if place % 2 == 0 { "member1" } else { "member3" };
                PlannedCall::new(millis(100) * place, member, Say(text))
            };
            (0..).zip(said).map(call).collect()
        })
        .network(Link::new(millis(10)).jitter(millis(150)))
        .fault_model(model)
        .property(
            "all hear the same words in the same order",
            TotalOrder::new().of_facts(|fact: &Fact| match fact {
                Fact::Hears { member, word } => {
                    Some(Agreed::Received { by: *member, message: *word })
                }
                Fact::Says(_) | Fact::Sequences { .. } => None,
            }),
        )
        .property(
            "whoever says a word hears it once",
            ExactlyOnce::new().within(seconds(12)).of_facts(|fact: &Fact| match fact {
                Fact::Says(word) => Some(Delivery::Attempt(*word)),
                Fact::Hears { member, word } if *member == word.by => Some(Delivery::Effect(*word)),
                Fact::Hears { .. } | Fact::Sequences { .. } => None,
            }),
        )
        .sometimes("a member takes over")
        .chaos(seconds(1))
        .then_heal(seconds(20))
}

/// The correct version and its mutant.
pub fn entries() -> Vec<Entry> {
    let expected = Expected {
        property: "all hear the same words in the same order".into(),
        seeds: 50,
        choices: 13,
        events: 10,
    };
    vec![
        Entry::correct(total_order_broadcast("total_order_broadcast", Mutant::None)),
        Entry::mutant(
            total_order_broadcast("total_order_broadcast/two-sequencers", Mutant::TwoSequencers),
            expected,
        ),
    ]
}
