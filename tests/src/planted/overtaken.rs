//! Reorder: the last message wins, even if it was sent first.
//!
//! Two writes by two timers; the first arrives after the second. It may be so late only while the episode lasts: the
//! episode and the delay are two. Two timers and two deliveries are four.

use sim_check::prelude::*;

use super::{Bug, Edition, Fact, Message, Plain, Rising, Timer, only, wire};

pub(super) const BUG: Bug = Bug {
    name: "overtaken",
    family: "reorder",
    id: "what is stored never falls: falls",
    within: 300,
    faults: 2,
    events: 4,
    make: |edition| Box::new(scenario(edition)),
};

struct Writer {
    store: ActorId,
    number: u64,
}

impl Actor<Plain> for Writer {
    fn on_start(&mut self, ctx: &mut Context<'_, Plain>) {
        ctx.set_timer(millis(20), Timer::Write);
    }

    fn on_message(&mut self, _: ActorId, _: Message, _: &mut Context<'_, Plain>) {}

    fn on_timer(&mut self, _: Timer, ctx: &mut Context<'_, Plain>) {
        self.number += 1;
        ctx.send(self.store, Message::Set(self.number));
        if self.number < 2 {
            ctx.set_timer(millis(20), Timer::Write);
        }
    }
}

struct Store {
    edition: Edition,
    number: u64,
}

impl Actor<Plain> for Store {
    fn on_message(&mut self, _: ActorId, message: Message, ctx: &mut Context<'_, Plain>) {
        let Message::Set(number) = message else { return };
        if !self.edition.is_correct() || number > self.number {
            self.number = number;
            ctx.emit(Fact::Number(number));
        }
    }
}

fn scenario(edition: Edition) -> Scenario<Plain> {
    sim_check::scenario(BUG.name)
        .node("writer", |directory| Writer { store: directory["store"], number: 0 })
        .node("store", move |_| Store { edition, number: 0 })
        .network(wire())
        .swarm(only(FaultModel::new().reordered(), &["reorder"]))
        .property("what is stored never falls", Rising::default().of_facts(Fact::number))
        .chaos(millis(60))
        .then_heal(seconds(1))
}
