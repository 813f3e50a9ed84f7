//! Duplicates: a counter counts each message that comes.
//!
//! One message that arrives twice: two deliveries, of what a timer has sent.

use sim_check::prelude::*;

use super::{Bug, Edition, Fact, Message, Plain, Timer, only, wire};

pub(super) const BUG: Bug = Bug {
    name: "copied",
    family: "duplicates",
    id: "each coin is counted once: delivered twice",
    within: 100,
    faults: 1,
    events: 3,
    make: |edition| Box::new(scenario(edition)),
};

struct Thrower {
    fountain: ActorId,
    number: u64,
}

impl Actor<Plain> for Thrower {
    fn on_start(&mut self, ctx: &mut Context<'_, Plain>) {
        ctx.set_timer(millis(10), Timer::Toss);
    }

    fn on_message(&mut self, _: ActorId, _: Message, _: &mut Context<'_, Plain>) {}

    fn on_timer(&mut self, _: Timer, ctx: &mut Context<'_, Plain>) {
        ctx.emit(Fact::Ordered(self.number));
        ctx.send(self.fountain, Message::Coin(self.number));
    }
}

struct Fountain {
    edition: Edition,
    seen: Vec<u64>,
}

impl Actor<Plain> for Fountain {
    fn on_message(&mut self, _: ActorId, message: Message, ctx: &mut Context<'_, Plain>) {
        let Message::Coin(number) = message else { return };
        if !self.edition.is_correct() || !self.seen.contains(&number) {
            self.seen.push(number);
            ctx.emit(Fact::Done(number));
        }
    }
}

fn scenario(edition: Edition) -> Scenario<Plain> {
    sim_check::scenario(BUG.name)
        .nodes("thrower", 3, |directory, number| Thrower {
            fountain: directory["fountain"],
            number: number as u64,
        })
        .node("fountain", move |_| Fountain { edition, seen: Vec::new() })
        .network(wire())
        .swarm(only(FaultModel::new().duplicated(), &["duplicates", "rule"]))
        .property("each coin is counted once", AtMostOnce::new().of_facts(Fact::delivery))
        .chaos(millis(100))
        .then_heal(millis(100))
}
