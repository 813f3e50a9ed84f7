//! Crash: what was written is promised before it is synced.
//!
//! One crash. A timer sends what is delivered and promised; then a crash, and a restart that shows what is left: four.

use sim_check::prelude::*;

use super::{Bug, Edition, Fact, Message, Plain, Rising, Timer, only, wire};

pub(super) const BUG: Bug = Bug {
    name: "unsynced",
    family: "crash",
    id: "what is promised stays: falls",
    within: 100,
    faults: 1,
    events: 4,
    make: |edition| Box::new(scenario(edition)),
};

struct Client {
    store: ActorId,
}

impl Actor<Plain> for Client {
    fn on_start(&mut self, ctx: &mut Context<'_, Plain>) {
        ctx.set_timer(millis(20), Timer::Next);
    }

    fn on_message(&mut self, _: ActorId, _: Message, _: &mut Context<'_, Plain>) {}

    fn on_timer(&mut self, _: Timer, ctx: &mut Context<'_, Plain>) {
        ctx.send(self.store, Message::Put(1));
    }
}

struct Store {
    edition: Edition,
}

impl Actor<Plain> for Store {
    fn on_start(&mut self, ctx: &mut Context<'_, Plain>) {
        let left = ctx.storage().load("number").unwrap_or_default().unwrap_or(0);
        ctx.emit(Fact::Number(left));
    }

    fn on_message(&mut self, _: ActorId, message: Message, ctx: &mut Context<'_, Plain>) {
        let Message::Put(number) = message else { return };
        let mut written = ctx.storage().store("number", &number);
        if self.edition.is_correct() {
            written = written.and_then(|()| ctx.storage().sync());
        }
        if written.is_ok() {
            ctx.emit(Fact::Number(number));
        }
    }
}

fn scenario(edition: Edition) -> Scenario<Plain> {
    sim_check::scenario(BUG.name)
        .node("client", |directory| Client { store: directory["store"] })
        .node("store", move |_| Store { edition })
        .network(wire())
        .swarm(only(FaultModel::new().crash_restart(1), &["crash"]))
        .property("what is promised stays", Rising::default().of_facts(Fact::number))
        .chaos(millis(200))
        .then_heal(millis(100))
}
