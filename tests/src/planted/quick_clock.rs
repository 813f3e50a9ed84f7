//! Clock drift: a lease is over for one as soon as for the other only if their clocks run alike.
//!
//! One clock that runs too slow for the holder, or too fast for the landlord. The lease is given to another by a timer and a
//! delivery. How long a timer takes is settled when it is set, so it is the second timer of the holder that is late: four.

use sim_check::prelude::*;

use super::{Bug, Edition, Fact, Message, Plain, Rising, Timer, only, wire};

pub(super) const BUG: Bug = Bug {
    name: "quick clock",
    family: "clock-drift",
    id: "leases end: falls",
    within: 300,
    faults: 1,
    events: 4,
    make: |edition| Box::new(scenario(edition)),
};

// Works at the end of its lease.
struct Holder;

impl Actor<Plain> for Holder {
    fn on_start(&mut self, ctx: &mut Context<'_, Plain>) {
        ctx.set_timer(millis(10), Timer::Next);
    }

    fn on_message(&mut self, _: ActorId, _: Message, _: &mut Context<'_, Plain>) {}

    fn on_timer(&mut self, timer: Timer, ctx: &mut Context<'_, Plain>) {
        if timer == Timer::Next {
            ctx.set_timer(millis(70), Timer::Work);
        } else {
            ctx.emit(Fact::Number(1));
        }
    }
}

// Waits a little longer than the lease, or as long as the slowest clock takes for it.
struct Landlord {
    next: ActorId,
    wait: Duration,
}

impl Actor<Plain> for Landlord {
    fn on_start(&mut self, ctx: &mut Context<'_, Plain>) {
        ctx.set_timer(self.wait, Timer::Grant);
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
    let wait = millis(if edition.is_correct() { 500 } else { 84 });
    sim_check::scenario(BUG.name)
        .node("holder", |_| Holder)
        .node("landlord", move |directory| Landlord { next: directory["next"], wait })
        .node("next", |_| Next)
        .network(wire())
        .swarm(only(FaultModel::new().clock_skew(), &["clock-drift"]))
        .property("leases end", Rising::default().of_facts(Fact::number))
        .chaos(millis(200))
        .then_heal(seconds(2))
}
