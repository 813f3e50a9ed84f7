//! A timer with a range: who renews a lease at some time before its end renews it after, if that time is too late.
//!
//! One timer that takes long. The lease ends by a timer and is given to another by a delivery; then the renewal: three.

use sim_check::prelude::*;

use super::{Bug, Edition, Fact, Message, Plain, Rising, Timer, wire};

pub(super) const BUG: Bug = Bug {
    name: "early renewal",
    family: "timer",
    id: "leases are renewed before they end: falls",
    within: 100,
    faults: 1,
    events: 3,
    make: |edition| Box::new(scenario(edition)),
};

struct Holder {
    latest: Duration,
}

impl Actor<Plain> for Holder {
    fn on_start(&mut self, ctx: &mut Context<'_, Plain>) {
        ctx.set_timer_between(millis(20), self.latest, Timer::Renew);
    }

    fn on_message(&mut self, _: ActorId, _: Message, _: &mut Context<'_, Plain>) {}

    fn on_timer(&mut self, _: Timer, ctx: &mut Context<'_, Plain>) {
        ctx.emit(Fact::Number(1));
    }
}

struct Landlord {
    next: ActorId,
}

impl Actor<Plain> for Landlord {
    fn on_start(&mut self, ctx: &mut Context<'_, Plain>) {
        ctx.set_timer(millis(90), Timer::End);
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
    let latest = millis(if edition.is_correct() { 80 } else { 100 });
    sim_check::scenario(BUG.name)
        .node("holder", move |_| Holder { latest })
        .node("landlord", |directory| Landlord { next: directory["next"] })
        .node("next", |_| Next)
        .network(wire())
        .property("leases are renewed before they end", Rising::default().of_facts(Fact::number))
        .until(Stop::after(seconds(1)))
}
