//! A shop asks again until it hears that it has paid; the bank pays each time.

use sim_check::prelude::*;

#[derive(Clone, Debug)]
pub(crate) enum Message {
    Pay { order: u32 },
    Paid { order: u32 },
}

#[derive(Debug)]
pub(crate) enum Fact {
    Ordered(u32),
    Charged(u32),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Retry(u32);

pub(crate) struct Payments;

impl Protocol for Payments {
    type Message = Message;
    type Fact = Fact;
    type Timer = Retry;
    type Operation = ();
    type Outcome = ();
    type View = ();
}

struct Shop {
    bank: ActorId,
}

impl Shop {
    fn pay(&self, order: u32, ctx: &mut Context<'_, Payments>) {
        ctx.send(self.bank, Message::Pay { order });
        ctx.set_timer(millis(50), Retry(order));
    }
}

impl Actor<Payments> for Shop {
    fn on_start(&mut self, ctx: &mut Context<'_, Payments>) {
        for order in 1..=10 {
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
        self.pay(order, ctx);
    }
}

struct Bank;

impl Actor<Payments> for Bank {
    fn on_message(&mut self, from: ActorId, message: Message, ctx: &mut Context<'_, Payments>) {
        if let Message::Pay { order } = message {
            ctx.emit(Fact::Charged(order));
            ctx.send(from, Message::Paid { order });
        }
    }
}

pub(crate) fn payments() -> Scenario<Payments> {
    scenario("payments")
        .node("shop", |directory| Shop { bank: directory["bank"] })
        .node("bank", |_| Bank)
        .network(Link::lan())
        .fault_model(FaultModel::new().lost().duplicated().crash_restart(1))
        .property(
            "each order is charged once",
            AtMostOnce::new().of_facts(|fact: &Fact| {
                Some(match fact {
                    Fact::Ordered(order) => Delivery::Attempt(*order),
                    Fact::Charged(order) => Delivery::Effect(*order),
                })
            }),
        )
        .chaos(seconds(10))
        .then_heal(seconds(5))
}

#[test]
fn a_repeated_payment_is_found() {
    for seed in 0..1 {
        let report = check(payments()).seeds(seed * 100..seed * 100 + 100).report();
        eprintln!("{report}");
        let saved = &report.failure().unwrap().saved;
        eprintln!("{saved}");
        eprintln!("{}", sim_check::explain(&payments(), saved, 5_000).unwrap());
    }
}
