//! Lying disk: a store believes that what it synced will be there after a crash, and asks nobody.
//!
//! A sync that does nothing, and a crash: two. A timer sends what is delivered, then the crash and the restart: four.

use sim_check::prelude::*;

use super::{Bug, Edition, Fact, Message, Plain, Rising, Timer, only, wire};

pub(super) const BUG: Bug = Bug {
    name: "lying disk",
    family: "disk: sync lost",
    id: "what is promised stays: falls",
    within: 1_000,
    faults: 2,
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

    fn on_message(&mut self, from: ActorId, _: Message, ctx: &mut Context<'_, Plain>) {
        ctx.send(from, Message::Put(1));
    }

    fn on_timer(&mut self, _: Timer, ctx: &mut Context<'_, Plain>) {
        ctx.send(self.store, Message::Put(1));
    }
}

// As it should be, it asks the client what it has forgotten.
struct Store {
    edition: Edition,
    client: ActorId,
}

impl Actor<Plain> for Store {
    fn on_start(&mut self, ctx: &mut Context<'_, Plain>) {
        if self.edition.is_correct() && ctx.incarnation() > 0 {
            ctx.send(self.client, Message::Ask);
        } else {
            let left = ctx.storage().load("number").unwrap_or_default().unwrap_or(0);
            ctx.emit(Fact::Number(left));
        }
    }

    fn on_message(&mut self, _: ActorId, message: Message, ctx: &mut Context<'_, Plain>) {
        let Message::Put(number) = message else { return };
        let written = ctx.storage().store("number", &number);
        if written.and_then(|()| ctx.storage().sync()).is_ok() {
            ctx.emit(Fact::Number(number));
        }
    }
}

fn scenario(edition: Edition) -> Scenario<Plain> {
    sim_check::scenario(BUG.name)
        .node("client", |directory| Client { store: directory["store"] })
        .node("store", move |directory| Store { edition, client: directory["client"] })
        .network(wire())
        .swarm(only(FaultModel::new().crash_restart(1).lying_disk(), &["crash", "disk"]))
        .property("what is promised stays", Rising::default().of_facts(Fact::number))
        .chaos(millis(100))
        .then_heal(millis(100))
}
