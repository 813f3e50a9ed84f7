//! Corruption: what is heard is believed.
//!
//! One damaged message, sent by a timer and delivered: two events.

use sim_check::prelude::*;

use super::{Bug, Edition, Fact, Message, Plain, Timer, only, wire};

pub(super) const BUG: Bug = Bug {
    name: "bits in flight",
    family: "corruption",
    id: "what is heard was said: delivered from nowhere",
    within: 300,
    faults: 1,
    events: 2,
    make: |edition| Box::new(scenario(edition)),
};

struct Speaker {
    listener: ActorId,
}

impl Actor<Plain> for Speaker {
    fn on_start(&mut self, ctx: &mut Context<'_, Plain>) {
        ctx.set_timer(millis(20), Timer::Next);
    }

    fn on_message(&mut self, _: ActorId, _: Message, _: &mut Context<'_, Plain>) {}

    fn on_timer(&mut self, _: Timer, ctx: &mut Context<'_, Plain>) {
        ctx.emit(Fact::Ordered(7));
        // It hears itself.
        ctx.emit(Fact::Done(7));
        ctx.send(self.listener, Message::Say { number: 7, check: !7 });
    }
}

struct Listener {
    edition: Edition,
}

impl Actor<Plain> for Listener {
    fn on_message(&mut self, _: ActorId, message: Message, ctx: &mut Context<'_, Plain>) {
        let Message::Say { number, check } = message else { return };
        if !self.edition.is_correct() || check == !number {
            ctx.emit(Fact::Done(number));
        }
    }
}

fn scenario(edition: Edition) -> Scenario<Plain> {
    sim_check::scenario(BUG.name)
        .node("speaker", |directory| Speaker { listener: directory["listener"] })
        .node("listener", move |_| Listener { edition })
        .network(wire())
        .swarm(only(FaultModel::new().corrupted(), &["corruption", "rule"]))
        .property("what is heard was said", NoCreation::new().of_facts(Fact::delivery))
        .chaos(millis(100))
        .then_heal(millis(100))
}
