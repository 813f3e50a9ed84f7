//! Loss: a guest knocks once and waits for ever.
//!
//! One lost knock is enough. What doesn't happen can't be seen before the end, so this stays in the calm world; what has
//! to do with it is what was ordered, when the guest started.

use sim_check::prelude::*;

use super::{Bug, Edition, Fact, Message, Plain, Timer, only, wire};

pub(super) const BUG: Bug = Bug {
    name: "never again",
    family: "loss",
    id: "each knock is heard: not delivered",
    within: 100,
    faults: 1,
    events: 1,
    make: |edition| Box::new(scenario(edition)),
};

struct Guest {
    host: ActorId,
    edition: Edition,
    knocked: bool,
}

impl Actor<Plain> for Guest {
    fn on_start(&mut self, ctx: &mut Context<'_, Plain>) {
        ctx.set_timer(millis(10), Timer::Knocking);
    }

    fn on_message(&mut self, _: ActorId, _: Message, ctx: &mut Context<'_, Plain>) {
        ctx.cancel_timer(Timer::Knocking);
    }

    fn on_timer(&mut self, _: Timer, ctx: &mut Context<'_, Plain>) {
        if !std::mem::replace(&mut self.knocked, true) {
            ctx.emit(Fact::Ordered(1));
        }
        ctx.send(self.host, Message::Knock);
        if self.edition.is_correct() {
            ctx.set_timer(millis(10), Timer::Knocking);
        }
    }
}

struct Host {
    heard: bool,
}

impl Actor<Plain> for Host {
    fn on_message(&mut self, from: ActorId, _: Message, ctx: &mut Context<'_, Plain>) {
        if !std::mem::replace(&mut self.heard, true) {
            ctx.emit(Fact::Done(1));
        }
        ctx.send(from, Message::Heard);
    }
}

fn scenario(edition: Edition) -> Scenario<Plain> {
    sim_check::scenario(BUG.name)
        .node("guest", move |directory| Guest { host: directory["host"], edition, knocked: false })
        .node("host", |_| Host { heard: false })
        .network(wire())
        .swarm(only(FaultModel::new().lost(), &["loss", "rule"]))
        .property("each knock is heard", AtLeastOnce::new().of_facts(Fact::delivery))
        .chaos(millis(100))
        .then_heal(millis(100))
}
