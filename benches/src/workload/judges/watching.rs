//! Watching: what piles up in a world, read from all of its events.
//!
//! Twenty customers on one node ask one clerk, whose mailbox has room for four, so that most of them wait for room. Each
//! asks again when it is answered, and has a timer until then.

use sim_check::{
    Conclusion, MailboxBound, NoDeadlock, NoStarvation, Property, TimerBound, Verdict,
};
use sim_core::prelude::*;

use super::{Judged, Judging, Row, growth};

const CUSTOMERS: u64 = 20;

pub(super) fn rows() -> Vec<Row> {
    vec![
        watched("judge_mailbox_bound", || MailboxBound::at_most(4)),
        watched("judge_starvation", || NoStarvation::within(seconds(1))),
        watched("judge_no_deadlock", NoDeadlock::new),
        watched("judge_timer_bound", || TimerBound::at_most(1)),
    ]
}

fn watched<P: Property<Office> + 'static>(
    name: &'static str,
    property: impl Fn() -> P + 'static,
) -> Row {
    growth(name, "questions", vec![500, 2_000, 8_000], move |size| Ok(judging(property(), size)))
}

fn judging(mut property: impl Property<Office> + 'static, questions: u64) -> Judging {
    let each = questions / CUSTOMERS;
    let mut setup = Setup::new(Wire::perfect(millis(1))).add_node("office");
    setup = setup.actor("office", "clerk", |_| Clerk);
    for number in 0..CUSTOMERS {
        let name = format!("customer{number}");
        setup = setup.actor("office", &name, move |_| Customer { questions: each });
    }
    let mailbox = Mailbox::bounded(4).overflow(Overflow::Block).service(micros(10));
    let mut world = setup.mailbox("office/clerk", mailbox).build().expect("different names");
    world.keep(Recording::All);
    world.reset(&Choices::drawn(1));
    world.run(Stop::idle());
    Box::new(move || {
        for event in world.record().iter() {
            if let Err(violation) = property.see(&event) {
                panic!("{violation}");
            }
        }
        let verdict = property.conclude(&Conclusion { time: world.now(), idle: true });
        assert_eq!(verdict, Verdict::Passed);
        Judged { items: world.events(), steps: None }
    })
}

struct Office;

impl Protocol for Office {
    type Message = ();
    type Fact = ();
    type Timer = ();
    type Operation = ();
    type Outcome = ();
    type View = ();
}

struct Clerk;

impl Actor<Office> for Clerk {
    fn on_message(&mut self, from: ActorId, (): (), ctx: &mut Context<'_, Office>) {
        ctx.send(from, ());
    }
}

struct Customer {
    questions: u64,
}

impl Customer {
    fn ask(&mut self, ctx: &mut Context<'_, Office>) {
        if self.questions > 0 {
            self.questions -= 1;
            let clerk = ctx.directory()["office/clerk"];
            ctx.set_timer(seconds(60), ());
            ctx.send(clerk, ());
        }
    }
}

impl Actor<Office> for Customer {
    fn on_start(&mut self, ctx: &mut Context<'_, Office>) {
        self.ask(ctx);
    }

    fn on_message(&mut self, _: ActorId, (): (), ctx: &mut Context<'_, Office>) {
        ctx.cancel_timer(());
        self.ask(ctx);
    }
}
