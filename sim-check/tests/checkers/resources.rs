//! What piles up, in a world where a cook gets an order every millisecond.

mod children;
mod knots;
mod livelocks;
mod messages;
mod timers;
mod waiters;
mod zombies;

use sim_check::{
    Conclusion, DeadLettersHandled, MailboxBound, NoStarvation, Property, TimerBound, TrafficBound,
    Verdict,
};
use sim_core::prelude::*;

use crate::stage::kind;

struct Kitchen;

impl Protocol for Kitchen {
    type Message = u64;
    type Fact = ();
    type Timer = u64;
    type Operation = ();
    type Outcome = ();
    type View = ();
}

/// Takes so many orders from guests, and hands them to the cook. The clerk here takes care of what the cook can't hold.
struct Person {
    orders: u64,
    // How many timers it keeps to look after orders; with none there is one for all, which is set anew each time.
    timers: u64,
    // Whether it goes home at the first order that isn't for it.
    leaves: bool,
}

impl Actor<Kitchen> for Person {
    fn on_start(&mut self, ctx: &mut Context<'_, Kitchen>) {
        if self.orders > 0 {
            ctx.set_timer(millis(1), 0);
        }
    }

    fn on_timer(&mut self, order: u64, ctx: &mut Context<'_, Kitchen>) {
        if order >= self.orders {
            return;
        }
        ctx.send(ctx.directory()["cook"], order);
        ctx.set_timer(millis(1), order + 1);
        // To look after the order, much later.
        if self.timers == 0 {
            ctx.set_timer(seconds(1), 1_000);
            return;
        }
        ctx.set_timer(seconds(1), 1_000 + order);
        if let Some(old) = order.checked_sub(self.timers) {
            ctx.cancel_timer(1_000 + old);
        }
    }

