//! Clock drift: a lease is over for one as soon as for the other only if their clocks run alike.
//!
//! One clock that runs too slow for the holder, or too fast for the landlord. The lease is given to another by a timer and a
//! delivery; then the holder's timer fires: three.

use sim_check::prelude::*;

use super::{Bug, Edition, Fact, Plain, Rising, only, wire};

pub(super) const BUG: Bug = Bug {
    name: "quick clock",
    family: "clock-drift",
    id: "leases end: falls",
    within: 300,
    faults: 1,
    events: 3,
    make: |edition| Box::new(scenario(edition)),
};

#[derive(Clone, Debug)]
struct Granted;

#[derive(Clone, PartialEq, Eq, Debug)]
enum Timer {
    Work,
    Grant,
}

type Leases = Plain<Granted, Timer>;

// Works at the end of its lease.
struct Holder;

impl Actor<Leases> for Holder {
    fn on_start(&mut self, ctx: &mut Context<'_, Leases>) {
        ctx.set_timer(millis(80), Timer::Work);
    }

    fn on_message(&mut self, _: ActorId, _: Granted, _: &mut Context<'_, Leases>) {}

    fn on_timer(&mut self, _: Timer, ctx: &mut Context<'_, Leases>) {
        ctx.emit(Fact::Number(1));
    }
}

// Waits a little longer than the lease, or as long as the slowest clock takes for it.
struct Landlord {
    next: ActorId,
    wait: Duration,
}

impl Actor<Leases> for Landlord {
    fn on_start(&mut self, ctx: &mut Context<'_, Leases>) {
        ctx.set_timer(self.wait, Timer::Grant);
    }

    fn on_message(&mut self, _: ActorId, _: Granted, _: &mut Context<'_, Leases>) {}

    fn on_timer(&mut self, _: Timer, ctx: &mut Context<'_, Leases>) {
        ctx.send(self.next, Granted);
    }
}

struct Next;

impl Actor<Leases> for Next {
    fn on_message(&mut self, _: ActorId, _: Granted, ctx: &mut Context<'_, Leases>) {
        ctx.emit(Fact::Number(2));
    }
}

fn scenario(edition: Edition) -> Scenario<Leases> {
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
