//! A bug is found, made small and told: `cargo run --example payments`.
//!
//! In a test one would write `check(payments()).seeds(0..1_000).run()` instead.
#![expect(clippy::print_stdout, reason = "an example is there to be read")]

use sim_check::prelude::*;

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

struct Payments;

impl Protocol for Payments {
    type Message = Message;
    type Fact = Fact;
    type Timer = u64;
    type Operation = ();
    type Outcome = ();
    type View = ();
}

/// Has an order to pay, and asks for that until it hears that it was paid.
struct Shop {
    bank: ActorId,
}

impl Actor<Payments> for Shop {
    fn on_start(&mut self, ctx: &mut Context<'_, Payments>) {
        ctx.emit(Fact::Ordered(7));
        self.on_timer(7, ctx);
    }

    fn on_timer(&mut self, order: u64, ctx: &mut Context<'_, Payments>) {
        ctx.send(self.bank, Message::Pay { order });
        ctx.set_timer(millis(50), order);
    }

    fn on_message(&mut self, _: ActorId, message: Message, ctx: &mut Context<'_, Payments>) {
        if let Message::Paid { order } = message {
            ctx.cancel_timer(order);
        }
    }
}

struct Bank;

impl Actor<Payments> for Bank {
    fn on_message(&mut self, from: ActorId, message: Message, ctx: &mut Context<'_, Payments>) {
        if let Message::Pay { order } = message {
            ctx.emit(Fact::Charged(order)); // the planted bug: asked again, it charges again
            ctx.send(from, Message::Paid { order });
        }
    }
}

fn payments() -> Scenario<Payments> {
    let charged_once = ExactlyOnce::new().of_facts(|fact: &Fact| match fact {
        Fact::Ordered(order) => Some(Delivery::Attempt(*order)),
        Fact::Charged(order) => Some(Delivery::Effect(*order)),
    });
    scenario("payments")
        .node("shop", |directory| Shop { bank: directory["bank"] })
        .node("bank", |_| Bank)
        .network(Link::lan())
        .fault_model(FaultModel::new().lost().reordered())
        .property("each order is charged exactly once", charged_once)
        .chaos(seconds(10))
        .then_heal(seconds(5))
}

fn main() {
    print!("{}", check(payments()).seeds(0..1_000).report());
}
