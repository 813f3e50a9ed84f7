//! Loss: shops ask again until they hear that they have paid, and the bank pays each time.
//!
//! One lost answer is enough, or one late enough, which there is not. Two payments are two deliveries, of which the second
//! follows from a timer.

use std::collections::BTreeSet;

use sim_check::prelude::*;

use super::{Bug, Edition, Fact, Plain, only, wire};

pub(super) const BUG: Bug = Bug {
    name: "answer lost",
    family: "loss",
    id: "each order is paid once: delivered twice",
    within: 100,
    faults: 1,
    events: 3,
    make: |edition| Box::new(scenario(edition)),
};

/// Between shops and the bank.
#[derive(Clone, Debug)]
pub enum Message {
    /// To the bank.
    Pay(u64),
    /// To the shop.
    Paid(u64),
}

/// Asks again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Retry;

type Payments = Plain<Message, Retry>;

struct Shop {
    bank: ActorId,
    order: u64,
}

impl Shop {
    fn pay(&self, ctx: &mut Context<'_, Payments>) {
        ctx.send(self.bank, Message::Pay(self.order));
        ctx.set_timer(millis(20), Retry);
    }
}

impl Actor<Payments> for Shop {
    fn on_start(&mut self, ctx: &mut Context<'_, Payments>) {
        ctx.emit(Fact::Ordered(self.order));
        self.pay(ctx);
    }

    fn on_message(&mut self, _: ActorId, message: Message, ctx: &mut Context<'_, Payments>) {
        if let Message::Paid(_) = message {
            ctx.cancel_timer(Retry);
        }
    }

    fn on_timer(&mut self, _: Retry, ctx: &mut Context<'_, Payments>) {
        self.pay(ctx);
    }
}

struct Bank {
    edition: Edition,
    paid: BTreeSet<u64>,
}

impl Actor<Payments> for Bank {
    fn on_message(&mut self, from: ActorId, message: Message, ctx: &mut Context<'_, Payments>) {
        let Message::Pay(order) = message else { return };
        if self.paid.insert(order) || !self.edition.is_correct() {
            ctx.emit(Fact::Done(order));
        }
        ctx.send(from, Message::Paid(order));
    }
}

/// Three shops, one bank.
pub fn scenario(edition: Edition) -> Scenario<Payments> {
    sim_check::scenario(BUG.name)
        .nodes("shop", 3, |directory, number| Shop {
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
