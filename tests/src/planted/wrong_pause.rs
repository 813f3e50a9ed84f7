//! Pause: the holder of a lease stands still until it is over, and goes on as if nothing had been.
//!
//! One pause. The lease is given to another by a timer and a delivery; then the holder's timer fires: three.

use sim_check::prelude::*;

use super::{Bug, Edition, Fact, Message, Plain, Rising, Timer, only, wire};

pub(super) const BUG: Bug = Bug {
    name: "wrong pause",
    family: "pause",
    id: "leases end: falls",
    within: 300,
    faults: 1,
    events: 3,
    make: |edition| Box::new(scenario(edition)),
};

// Has the lease for 90 ms.
struct Holder {
    edition: Edition,
}

impl Actor<Plain> for Holder {
    fn on_start(&mut self, ctx: &mut Context<'_, Plain>) {
        ctx.set_timer(millis(80), Timer::Work);
    }

    fn on_message(&mut self, _: ActorId, _: Message, _: &mut Context<'_, Plain>) {}

    fn on_timer(&mut self, _: Timer, ctx: &mut Context<'_, Plain>) {
        if !self.edition.is_correct() || ctx.now().as_nanos() < millis(90).as_nanos() {
            ctx.emit(Fact::Number(1));
        }
    }
}

struct Landlord {
    next: ActorId,
}

impl Actor<Plain> for Landlord {
    fn on_start(&mut self, ctx: &mut Context<'_, Plain>) {
        ctx.set_timer(millis(90), Timer::Grant);
    }

    fn on_message(&mut self, _: ActorId, _: Message, _: &mut Context<'_, Plain>) {}

    fn on_timer(&mut self, _: Timer, ctx: &mut Context<'_, Plain>) {
        ctx.send(self.next, Message::Granted);
    }
}

struct Next;

impl Actor<Plain> for Next {
    fn on_message(&mut self, _: ActorId, _: Message, ctx: &mut Context<'_, Plain>) {
        ctx.emit(Fact::Number(2));
    }
}

fn scenario(edition: Edition) -> Scenario<Plain> {
    sim_check::scenario(BUG.name)
        .node("holder", move |_| Holder { edition })
        .node("landlord", |directory| Landlord { next: directory["next"] })
        .node("next", |_| Next)
        .network(wire())
        .swarm(only(FaultModel::new().paused(), &["pause"]))
        .property("leases end", Rising::default().of_facts(Fact::number))
        .chaos(millis(200))
        .then_heal(millis(100))
}