    fn on_message(&mut self, _: ActorId, _: u64, _: &mut Context<'_, Kitchen>) {}

    fn on_signal(&mut self, _: Signal<Kitchen>, ctx: &mut Context<'_, Kitchen>) {
        if self.leaves {
            ctx.stop();
        }
    }
}

type Restaurant = World<Kitchen, Wire, Box<dyn Actor<Kitchen>>>;

fn restaurant(cook: Mailbox, orders: u64, timers: u64) -> Restaurant {
    staffed(cook, orders, timers, false)
}

fn staffed(cook: Mailbox, orders: u64, timers: u64, leaves: bool) -> Restaurant {
    let calm = move |_: &Directory| Person { orders: 0, timers: 0, leaves };
    Setup::<Kitchen, _>::new(Wire::perfect(micros(10)))
        .node("waiter", move |_| Person { orders, timers, leaves })
        .node("cook", calm)
        .actor("cook", "clerk", calm)
        .mailbox("cook", cook)
        .build()
        .expect("the names differ")
}

fn run<P: Protocol, M: Medium<P>, A: Actor<P>>(
    world: &mut World<P, M, A>,
    stop: Stop,
) -> Conclusion {
    world.keep(Recording::All);
    let ending = world.run(stop);
    Conclusion { time: world.now(), idle: ending == Ending::Idle }
}

// What is said, and at which event; past the last one if at the end. Twice: nothing is left of the first time.
fn judge_at<P: Protocol, M: Medium<P>, A: Actor<P>>(
    mut property: impl Property<P>,
    world: &World<P, M, A>,
    end: Conclusion,
) -> (usize, Verdict) {
    let mut verdicts = (0..2).map(|_| {
        property.reset();
        let mut events = world.record().iter().enumerate();
        let found = events.find_map(|(index, event)| Some((index, property.see(&event).err()?)));
        let all = world.record().iter().count();
        found.map_or_else(
            || (all, property.conclude(&end)),
            |(index, violation)| (index, Verdict::Violated(violation)),
        )
    });
    let first = verdicts.next().expect("there are two");
    assert_eq!(verdicts.next().as_ref(), Some(&first));
    drop(verdicts);
    // Of a run in which nothing has happened yet nothing can be said.
    property.reset();
    let nothing = property.conclude(&end);
    assert!(matches!(nothing, Verdict::Undecided(_)), "{nothing}");
    first
}

fn judge<P: Protocol, M: Medium<P>, A: Actor<P>>(
    property: impl Property<P>,
    world: &World<P, M, A>,
    end: Conclusion,
) -> Verdict {
    judge_at(property, world, end).1
}

// Since when a node has not stood still, before an event; nothing while it does.
fn goes_on_since<P: Protocol>(events: &[Event<'_, P>], node: NodeId) -> Option<Time> {
    let matters =
        |it: &&Event<'_, P>| matches!(it.what, What::Paused | What::Resumed | What::Crashed { .. });
    let here = |it: &&Event<'_, P>| it.node() == Some(node);
    match events.iter().rev().filter(matters).find(here) {
        Some(event) if event.what == What::Paused => None,
        Some(event) => Some(event.time),
        None => Some(Time::ZERO),
    }
}

fn slow() -> Mailbox {
    Mailbox::unbounded().service(millis(3))
}

#[test]
fn a_mailbox_that_grows_is_caught() {
    let mut world = restaurant(slow(), 9, 1);
    let end = run(&mut world, Stop::idle());
    let depth = |event: &Event<'_, Kitchen>| {
        if let What::Queued { depth, .. } = event.what { Some(depth) } else { None }
    };
    let deepest = world.record().iter().filter_map(|event| depth(&event)).max().expect("some wait");
    assert_eq!(kind(&judge(MailboxBound::at_most(deepest), &world, end)), "passed");
    let Verdict::Violated(violation) = judge(MailboxBound::at_most(3), &world, end) else {
        panic!()
    };
    assert_eq!(violation.said, "4 messages wait in a mailbox, at most 3 should");
    let shown = violation.evidence.first().map(|it| it.event);
    let first = world.record().iter().find(|event| depth(event) == Some(4)).map(|event| event.id);
    assert_eq!(shown, first);
}

#[test]
fn a_world_without_mailboxes_is_undecided() {
    let mut world = restaurant(Mailbox::unbounded(), 0, 1);
    let end = run(&mut world, Stop::idle());
    assert_eq!(kind(&judge(MailboxBound::at_most(0), &world, end)), "undecided");
    assert_eq!(kind(&judge(NoStarvation::within(seconds(1)), &world, end)), "undecided");
    assert_eq!(kind(&judge(TimerBound::at_most(0), &world, end)), "undecided");
    assert_eq!(kind(&judge(DeadLettersHandled::new(), &world, end)), "undecided");
    assert_eq!(kind(&judge(TrafficBound::at_most(0), &world, end)), "undecided");
}

// How long each message that waited did so, by the events that it led to; with those that nobody handled.
fn waits(world: &Restaurant) -> Vec<Duration> {
    let events: Vec<_> = world.record().iter().collect();
    let queued = events.iter().enumerate().filter(|(_, it)| matches!(it.what, What::Queued { .. }));
    let wait = |(index, queued): (usize, &Event<'_, Kitchen>)| {
        let ends = |it: &&Event<'_, Kitchen>| {
            it.cause == queued.cause
                && matches!(
                    it.what,
                    What::Delivered { .. } | What::Dropped { cause: DropCause::MailboxOldest, .. }
                )
        };
        let end = events[index..].iter().find(ends).map_or(world.now(), |event| event.time);
        end.since(queued.time)
    };
    queued.map(wait).collect()
}

#[test]
fn what_waits_for_long_is_caught_at_exactly_that_time() {
    let dropping = Mailbox::bounded(3).overflow(Overflow::DropOldest).service(millis(4));
    for mailbox in [slow(), dropping] {
        for orders in [5, 12, 30] {
            let mut world = restaurant(mailbox.clone(), orders, 1);
            let end = run(&mut world, Stop::idle());
            let longest = waits(&world).into_iter().max().expect("some wait");
            let within = |time| kind(&judge(NoStarvation::within(time), &world, end));
            assert_eq!(within(longest), "passed", "{orders}");
            assert_eq!(within(longest.saturating_sub(nanos(1))), "starved", "{orders}");
        }
    }
}

#[test]
fn what_waits_when_the_run_is_cut_off_has_its_time() {
    let mut world = restaurant(slow(), 30, 1);
    let end = run(&mut world, Stop::after(millis(10)));
    assert_eq!(kind(&judge(NoStarvation::within(millis(9)), &world, end)), "passed");
    assert_eq!(kind(&judge(NoStarvation::within(millis(4)), &world, end)), "starved");
}

#[test]
fn while_a_node_stands_still_nothing_starves() {
    let kitchen = |world: &Restaurant| world.directory().node("cook").expect("there is one");
    let judged = |resumes: bool| {
        let mut world = restaurant(slow(), 2, 1);
        let node = kitchen(&world);
        world.plan_fault(micros(1_500), "pause", Fault::Pause(node)).expect("it is up");
        if resumes {
            world.plan_fault(millis(900), "resume", Fault::Resume(node)).expect("it is paused");
        }
        let end = run(&mut world, Stop::idle());
        kind(&judge(NoStarvation::within(millis(5)), &world, end))
    };
    assert_eq!(judged(true), "passed");
    assert_eq!(judged(false), "passed");
}

