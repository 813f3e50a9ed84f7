//! A command of one's own: two scenarios of a shop that pays a bank, one of which pays twice.
//!
//!     cargo run --example shop -- list
//!     cargo run --example shop -- sweep shop/asks-again

use std::collections::BTreeSet;
use std::process::ExitCode;

use sim_check::prelude::*;
use sim_check::{Entry, Expected, Registry};

#[derive(Clone, Debug)]
enum Message {
    Pay { order: u64 },
    Paid { order: u64 },
}

#[derive(Debug)]
enum Fact {
    Ordered(u64),
    Charged(u64),
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct Retry(u64);

struct Payments;

impl Protocol for Payments {
    type Message = Message;
    type Fact = Fact;
    type Timer = Retry;
    type Operation = ();
    type Outcome = ();
    type View = ();
}

/// Asks the bank to pay for its orders, again and again until it hears that they are paid.
struct Shop {
    bank: ActorId,
    orders: u64,
}

impl Shop {
    fn pay(&self, order: u64, ctx: &mut Context<'_, Payments>) {
        ctx.send(self.bank, Message::Pay { order });
        ctx.set_timer(millis(50), Retry(order));
    }
}

impl Actor<Payments> for Shop {
    fn on_start(&mut self, ctx: &mut Context<'_, Payments>) {
        for order in 1..=self.orders {
            ctx.emit(Fact::Ordered(order));
            self.pay(order, ctx);
        }
    }

    fn on_message(&mut self, _: ActorId, message: Message, ctx: &mut Context<'_, Payments>) {
        if let Message::Paid { order } = message {
            ctx.cancel_timer(Retry(order));
        }
    }

    fn on_timer(&mut self, Retry(order): Retry, ctx: &mut Context<'_, Payments>) {
        ctx.mark("asked again");
        self.pay(order, ctx);
    }
}

/// Pays for what it has not paid for yet, if it remembers.
struct Bank {
    remembers: bool,
    paid: BTreeSet<u64>,
}

impl Actor<Payments> for Bank {
    fn on_message(&mut self, from: ActorId, message: Message, ctx: &mut Context<'_, Payments>) {
        if let Message::Pay { order } = message {
            // The planted bug is the bank that doesn't remember.
            if self.paid.insert(order) || !self.remembers {
                ctx.emit(Fact::Charged(order));
            }
            ctx.send(from, Message::Paid { order });
        }
    }
}

#[derive(Clone)]
struct Orders {
    orders: u64,
}

impl Parameters for Orders {
    fn fields(&mut self, fields: &mut Fields<'_>) {
        fields.number("orders", &mut self.orders, 1..=100);
    }
}

fn shop(name: &'static str, remembers: bool) -> Scenario<Payments> {
    Scenario::of(&Orders { orders: 10 }, move |&Orders { orders }| {
        scenario(name)
            .node("shop", move |directory| Shop { bank: directory["bank"], orders })
            .node("bank", move |_| Bank { remembers, paid: BTreeSet::new() })
            .network(Link::lan())
            .fault_model(FaultModel::new().lost().duplicated())
            .property(
                "each order is charged once",
                AtMostOnce::new().of_facts(|fact: &Fact| {
                    Some(match fact {
                        Fact::Ordered(order) => Delivery::Attempt(*order),
                        Fact::Charged(order) => Delivery::Effect(*order),
                    })
                }),
            )
            .sometimes("asked again")
            .chaos(seconds(10))
            .then_heal(seconds(5))
    })
}

fn main() -> ExitCode {
    let expected = Expected {
        property: "each order is charged once".into(),
        seeds: 20,
        choices: 4,
        events: 4,
    };
    sim_cli::main(&Registry::new().with([
        Entry::correct(shop("shop/remembers", true)),
        Entry::mutant(shop("shop/asks-again", false), expected),
    ]))
}
