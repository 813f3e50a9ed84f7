//! The listings of the guide: what it shows is compiled, run, and does what it says.

use proptest::collection::vec;
use sim_check::prelude::*;
use sim_check::proptest::Inputs;

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

/// Asks for each order until it hears that it was paid.
struct Shop {
    bank: ActorId,
    orders: Vec<u64>,
}

impl Actor<Payments> for Shop {
    fn on_start(&mut self, ctx: &mut Context<'_, Payments>) {
        for order in self.orders.clone() {
            ctx.emit(Fact::Ordered(order));
            self.on_timer(order, ctx);
        }
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

/// Charges each order once, unless it forgets what it has charged.
struct Bank {
    forgets: bool,
    charged: Vec<u64>,
}

impl Actor<Payments> for Bank {
    fn on_message(&mut self, from: ActorId, message: Message, ctx: &mut Context<'_, Payments>) {
        if let Message::Pay { order } = message {
            if self.charged.contains(&order) {
                ctx.mark("asked again");
            } else {
                ctx.emit(Fact::Charged(order));
            }
            if !self.forgets {
                self.charged.push(order);
            }
            ctx.send(from, Message::Paid { order });
        }
    }
}

fn shop(orders: &[u64], forgets: bool) -> Scenario<Payments> {
    let orders = orders.to_vec();
    let charged_once = ExactlyOnce::new().of_facts(|fact: &Fact| match fact {
        Fact::Ordered(order) => Some(Delivery::Attempt(*order)),
        Fact::Charged(order) => Some(Delivery::Effect(*order)),
    });
    scenario("payments")
        .node("shop", move |directory| Shop { bank: directory["bank"], orders: orders.clone() })
        .node("bank", move |_| Bank { forgets, charged: Vec::new() })
        .network(Link::lan())
        .fault_model(FaultModel::new().lost().reordered())
        .property("each order is charged exactly once", charged_once)
        .sometimes("asked again")
        .chaos(seconds(10))
        .then_heal(seconds(5))
}

fn payments() -> Scenario<Payments> {
    shop(&[7, 8], false)
}

#[test]
fn each_order_is_charged_exactly_once() {
    check(payments()).seeds(0..300).run();
}

#[test]
fn whatever_the_orders_are() {
    Inputs::of(vec(1..100_u64, 1..5)).run(|orders| {
        let mut orders = orders.clone();
        orders.dedup();
        shop(&orders, false)
    });
}

#[test]
fn input_and_schedule_are_both_made_small() {
    let inputs = Inputs::of(vec(1..100_u64, 1..5));
    let found = inputs.find(|orders| shop(orders, true)).expect("inputs can be made");
    let (orders, report) = found.expect("a bank that forgets is found");
    // Proptest: one order with the least number. We: one loss, and three events.
    assert_eq!(orders, [1], "{report}");
    let failure = report.failure().expect("it was found");
    assert_eq!((failure.faults.len(), failure.after.events), (1, 3), "{report}");
    // Each time the same.
    let again = inputs.find(|orders| shop(orders, true)).expect("inputs can be made");
    assert_eq!(again.expect("it is found again").1.to_string(), report.to_string());
}

#[test]
fn a_run_in_which_all_goes_well() {
    let run = payments().run_calm().expect("the scenario makes sense");
    insta::assert_snapshot!(run.trace, @r"
    #1     0.000ms  shop          FACT Ordered(7)
    #2     0.000ms  shop          FACT Ordered(8)
    #3  0.100128ms  shop -> bank  Pay { order: 7 }
    #4  0.100128ms  bank          FACT Charged(7)    from #3
    #5  0.100256ms  shop -> bank  Pay { order: 8 }
    #6  0.100256ms  bank          FACT Charged(8)    from #5
    #7  0.200256ms  bank -> shop  Paid { order: 7 }  from #3
    #8  0.200384ms  bank -> shop  Paid { order: 8 }  from #5
    ");
}

#[test]
fn a_run_in_which_a_message_is_lost() {
    let plan = Plan::read(
        "lost.ron",
        r#"(episodes: [(at: "0s", lasts: "1s", fault: Rule(kind: "Paid", nth: 1, action: Drop))])"#,
    );
    let lossy = shop(&[7], false).plan(plan.expect("it reads"));
    let run = lossy.run_calm().expect("the scenario makes sense");
    insta::assert_snapshot!(run.trace, @r"
    #1       0.000ms  shop          FACT Ordered(7)
    #2       0.000ms  world         FAULT rule: number 1 of Paid is dropped, plan line 1
    #3    0.100128ms  shop -> bank  Pay { order: 7 }
    #4    0.100128ms  bank          FACT Charged(7)                                       from #3
    #5    0.100128ms  bank -x shop  Paid { order: 7 }  dropped by a rule                  from #3
    #6      50.000ms  shop          timer 7
    #7   50.100128ms  shop -> bank  Pay { order: 7 }                                      from #6
    #8   50.100128ms  bank          MARK asked again                                      from #7
    #9   50.200256ms  bank -> shop  Paid { order: 7 }                                     from #7
    #10   1000.000ms  world         FAULT rule ends: rule
    ");
}
