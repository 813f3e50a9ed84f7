//! Rule: entries of a log are taken as they come, and one that is missing isn't missed.
//!
//! One rule that drops one entry. The first can be the one: then a second timer sends the second entry, which is
//! delivered; with the first timer that is three. What is wrong is seen in the state of the follower.

use sim_check::prelude::*;

use super::{Bug, Edition, Fact, Plain, only, wire};

pub(super) const BUG: Bug = Bug {
    name: "gap",
    family: "rule",
    id: "logs have no gaps: does not hold",
    within: 300,
    faults: 1,
    events: 3,
    make: |edition| Box::new(scenario(edition)),
};

#[derive(Clone, Debug)]
struct Entry(u64);

#[derive(Clone, PartialEq, Eq, Debug)]
struct Append;

type Log = Plain<Entry, Append>;

struct Leader {
    follower: ActorId,
    sent: u64,
}

impl Actor<Log> for Leader {
    fn on_start(&mut self, ctx: &mut Context<'_, Log>) {
        ctx.emit(Fact::Number(1));
        ctx.set_timer(millis(20), Append);
    }

    fn on_message(&mut self, _: ActorId, _: Entry, _: &mut Context<'_, Log>) {}

    fn on_timer(&mut self, _: Append, ctx: &mut Context<'_, Log>) {
        self.sent += 1;
        ctx.send(self.follower, Entry(self.sent));
        if self.sent < 8 {
            ctx.set_timer(millis(20), Append);
        }
    }
}

struct Follower {
    edition: Edition,
    log: Vec<u64>,
}

impl Actor<Log> for Follower {
    fn on_message(&mut self, _: ActorId, Entry(number): Entry, _: &mut Context<'_, Log>) {
        if !self.edition.is_correct() || number == self.log.len() as u64 + 1 {
            self.log.push(number);
        }
    }

    fn view(&self) -> Option<Vec<u64>> {
        Some(self.log.clone())
    }
}

fn scenario(edition: Edition) -> Scenario<Log> {
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
