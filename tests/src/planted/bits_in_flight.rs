//! Corruption: what is heard is believed.
//!
//! One damaged message, sent by a timer and delivered: two events.

use std::fmt::Debug;

use sim_check::prelude::*;
use sim_core::{Protocol, flip_bit};

use super::{Bug, Edition, Fact, only, wire};

pub(super) const BUG: Bug = Bug {
    name: "bits in flight",
    family: "corruption",
    id: "what is heard was said: delivered from nowhere",
    within: 300,
    faults: 1,
    events: 2,
    make: |edition| Box::new(scenario(edition)),
};

#[derive(Clone, Debug)]
struct Say {
    number: u64,
    check: u64,
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct Next;

struct Talk;

impl Protocol for Talk {
    type Message = Say;
    type Fact = Fact;
    type Timer = Next;
    type Operation = ();
    type Outcome = ();
    type View = ();

    fn damage(message: &mut Say, seed: u32) {
        let mut bytes = message.number.to_le_bytes();
        flip_bit(&mut bytes, seed);
        message.number = u64::from_le_bytes(bytes);
    }
}

struct Speaker {
    listener: ActorId,
    said: u64,
}

impl Actor<Talk> for Speaker {
    fn on_start(&mut self, ctx: &mut Context<'_, Talk>) {
        ctx.set_timer(millis(20), Next);
    }

    fn on_message(&mut self, _: ActorId, _: Say, _: &mut Context<'_, Talk>) {}

    fn on_timer(&mut self, _: Next, ctx: &mut Context<'_, Talk>) {
        self.said += 1;
        ctx.emit(Fact::Ordered(7));
        ctx.send(self.listener, Say { number: 7, check: !7 });
        if self.said < 4 {
            ctx.set_timer(millis(20), Next);
        }
    }
}

struct Listener {
    edition: Edition,
}

impl Actor<Talk> for Listener {
    fn on_message(&mut self, _: ActorId, heard: Say, ctx: &mut Context<'_, Talk>) {
        if !self.edition.is_correct() || heard.check == !heard.number {
            ctx.emit(Fact::Done(heard.number));
        }
    }
}

fn scenario(edition: Edition) -> Scenario<Talk> {
    sim_check::scenario(BUG.name)
        .node("speaker", |directory| Speaker { listener: directory["listener"], said: 0 })
        .node("listener", move |_| Listener { edition })
        .network(wire())
        .swarm(only(FaultModel::new().corrupted(), &["corruption", "rule"]))
        .property("what is heard was said", NoCreation::new().of_facts(Fact::delivery))
        .chaos(millis(100))
        .then_heal(millis(100))
}
