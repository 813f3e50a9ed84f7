//! Slow link: who doesn't answer in time is thought not to have heard, and another one is asked.
//!
//! One slow link. A timer asks, a timer asks again, and each request is delivered: four.

use sim_check::prelude::*;

use super::{Bug, Edition, Fact, Message, Plain, Timer, only, wire};

pub(super) const BUG: Bug = Bug {
    name: "asked twice",
    family: "slow-link",
    id: "each job is done once: delivered twice",
    within: 300,
    faults: 1,
    events: 4,
    make: |edition| Box::new(scenario(edition)),
};

struct Client {
    first: ActorId,
    second: ActorId,
    edition: Edition,
}

impl Actor<Plain> for Client {
    fn on_start(&mut self, ctx: &mut Context<'_, Plain>) {
        ctx.set_timer(millis(20), Timer::Ask);
    }

    fn on_message(&mut self, _: ActorId, _: Message, ctx: &mut Context<'_, Plain>) {
        ctx.cancel_timer(Timer::Timeout);
    }

    fn on_timer(&mut self, timer: Timer, ctx: &mut Context<'_, Plain>) {
        if timer == Timer::Ask {
            ctx.emit(Fact::Ordered(1));
            ctx.send(self.first, Message::Do);
            ctx.set_timer(millis(10), Timer::Timeout);
        } else if !self.edition.is_correct() {
            ctx.send(self.second, Message::Do);
        }
    }
}

struct Worker;

impl Actor<Plain> for Worker {
    fn on_message(&mut self, from: ActorId, _: Message, ctx: &mut Context<'_, Plain>) {
        ctx.emit(Fact::Done(1));
        ctx.send(from, Message::Did);
    }
}

fn scenario(edition: Edition) -> Scenario<Plain> {
    sim_check::scenario(BUG.name)
        .node("client", move |directory| Client {
            first: directory["worker1"],
            second: directory["worker2"],
            edition,
        })
        .nodes("worker", 2, |_, _| Worker)
        .network(wire())
        .swarm(only(FaultModel::new().reordered(), &["slow-link"]))
        .property("each job is done once", AtMostOnce::new().of_facts(Fact::delivery))
        .chaos(millis(100))
        .then_heal(seconds(2))
}
