//! The listings of the first page of the guide: a bank that forgets, one that remembers, one that keeps books on its disk.

use sim_check::prelude::*;

const PAGE: &str = include_str!("../../docs/first-test.md");

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

mod forgets {
    use super::*;

    pub(crate) struct Bank;

    impl Actor<Payments> for Bank {
        fn on_message(&mut self, from: ActorId, message: Message, ctx: &mut Context<'_, Payments>) {
            if let Message::Pay { order } = message {
                ctx.emit(Fact::Charged(order)); // the planted bug: asked again, it charges again
                ctx.send(from, Message::Paid { order });
            }
        }
    }
}

mod remembers {
    use super::*;

    #[derive(Default)]
    pub(crate) struct Bank {
        charged: Vec<u64>,
    }

    impl Actor<Payments> for Bank {
        fn on_message(&mut self, from: ActorId, message: Message, ctx: &mut Context<'_, Payments>) {
            if let Message::Pay { order } = message {
                if !self.charged.contains(&order) {
                    self.charged.push(order);
                    ctx.emit(Fact::Charged(order));
                }
                ctx.send(from, Message::Paid { order });
            }
        }
    }
}

mod keeps_books {
    use super::*;

    #[derive(Default)]
    pub(crate) struct Bank {
        charged: Vec<u64>,
    }

    const BOOKS: &str = "books";

    impl Actor<Payments> for Bank {
        fn on_start(&mut self, ctx: &mut Context<'_, Payments>) {
            self.charged = ctx.storage().load(BOOKS).expect("the disk works").unwrap_or_default();
        }

        fn on_message(&mut self, from: ActorId, message: Message, ctx: &mut Context<'_, Payments>) {
            if let Message::Pay { order } = message {
                if !self.charged.contains(&order) {
                    self.charged.push(order);
                    ctx.storage().store(BOOKS, &self.charged).expect("the disk works");
                    ctx.storage().sync().expect("the disk works");
                    ctx.emit(Fact::Charged(order));
                }
                ctx.send(from, Message::Paid { order });
            }
        }
    }
}

fn payments<B: Actor<Payments> + 'static>(
    bank: impl Fn() -> B + Send + Sync + 'static,
    faults: FaultModel,
) -> Report {
    let charged_once = ExactlyOnce::new().of_facts(|fact: &Fact| match fact {
        Fact::Ordered(order) => Some(Delivery::Attempt(*order)),
        Fact::Charged(order) => Some(Delivery::Effect(*order)),
    });
    let payments = scenario("payments")
        .node("shop", |directory| Shop { bank: directory["bank"] })
        .node("bank", move |_| bank())
        .network(Link::lan())
        .fault_model(faults)
        .property("each order is charged exactly once", charged_once)
        .chaos(seconds(10))
        .then_heal(seconds(5));
    check(payments).seeds(0..300).report()
}

// The page shows this schedule.
#[track_caller]
fn is_shown(report: &Report) {
    let report = report.to_string();
    let schedules = PAGE.split("```text\n").skip(1).filter_map(|rest| rest.split("```").next());
    assert!(schedules.into_iter().any(|schedule| report.contains(schedule)), "{report}");
}

#[test]
fn one_lost_answer_is_enough_for_a_bank_that_forgets() {
    is_shown(&payments(|| forgets::Bank, FaultModel::new().lost().reordered()));
}

#[test]
fn a_bank_that_remembers_passes() {
    let report = payments(remembers::Bank::default, FaultModel::new().lost().reordered());
    assert!(report.passed(), "{report}");
}

#[test]
fn crashes_are_enough_for_a_bank_that_remembers() {
    let faults = FaultModel::new().lost().reordered().crash_restart(1);
    is_shown(&payments(remembers::Bank::default, faults));
}

#[test]
fn a_crash_between_books_and_charge_is_enough_for_a_bank_that_keeps_books() {
    let faults = FaultModel::new().lost().reordered().crash_restart(1);
    let report = payments(keeps_books::Bank::default, faults);
    let said = "each order is charged exactly once violated: 7 is not delivered";
    assert!(report.to_string().contains(said), "{report}");
}
