//! Clock jump: whether a lease is over is asked of the clock on the wall.
//!
//! One jump back. The lease is given to another by a timer and a delivery; then the holder's timer fires: three.

use sim_check::prelude::*;
use sim_core::WallTime;

use super::{Bug, Edition, Fact, Message, Plain, Rising, Timer, only, wire};

pub(super) const BUG: Bug = Bug {
    name: "wall clock",
    family: "clock-jump",
    id: "leases end: falls",
    within: 300,
    faults: 1,
    events: 3,
    make: |edition| Box::new(scenario(edition)),
};

// Has the lease for 90 ms.
struct Holder {
    until: WallTime,
    edition: Edition,
}

impl Actor<Plain> for Holder {
    fn on_start(&mut self, ctx: &mut Context<'_, Plain>) {
        self.until = ctx.wall().saturating_add(millis(90));
        ctx.set_timer(millis(120), Timer::Work);
    }

    fn on_message(&mut self, _: ActorId, _: Message, _: &mut Context<'_, Plain>) {}

    fn on_timer(&mut self, _: Timer, ctx: &mut Context<'_, Plain>) {
        let goes_on = match self.edition {
            Edition::Broken => ctx.wall() < self.until,
            Edition::Correct => ctx.now().as_nanos() < millis(90).as_nanos(),
        };
        if goes_on {
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
        .node("holder", move |_| Holder { until: WallTime::EPOCH, edition })
        .node("landlord", |directory| Landlord { next: directory["next"] })
        .node("next", |_| Next)
        .network(wire())
        .swarm(only(FaultModel::new().clock_skew(), &["clock-jump"]))
        .property("leases end", Rising::default().of_facts(Fact::number))
        .chaos(millis(200))
        .then_heal(millis(100))
}
