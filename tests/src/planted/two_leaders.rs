//! Partition: a standby that hears nothing for a while leads, while the primary leads on.
//!
//! One partition. Over the silent world nothing has to be heard; the primary leads from its start, and the standby when
//! its timer fires: one event. The beats of the primary happen as well, but have nothing to do with it.

use sim_check::prelude::*;
use sim_check::{Holding, MutualExclusion};

use super::{Bug, Edition, Fact, Message, Plain, Timer, only, wire};

pub(super) const BUG: Bug = Bug {
    name: "two leaders",
    family: "partition",
    id: "one leader: two holders (holder)",
    within: 100,
    faults: 1,
    events: 1,
    make: |edition| Box::new(scenario(edition)),
};

struct Primary {
    standby: ActorId,
    beats: u64,
}

impl Actor<Plain> for Primary {
    fn on_start(&mut self, ctx: &mut Context<'_, Plain>) {
        ctx.emit(Fact::Ordered(1));
        ctx.set_timer(millis(20), Timer::Next);
    }

    fn on_message(&mut self, _: ActorId, _: Message, _: &mut Context<'_, Plain>) {}

    fn on_timer(&mut self, _: Timer, ctx: &mut Context<'_, Plain>) {
        self.beats += 1;
        ctx.send(self.standby, Message::Beat);
        if self.beats < 20 {
            ctx.set_timer(millis(20), Timer::Next);
        }
    }
}

struct Standby {
    edition: Edition,
    beats: u64,
}

impl Actor<Plain> for Standby {
    fn on_start(&mut self, ctx: &mut Context<'_, Plain>) {
        ctx.set_timer(millis(50), Timer::Silence);
    }

    fn on_message(&mut self, _: ActorId, _: Message, ctx: &mut Context<'_, Plain>) {
        self.beats += 1;
        if self.beats < 20 {
            ctx.set_timer(millis(50), Timer::Silence);
        } else {
            ctx.cancel_timer(Timer::Silence);
        }
    }

    fn on_timer(&mut self, _: Timer, ctx: &mut Context<'_, Plain>) {
        if !self.edition.is_correct() {
            ctx.emit(Fact::Ordered(2));
        }
    }
}

/// A primary and its standby.
pub fn scenario(edition: Edition) -> Scenario<Plain> {
    sim_check::scenario(BUG.name)
        .node("primary", |directory| Primary { standby: directory["standby"], beats: 0 })
        .node("standby", move |_| Standby { edition, beats: 0 })
        .network(wire())
        .swarm(only(FaultModel::new().partitioned(), &["partition"]))
        .property(
            "one leader",
            MutualExclusion::<_, _, ()>::new().of_facts(|fact: &Fact| match fact {
                Fact::Ordered(leader) => Some(Holding::Acquired { lock: "office", by: *leader }),
                Fact::Done(_) | Fact::Number(_) => None,
            }),
        )
        .chaos(millis(500))
        .then_heal(millis(500))
}
