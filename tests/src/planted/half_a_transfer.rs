//! Crash at a fault point: a transfer is two writes, and a crash comes between.
//!
//! One crash, which is a choice; when all is healed the bank comes back to tell what it has. A timer, what it sends, the
//! crash and the restart: four.

use sim_check::prelude::*;

use super::{Bug, Edition, Fact, Message, Plain, Rising, Timer, only, wire};

pub(super) const BUG: Bug = Bug {
    name: "half a transfer",
    family: "points",
    id: "no money gets lost: falls",
    within: 300,
    faults: 1,
    events: 4,
    make: |edition| Box::new(scenario(edition)),
};

struct Client {
    bank: ActorId,
}

impl Actor<Plain> for Client {
    fn on_start(&mut self, ctx: &mut Context<'_, Plain>) {
        ctx.set_timer(millis(20), Timer::Next);
    }

    fn on_message(&mut self, _: ActorId, _: Message, _: &mut Context<'_, Plain>) {}

    fn on_timer(&mut self, _: Timer, ctx: &mut Context<'_, Plain>) {
        ctx.send(self.bank, Message::Transfer(10));
    }
}

struct Bank {
    edition: Edition,
}

impl Bank {
    fn balances(ctx: &mut Context<'_, Plain>) -> (u64, u64) {
        if let Ok(Some(both)) = ctx.storage().load("both") {
            return both;
        }
        let one = ctx.storage().load("one").unwrap_or_default();
        let other = ctx.storage().load("other").unwrap_or_default();
        (one.unwrap_or(100), other.unwrap_or(0))
    }
}

impl Actor<Plain> for Bank {
    fn on_start(&mut self, ctx: &mut Context<'_, Plain>) {
        if ctx.incarnation() == 0 && !self.edition.is_correct() {
            let _ = ctx.storage().store("one", &100_u64);
            let _ = ctx.storage().store("other", &0_u64);
            let _ = ctx.storage().sync();
        }
        let (one, other) = Self::balances(ctx);
        ctx.emit(Fact::Number(one + other));
    }

    fn on_message(&mut self, _: ActorId, message: Message, ctx: &mut Context<'_, Plain>) {
        let Message::Transfer(sum) = message else { return };
        let (one, other) = Self::balances(ctx);
        if self.edition.is_correct() {
            let _ = ctx.storage().store("both", &(one - sum, other + sum));
            let _ = ctx.storage().sync();
        } else {
            let _ = ctx.storage().store("one", &(one - sum));
            let _ = ctx.storage().sync();
            let _ = ctx.storage().store("other", &(other + sum));
            let _ = ctx.storage().sync();
        }
    }
}

fn scenario(edition: Edition) -> Scenario<Plain> {
    sim_check::scenario(BUG.name)
        .node("client", |directory| Client { bank: directory["bank"] })
        .node("bank", move |_| Bank { edition })
        .network(wire())
        .swarm(only(FaultModel::new().crash_restart(1), &["points"]))
        .property("no money gets lost", Rising::default().of_facts(Fact::number))
        .chaos(millis(200))
        .then_heal(seconds(2))
}
