//! Loss: a shop asks again until it hears that it has paid, and the bank pays each time.
//!
//! One lost answer is enough, or one late enough, which there is not. Two payments are two deliveries, of which the second
//! follows from a timer.

use std::collections::BTreeSet;

use sim_check::prelude::*;

use super::{Bug, Edition, Fact, Message, Plain, Timer, only, wire};

pub(super) const BUG: Bug = Bug {
    name: "answer lost",
    family: "loss",
    id: "each order is paid once: delivered twice",
    within: 100,
    faults: 1,
    events: 3,
    make: |edition| Box::new(scenario(edition)),
};

struct Shop {
    bank: ActorId,
    order: u64,
}

impl Shop {
    fn pay(&self, ctx: &mut Context<'_, Plain>) {
        ctx.send(self.bank, Message::Pay(self.order));
        ctx.set_timer(millis(20), Timer::Retry);
    }
}

impl Actor<Plain> for Shop {
    fn on_start(&mut self, ctx: &mut Context<'_, Plain>) {
        ctx.emit(Fact::Ordered(self.order));
        self.pay(ctx);
    }

    fn on_message(&mut self, _: ActorId, message: Message, ctx: &mut Context<'_, Plain>) {
        if let Message::Paid(_) = message {
            ctx.cancel_timer(Timer::Retry);
        }
    }

    fn on_timer(&mut self, _: Timer, ctx: &mut Context<'_, Plain>) {
        self.pay(ctx);
    }
}

struct Bank {
    edition: Edition,
    paid: BTreeSet<u64>,
}

impl Actor<Plain> for Bank {
    fn on_message(&mut self, from: ActorId, message: Message, ctx: &mut Context<'_, Plain>) {
        let Message::Pay(order) = message else { return };
        if self.paid.insert(order) || !self.edition.is_correct() {
            ctx.emit(Fact::Done(order));
        }
        ctx.send(from, Message::Paid(order));
    }
}

/// A shop and its bank.
pub fn scenario(edition: Edition) -> Scenario<Plain> {
    sim_check::scenario(BUG.name)
        .nodes("shop", 1, |directory, number| Shop {
            bank: directory["bank"],
            order: number as u64,
        })
        .node("bank", move |_| Bank { edition, paid: BTreeSet::new() })
        .network(wire())
        .swarm(only(FaultModel::new().lost(), &["loss", "rule"]))
        .property("each order is paid once", AtMostOnce::new().of_facts(Fact::delivery))
        .chaos(millis(100))
        .then_heal(millis(100))
}
