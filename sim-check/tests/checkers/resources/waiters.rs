//! Waiters who set timers when they start and once again later, on nodes that crash.

use sim_check::{TimerBound, Verdict};
use sim_core::prelude::*;

use super::{judge, run};
use crate::stage::kind;

struct Waiting;

impl Protocol for Waiting {
    type Message = ();
    type Fact = ();
    type Timer = u64;
    type Operation = ();
    type Outcome = ();
    type View = ();
}

// Two timers at the start, one of which fires after 30 ms; then two more.
struct Waiter;

impl Waiter {
    // In each life others.
    fn set(after: Duration, ctx: &mut Context<'_, Waiting>) {
        let timer = ctx.rng().next_u64();
        ctx.set_timer(after, timer);
    }
}

impl Actor<Waiting> for Waiter {
    fn on_start(&mut self, ctx: &mut Context<'_, Waiting>) {
        Self::set(millis(30), ctx);
        Self::set(seconds(1), ctx);
    }

    fn on_message(&mut self, _: ActorId, (): (), _: &mut Context<'_, Waiting>) {}

    fn on_timer(&mut self, _: u64, ctx: &mut Context<'_, Waiting>) {
        Self::set(seconds(1), ctx);
        Self::set(seconds(1), ctx);
    }
}

fn judged(limit: usize) -> Verdict {
    let two = Setup::<Waiting, _>::new(Wire::perfect(millis(1)))
        .node("calm", |_| Waiter)
        .node("crashing", |_| Waiter);
    let mut world = two.build().expect("two nodes are a world");
    let node = world.directory().node("crashing").expect("it is there");
    world.plan_fault(millis(10), "crash", Fault::Crash { node, wipe: false }).expect("it is up");
    world.plan_fault(millis(20), "restart", Fault::Restart(node)).expect("it is down");
    let end = run(&mut world, Stop::after(millis(100)));
    judge(TimerBound::at_most(limit), &world, end)
}

#[test]
fn a_crash_takes_the_timers_of_its_node_and_of_no_other() {
    assert_eq!(kind(&judged(3)), "passed");
    let Verdict::Violated(violation) = judged(2) else { panic!("there are three") };
    // The one that didn't crash is the first to have three: its timers of the start are still there.
    assert_eq!(violation.evidence.len(), 3);
}
