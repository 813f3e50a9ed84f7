//! A plant with a source, two workers and a sink, and what should hold.

use sim_check::prelude::*;
use sim_check::{Entry, Expected};
use sim_core::Spread;

use super::message::{BoundedPipeline, Fact};
use super::properties::{RoomIsKept, SumIsRight};
use super::stations::{Sink, Source, Worker};

/// What is wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mutant {
    /// Nothing.
    None,
    /// The sink is content with one pill.
    PillMiscount,
    /// The workers' mailboxes drop what finds no room.
    DropsWhenFull,
    /// The workers' mailboxes have no bound.
    UnboundedStage,
}

/// How many numbers there are.
#[derive(Clone, Debug)]
pub struct Numbers {
    /// The last of them.
    pub last: u64,
}

impl Parameters for Numbers {
    fn fields(&mut self, fields: &mut Fields<'_>) {
        fields.number("numbers", &mut self.last, 1..=1_000);
    }
}

const ROOM: u32 = 4;

/// The numbers from 1 to 100, on a plant that may be slow or stand still for a while.
pub fn bounded_pipeline(name: &str, mutant: Mutant) -> Scenario<BoundedPipeline> {
    let name = name.to_owned();
    Scenario::of(&Numbers { last: 100 }, move |numbers| pipeline(&name, mutant, numbers.last))
}

fn pipeline(name: &str, mutant: Mutant, last: u64) -> Scenario<BoundedPipeline> {
    let bounded = || Mailbox::bounded(ROOM).overflow(Overflow::Block).private();
    let of_worker = match mutant {
        Mutant::None | Mutant::PillMiscount => bounded(),
        Mutant::DropsWhenFull => bounded().overflow(Overflow::DropNewest),
        Mutant::UnboundedStage => Mailbox::unbounded(),
    };
    let pills = match mutant {
        Mutant::None | Mutant::DropsWhenFull | Mutant::UnboundedStage => 2,
        Mutant::PillMiscount => 1,
    };
    let works = |mailbox: Mailbox, mean| {
        mailbox.service(millis(1)).service_spread(Spread::Exponential { mean })
    };
    scenario(name)
        .node("plant", move |_| Sink::new(pills))
        .mailbox("plant", works(bounded(), millis(1)))
        .actor("plant", "worker1", |directory| Worker::new(directory["plant"]))
        .mailbox("plant/worker1", works(of_worker.clone(), millis(2)))
        .actor("plant", "worker2", |directory| Worker::new(directory["plant"]))
        .mailbox("plant/worker2", works(of_worker, millis(2)))
        // The last of its node: what it sends when it starts needs somebody there.
        .actor("plant", "source", move |directory| {
            Source::new(last, vec![directory["plant/worker1"], directory["plant/worker2"]])
        })
        .fault_model(FaultModel::new().paused())
        .property(
            "no more waits than there is room for",
            RoomIsKept::of(ROOM).of_events(|event: &Event<'_, BoundedPipeline>| {
                if let What::Queued { depth, .. } = event.what { Some(depth) } else { None }
            }),
        )
        .property(
            "the sum is right",
            SumIsRight::of_numbers_to(last).of_facts(|fact: &Fact| match fact {
                Fact::Sum(sum) => Some(*sum),
                Fact::HandedOut(_) | Fact::Got(_) => None,
            }),
        )
        .property(
            "each number gets to the sink once",
            ExactlyOnce::new().of_facts(|fact: &Fact| match fact {
                // It is handed out when the worker has it; by then the sink may have it, too.
                Fact::HandedOut(number) => Some(Delivery::Attempt(*number)),
                Fact::Got(number) => Some(Delivery::Effect(*number)),
                Fact::Sum(_) => None,
            }),
        )
        .sometimes("the sum is told")
        .chaos(millis(200))
        // What was begun on a slow node is still slow.
        .then_heal(seconds(60))
}

/// The correct version and its mutants.
pub fn entries() -> Vec<Entry> {
    let mutant = |name, mutant, property: &str, choices, events| {
        let expected = Expected { property: property.into(), seeds: 10, choices, events };
        Entry::mutant(bounded_pipeline(name, mutant), expected)
    };
    let (sum, room) = ("the sum is right", "no more waits than there is room for");
    vec![
        Entry::correct(bounded_pipeline("bounded_pipeline", Mutant::None)),
        mutant("bounded_pipeline/pill-miscount", Mutant::PillMiscount, sum, 4, 2),
        mutant("bounded_pipeline/drops-when-full", Mutant::DropsWhenFull, sum, 0, 0),
        mutant("bounded_pipeline/unbounded-stage", Mutant::UnboundedStage, room, 0, 0),
    ]
}
