//! Rule: entries of a log are taken as they come, and one that is missing isn't missed.
//!
//! One rule that drops one entry. The first can be the one: then a second timer sends the second entry, which is
//! delivered; with the first timer that is three. What is wrong is seen in the state of the follower.

use sim_check::prelude::*;

use super::{Bug, Edition, Fact, Message, Plain, Timer, only, wire};

pub(super) const BUG: Bug = Bug {
    name: "gap",
    family: "rule",
    id: "logs have no gaps: does not hold",
    within: 300,
    faults: 1,
    events: 3,
    make: |edition| Box::new(scenario(edition)),
};

struct Leader {
    follower: ActorId,
    sent: u64,
}

impl Actor<Plain> for Leader {
    fn on_start(&mut self, ctx: &mut Context<'_, Plain>) {
        ctx.emit(Fact::Number(1));
        ctx.set_timer(millis(20), Timer::Append);
    }

    fn on_message(&mut self, _: ActorId, _: Message, _: &mut Context<'_, Plain>) {}

    fn on_timer(&mut self, _: Timer, ctx: &mut Context<'_, Plain>) {
        self.sent += 1;
        ctx.send(self.follower, Message::Entry(self.sent));
        if self.sent < 8 {
            ctx.set_timer(millis(20), Timer::Append);
        }
    }
}

struct Follower {
    edition: Edition,
    log: Vec<u64>,
}

impl Actor<Plain> for Follower {
    fn on_message(&mut self, _: ActorId, message: Message, _: &mut Context<'_, Plain>) {
        let Message::Entry(number) = message else { return };
        if !self.edition.is_correct() || number == self.log.len() as u64 + 1 {
            self.log.push(number);
        }
    }

    fn view(&self) -> Option<Vec<u64>> {
        Some(self.log.clone())
    }
}

fn scenario(edition: Edition) -> Scenario<Plain> {
    sim_check::scenario(BUG.name)
        .node("leader", |directory| Leader { follower: directory["follower"], sent: 0 })
        .node("follower", move |_| Follower { edition, log: Vec::new() })
        .network(wire())
        .swarm(only(FaultModel::new().lost(), &["rule"]))
        .always("logs have no gaps", |world| {
            let follower = world.directory().get("follower").and_then(|actor| world.view(actor));
            let log = follower.unwrap_or_default();
            match (1..).zip(&log).find(|(expected, number)| *expected != **number) {
                Some((expected, number)) => Err(format!("{number} stands where {expected} should")),
                None => Ok(()),
            }
        })
        .chaos(millis(200))
        .then_heal(millis(100))
}
