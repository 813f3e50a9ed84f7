//! Clock jump: whether a lease is over is asked of the clock on the wall.
//!
//! One jump back. The lease is given to another by a timer and a delivery; then the holder's timer fires: three.

use sim_check::prelude::*;
use sim_core::WallTime;

use super::{Bug, Edition, Fact, Plain, Rising, only, wire};

pub(super) const BUG: Bug = Bug {
    name: "wall clock",
    family: "clock-jump",
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

// Has the lease for 90 ms.
struct Holder {
    until: WallTime,
    edition: Edition,
}

impl Actor<Leases> for Holder {
    fn on_start(&mut self, ctx: &mut Context<'_, Leases>) {
        self.until = ctx.wall().saturating_add(millis(90));
        ctx.set_timer(millis(120), Timer::Work);
    }

    fn on_message(&mut self, _: ActorId, _: Granted, _: &mut Context<'_, Leases>) {}

    fn on_timer(&mut self, _: Timer, ctx: &mut Context<'_, Leases>) {
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

impl Actor<Leases> for Landlord {
    fn on_start(&mut self, ctx: &mut Context<'_, Leases>) {
        ctx.set_timer(millis(90), Timer::Grant);
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
