//! online: a run of a million events, judged as it happens.
//!
//! Each row has a checker read the facts of a run, from the first to the last, as in a campaign with one seed; in the
//! floor's place is the same run, and nobody looks. At least 30 % of the events are facts that the checker reads, about
//! 100,000 different keys. Everything is timed with the judge that a campaign times: making the judge, making the world,
//! asking what is missing at the end, and forgetting it all.

mod errands;
mod sequence;

use sim_check::prelude::*;
use sim_check::{
    Agreed, Causal, Conclusion, DeadLetters, Property, RedeliveryBound, Seen, Verdict, Violation,
};
use sim_core::Choices;

use super::{Row, Side, Unit, contest};
use crate::ledger::{Ledger, SharedLedger};
use errands::{Errand, Told};

const SEED: u64 = 1;

/// Which of the two messages about an order.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Leg {
    There,
    Back,
}

/// The rows of what is judged online.
pub(super) fn rows() -> Vec<Row> {
    let delivery = |told: &Told| {
        Some(match told {
            Told::Asked(errand) => Delivery::Attempt(errand.order),
            Told::Arrived(errand) => Delivery::Arrived(errand.order),
            Told::Done(errand) => Delivery::Effect(errand.order),
            Told::Confirmed(errand) => Delivery::Acknowledged(errand.order),
        })
    };
    let passage = |told: &Told| {
        let there = |errand: &Errand| (errand.shop, errand.depot);
        let back = |errand: &Errand| (errand.depot, errand.shop);
        Some(match told {
            Told::Asked(it) => Passage::Sent { channel: there(it), message: it.order },
            Told::Arrived(it) => Passage::Received { channel: there(it), message: it.order },
            Told::Done(it) => Passage::Sent { channel: back(it), message: it.order },
            Told::Confirmed(it) => Passage::Received { channel: back(it), message: it.order },
        })
    };
    // Each order is a key of its own, on which the order and its receipt follow each other.
    let of_key = |told: &Told| {
        Some(match told {
            Told::Asked(it) => Passage::Sent { channel: it.order, message: Leg::There },
            Told::Arrived(it) => Passage::Received { channel: it.order, message: Leg::There },
            Told::Done(it) => Passage::Sent { channel: it.order, message: Leg::Back },
            Told::Confirmed(it) => Passage::Received { channel: it.order, message: Leg::Back },
        })
    };
    let causal = |told: &Told| {
        let sent = |by, to, message| Causal::Sent { by, message, to: vec![to] };
        Some(match told {
            Told::Asked(it) => sent(it.shop, it.depot, (it.order, Leg::There)),
            Told::Arrived(it) => Causal::Received { by: it.depot, message: (it.order, Leg::There) },
            Told::Done(it) => sent(it.depot, it.shop, (it.order, Leg::Back)),
            Told::Confirmed(it) => Causal::Received { by: it.shop, message: (it.order, Leg::Back) },
        })
    };
    let agreed =
        |told: &sequence::Received| Some(Agreed::Received { by: told.by, message: told.message });
    let broadcast = |told: &sequence::Received| {
        let (by, message) = (told.by, told.message);
        Some(match by {
            0 => Causal::Sent { by, message, to: (1..sequence::MEMBERS).collect() },
            _ => Causal::Received { by, message },
        })
    };
    let soon = || AtLeastOnce::new().within(seconds(1));
    let mut rows = vec![
        of_errands("judge_online_content", Content.of_facts(delivery)),
        of_errands("judge_online_at_most_once", AtMostOnce::new().of_facts(delivery)),
        of_errands("judge_online_at_least_once", AtLeastOnce::new().of_facts(delivery)),
        of_errands("judge_online_at_least_once_within", soon().of_facts(delivery)),
        of_errands("judge_online_no_creation", NoCreation::new().of_facts(delivery)),
        of_errands("judge_online_exactly_once", ExactlyOnce::new().of_facts(delivery)),
        of_errands("judge_online_effectively_once", EffectivelyOnce::new().of_facts(delivery)),
        of_errands("judge_online_redelivery", RedeliveryBound::at_most(1).of_facts(delivery)),
        of_errands("judge_online_dead_letters", DeadLetters::new().of_facts(delivery)),
        of_errands("judge_online_fifo", Fifo::new().reliable().of_facts(passage)),
        of_errands("judge_online_fifo_per_key", Fifo::new().reliable().of_facts(of_key)),
        of_errands("judge_online_causal", CausalOrder::new().of_facts(causal)),
        of_errands("judge_online_causal_lossy", CausalOrder::lossy().of_facts(causal)),
    ];
    rows.extend([
        of_sequence("judge_online_causal_broadcast", CausalOrder::new().of_facts(broadcast)),
        of_sequence("judge_online_total", TotalOrder::new().of_facts(agreed)),
        of_sequence(
            "judge_online_total_among",
            TotalOrder::among(0..sequence::MEMBERS).of_facts(agreed),
        ),
    ]);
    rows
}

/// Finds nothing wrong with anything: what it costs is what it costs to be asked.
#[derive(Clone, Debug)]
struct Content;

impl Checker for Content {
    type Item = Delivery<u64>;

    fn see(&mut self, _: Seen, _: Delivery<u64>) -> Result<(), Box<Violation>> {
        Ok(())
    }

    fn conclude(&mut self, _: &Conclusion) -> Verdict {
        Verdict::Passed
    }

    fn reset(&mut self) {}
}

fn of_errands(
    name: &'static str,
    property: impl Property<errands::Errands> + Clone + Send + Sync + 'static,
) -> Row {
    row(name, errands::EVENTS, errands::scenario, property)
}

fn of_sequence(
    name: &'static str,
    property: impl Property<sequence::Sequence> + Clone + Send + Sync + 'static,
) -> Row {
    row(name, sequence::EVENTS, sequence::scenario, property)
}

fn row<P: Protocol>(
    name: &'static str,
    events: u64,
    scenario: fn(SharedLedger) -> Scenario<P>,
    property: impl Property<P> + Clone + Send + Sync + 'static,
) -> Row {
    let floor: Side = Box::new(move || unseen(scenario, events));
    let judged: Side = Box::new(move || judged(scenario, property.clone(), events));
    contest(name, Unit::Event(events), Some(floor), Some(judged)).repeated(3)
}

/// The run, and nobody looks.
fn unseen<P: Protocol>(
    scenario: fn(SharedLedger) -> Scenario<P>,
    events: u64,
) -> Box<dyn FnMut() -> Ledger> {
    let ledger = SharedLedger::default();
    let scenario = scenario(ledger.clone());
    Box::new(move || {
        let mut world = scenario.world().expect("nodes with different names");
        world.reset(&Choices::drawn(SEED));
        world.run(Stop::idle());
        world.finish();
        assert_eq!(world.events(), events, "the unit is wrong");
        ledger.ledger()
    })
}

/// The run as the only one of a campaign, with one property.
fn judged<P: Protocol>(
    scenario: fn(SharedLedger) -> Scenario<P>,
    property: impl Property<P> + Clone + Send + Sync + 'static,
    events: u64,
) -> Box<dyn FnMut() -> Ledger> {
    let ledger = SharedLedger::default();
    let scenario = scenario(ledger.clone()).property("judged", property);
    let campaign = check(scenario).seed(SEED).strategy(Strategy::Natural).trust_determinism();
    Box::new(move || {
        let report = campaign.report();
        assert!(report.passed(), "{report}");
        assert_eq!(report.coverage.events, events, "not all was judged");
        ledger.ledger()
    })
}
