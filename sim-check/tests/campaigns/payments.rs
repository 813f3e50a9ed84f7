//! A shop asks again until it hears that it has paid; the bank pays each time.

use sim_check::prelude::*;
use sim_check::{Replayed, Saved, explain, replay};

use crate::kept::is_as_kept;

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
fn a_repeated_payment_is_made_small() {
    for range in 0..10 {
        let report = check(payments()).seeds(range * 100..range * 100 + 100).report();
        let finding = report.failure().expect("one loss, one copy or one crash is enough");
        assert_eq!(finding.id.to_string(), "each order is charged once: delivered twice");
        // One thing has to go wrong, and the order has to be paid twice.
        assert_eq!(finding.faults.len(), 1, "{report}");
        assert!((2..=4).contains(&finding.after.events), "{report}");
        assert!(finding.minimality.is_minimal() && finding.faults_minimality.is_minimal());
    }
}

#[test]
fn a_saved_failure_is_what_it_was() {
    let report = check(payments()).seeds(0..100).report();
    let saved = &report.failure().expect("it fails").saved;
    let read = Saved::read("saved.ron", &saved.to_string()).expect("what is printed can be read");
    assert_eq!(&read, saved);
    match replay(&payments(), &read).expect("the scenario is the same") {
        Replayed::Same { drift, .. } => assert!(drift.is_none(), "{drift}"),
        other @ (Replayed::Differently { .. } | Replayed::Passes | Replayed::Stale(_)) => {
            panic!("{other:?}")
        }
    }
}

#[test]
fn a_failure_is_explained() {
    let report = check(payments()).seeds(0..100).report();
    let saved = &report.failure().expect("it fails").saved;
    let explained = explain(&payments(), saved, 5_000).expect("it still fails");
    assert!(!explained.spent, "{explained}");
    assert_eq!(explained.points.len(), saved.schedule.steps.len() + 1);
    let last = explained.points.last().expect("there is one");
    assert_eq!((last.failed, last.runs), (100, 100), "all is as it was: {explained}");
    assert!(explained.no_return.is_some());
    // It is as small as it gets: without any entry something else happens.
    assert!(explained.freedom.iter().all(|it| it.without.is_some()), "{explained}");
    is_as_kept("campaigns/testdata/explained.txt", &explained.to_string());
    let few = explain(&payments(), saved, 150).expect("it still fails");
    assert!(few.spent && few.runs == 150);
}
