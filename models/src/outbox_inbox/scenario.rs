//! What should hold, and under which faults.

use sim_check::prelude::*;
use sim_check::{Entry, Expected};

use super::broker::Broker;
use super::message::{Fact, Order, OutboxInbox};
use super::mutants::Mutant;
use super::shop::Shop;
use super::warehouse::Warehouse;

/// Fifteen orders in a second and a half, most of which is chaos.
pub fn outbox_inbox(name: &str, mutant: Mutant) -> Scenario<OutboxInbox> {
    scenario(name)
        .node("shop", move |directory| Shop::new(directory["broker"], mutant))
        .node("broker", |directory| Broker::new(directory["shop"], directory["warehouse"]))
        .node("warehouse", move |_| Warehouse::new(mutant))
        .calls(|_| {
            let at = |order: u32| millis(100) * u64::from(order);
            (1..=15).map(|order| PlannedCall::new(at(order), "shop", Order(order))).collect()
        })
        .network(Link::new(millis(10)).jitter(millis(10)))
        .swarm(swarm())
        .property(
            "each order is shipped once",
            EffectivelyOnce::new().within(seconds(3)).of_facts(|fact: &Fact| {
                Some(match fact {
                    Fact::Ordered(order) => Delivery::Attempt(*order),
                    Fact::Shipped(order) => Delivery::Effect(*order),
                })
            }),
        )
        .sometimes("the shop comes back with rows in its outbox")
        .sometimes("the shop waits for an acknowledgement")
        .sometimes("a message comes again")
        .chaos(millis(1_200))
        .then_heal(seconds(4))
}

// A crash within a handler could come between a commit and what the judges hear of it.
fn swarm() -> Swarm {
    let model = FaultModel::new().lost().duplicated().partitioned().crash_restart(1);
    Swarm::new(model).without("points").expect("a fault of that name")
}

/// The correct version and its mutants.
pub fn entries() -> Vec<Entry> {
    let mutant = |name, mutant, seeds, choices, events| {
        let property = "each order is shipped once".into();
        let expected = Expected { property, seeds, choices, events };
        Entry::mutant(outbox_inbox(name, mutant), expected)
    };
    vec![
        Entry::correct(outbox_inbox("outbox_inbox", Mutant::None)),
        mutant("outbox_inbox/publish-outside", Mutant::PublishOutside, 500, 7, 4),
        mutant("outbox_inbox/delete-before-ack", Mutant::DeleteBeforeAck, 50, 2, 90),
        mutant(
            "outbox_inbox/commit-before-processing",
            Mutant::CommitBeforeProcessing,
            1_000,
            3,
            90,
        ),
    ]
}