#[test]
fn what_a_crash_takes_does_not_starve() {
    let mut world = restaurant(slow(), 9, 1);
    let node = world.directory().node("cook").expect("there is one");
    world.plan_fault(millis(8), "crash", Fault::Crash { node, wipe: false }).expect("it is up");
    let end = run(&mut world, Stop::idle());
    assert_eq!(kind(&judge(NoStarvation::within(millis(10)), &world, end)), "passed");
    assert_eq!(kind(&judge(NoStarvation::within(millis(3)), &world, end)), "starved");
}

#[test]
fn timers_that_nobody_cancels_are_caught() {
    let timers = |kept, most| {
        let mut world = restaurant(Mailbox::unbounded(), 30, kept);
        let end = run(&mut world, Stop::idle());
        judge(TimerBound::at_most(most), &world, end)
    };
    // The next order, and one to look after each order that is kept; one more before the oldest is cancelled.
    assert_eq!(kind(&timers(3, 5)), "passed");
    assert_eq!(kind(&timers(3, 4)), "too many timers");
    // A timer that is set anew is the same one.
    assert_eq!(kind(&timers(0, 2)), "passed");
    assert_eq!(kind(&timers(0, 1)), "too many timers");
    let Verdict::Violated(violation) = timers(30, 10) else { panic!() };
    assert_eq!(violation.said, "an actor waits for 11 timers at once, at most 10 are allowed");
    assert_eq!(violation.evidence.len(), 11);
}

// The most that a node sends within that time, from the definition: what leaves from some message on, before the time is over.
fn busiest(world: &Restaurant, within: Duration) -> usize {
    let sent = world.record().iter().filter(|event| matches!(event.what, What::Sent { .. }));
    let sent: Vec<_> = sent.map(|event| (event.node(), event.time)).collect();
    let follow = |first: &(_, Time)| {
        let near = |it: &&(_, Time)| it.0 == first.0 && it.1 >= first.1;
        sent.iter().filter(near).filter(|it| it.1.since(first.1) < within).count()
    };
    sent.iter().map(follow).max().expect("some are sent")
}

#[test]
fn a_node_that_sends_more_than_it_should_within_a_time_is_caught() {
    let mut world = restaurant(Mailbox::unbounded(), 30, 1);
    let end = run(&mut world, Stop::idle());
    for within in [nanos(1), millis(1), micros(4_500), millis(10), seconds(1)] {
        let most = busiest(&world, within);
        let judged = |limit| judge(TrafficBound::at_most(limit).within(within), &world, end);
        assert_eq!(kind(&judged(most)), "passed", "{within}");
        assert_eq!(kind(&judged(most - 1)), "too much traffic", "{within}");
    }
    // An order each millisecond: what is sent exactly ten later counts no more.
    assert_eq!(busiest(&world, millis(10)), 10);
    let Verdict::Violated(violation) = judge(TrafficBound::at_most(3), &world, end) else {
        panic!()
    };
    assert_eq!(violation.said, "a node sends 4 messages within 1s, at most 3 should");
    assert_eq!(violation.evidence.len(), 4);
}

#[test]
fn each_node_may_send_as_much_as_it_should() {
    let host = |_: &Directory| Person { orders: 0, timers: 0, leaves: false };
    let waiter = |_: &Directory| Person { orders: 5, timers: 1, leaves: false };
    let mut world = Setup::<Kitchen, _>::new(Wire::perfect(micros(10)))
        .node("waiter", waiter)
        .node("waitress", waiter)
        .node("cook", host)
        .build()
        .expect("the names differ");
    let end = run(&mut world, Stop::idle());
    assert_eq!(kind(&judge(TrafficBound::at_most(5), &world, end)), "passed");
    assert_eq!(kind(&judge(TrafficBound::at_most(4), &world, end)), "too much traffic");
}

#[test]
fn dead_letters_that_reach_nobody_are_caught() {
    let judged = |leaves, stop| {
        let full = Mailbox::bounded(1).overflow(Overflow::DeadLetter("cook/clerk".into()));
        let mut world = staffed(full.service(millis(5)), 9, 1, leaves);
        let end = run(&mut world, stop);
        kind(&judge(DeadLettersHandled::new(), &world, end))
    };
    assert_eq!(judged(false, Stop::idle()), "passed");
    assert_eq!(judged(true, Stop::idle()), "dead letter unhandled");
    assert_eq!(judged(true, Stop::after(millis(8))), "undecided");
}
