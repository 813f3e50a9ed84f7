//! A shop and a bank, and under which faults.

use sim_check::prelude::*;
use sim_check::{Entry, Expected};

use super::bank::Bank;
use super::message::{Order, ReliableDelivery};
use super::mutants::Mutant;
use super::properties::{NothingForgotten, booked_once, confirmed_after};
use super::shop::Shop;

const CHAOS: Duration = seconds(3);

/// Thirty orders in six seconds, of which three are chaos.
pub fn reliable_delivery(name: &str, mutant: Mutant) -> Scenario<ReliableDelivery> {
    scenario(name)
        .node("shop", |directory| Shop::new(directory["bank"]))
        .node("bank", move |_| Bank::new(mutant))
        .calls(|_| {
            let at = |order: u32| millis(200) * u64::from(order);
            (1..=30).map(|order| PlannedCall::new(at(order), "shop", Order(order))).collect()
        })
        .network(Link::new(millis(10)).jitter(millis(20)))
        .swarm(swarm())
        .property("each order is booked once", booked_once())
        .property("nothing confirmed is forgotten", NothingForgotten::default())
        .property("orders are confirmed after the heal", confirmed_after(CHAOS))
        .sometimes("an order comes again")
        .sometimes("an order is given up")
        .sometimes("an old key is forgotten")
        .chaos(CHAOS)
        .then_heal(seconds(6))
}

// A crash within a handler could come between the books and what the judges hear of them.
fn swarm() -> Swarm {
    let model = FaultModel::new().lost().duplicated().partitioned().crash_restart(1);
    Swarm::new(model).without("points").expect("a fault of that name")
}

/// The correct version and its mutants.
pub fn entries() -> Vec<Entry> {
    let mutant = |name, mutant, property: &str, seeds, choices, events| {
        let expected = Expected { property: property.into(), seeds, choices, events };
        Entry::mutant(reliable_delivery(name, mutant), expected)
    };
    let (once, kept) = ("each order is booked once", "nothing confirmed is forgotten");
    vec![
        Entry::correct(reliable_delivery("reliable_delivery", Mutant::None)),
        mutant("reliable_delivery/no-dedup", Mutant::NoDedup, once, 100, 3, 3),
        mutant("reliable_delivery/dedup-in-memory", Mutant::DedupInMemory, once, 1_000, 7, 7),
        mutant("reliable_delivery/short-memory", Mutant::ShortMemory, once, 100, 7, 6),
        mutant("reliable_delivery/ack-before-durable", Mutant::AckBeforeDurable, kept, 300, 7, 7),
    ]
}
