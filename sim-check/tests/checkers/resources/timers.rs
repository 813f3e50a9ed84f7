//! A clerk who has orders to look after, each by a timer, until they are paid.

use std::collections::BTreeMap;

use sim_check::{Conclusion, Property, TimersCancelled, Verdict};
use sim_core::Payload;
use sim_core::prelude::*;

use super::{judge, judge_at, run};
use crate::stage::{Dice, kind};

struct Office;

#[derive(Debug)]
struct Paid(u64);

impl Protocol for Office {
    type Message = ();
    type Fact = Paid;
    // An order, and which of its timers.
    type Timer = (u64, u64);
    type Operation = ();
    type Outcome = ();
    type View = ();
}

/// What a clerk does, one thing a millisecond.
#[derive(Clone, Copy, Debug)]
enum Deed {
    Arm(u64, u64, Duration),
    Cancel(u64, u64),
    // The fact, and whether its timers are cancelled then, and whether work comes in between.
    Pay(u64, bool, Duration),
    Leave,
}

use Deed::{Arm, Cancel, Leave, Pay};

#[derive(Clone)]
struct Clerk(Vec<Deed>);

// The timers that make a clerk act.
const SCRIPT: u64 = 1_000;

impl Actor<Office> for Clerk {
    fn on_start(&mut self, ctx: &mut Context<'_, Office>) {
        for index in 0..self.0.len() as u64 {
            ctx.set_timer(millis(index + 1), (SCRIPT, index));
        }
    }

    fn on_timer(&mut self, (order, which): (u64, u64), ctx: &mut Context<'_, Office>) {
        if order != SCRIPT {
            return;
        }
        match self.0[usize::try_from(which).expect("it is small")] {
            Arm(order, which, after) => ctx.set_timer(after, (order, which)),
            Cancel(order, which) => ctx.cancel_timer((order, which)),
            Leave => ctx.stop(),
            Pay(order, cancels, works) => {
                ctx.emit(Paid(order));
                if works > Duration::ZERO {
                    ctx.work(works);
                }
                if cancels {
                    ctx.cancel_timer((order, 0));
                    ctx.cancel_timer((order, 1));
                }
            }
        }
    }

    fn on_message(&mut self, _: ActorId, (): (), _: &mut Context<'_, Office>) {}
}

fn office(deeds: &[Deed], other: &[Deed]) -> World<Office> {
    let (clerk, other) = (Clerk(deeds.to_vec()), Clerk(other.to_vec()));
    Setup::<Office, _>::new(Wire::perfect(millis(1)))
        .node("clerk", move |_| clerk.clone())
        .node("other", move |_| other.clone())
        .build()
        .expect("the names differ")
}

fn property() -> impl Property<Office> {
    let purpose = |(order, _): &(u64, u64)| (*order != SCRIPT).then_some(*order);
    TimersCancelled::<Office, _, _, _>::new(purpose, |Paid(order): &Paid| Some(*order))
}

#[track_caller]
fn check(deeds: &[Deed], stop: Stop, expected: &str) {
    let mut world = office(deeds, &[]);
    let end = run(&mut world, stop);
    assert_eq!(kind(&judge(property(), &world, end)), expected, "{deeds:?}");
}

const LONG: Duration = hours(1);
const NO_WORK: Duration = Duration::ZERO;

#[test]
fn a_timer_that_fires_for_what_is_done_with_is_caught() {
    let deeds = [Arm(7, 0, millis(9)), Pay(7, false, NO_WORK)];
    let mut world = office(&deeds, &[]);
    let end = run(&mut world, Stop::idle());
    let Verdict::Violated(violation) = judge(property(), &world, end) else { panic!() };
    assert_eq!(violation.anomaly, "fires for nothing");
    assert_eq!(violation.said, "a timer for 7 fires, which is done with");
    let notes: Vec<&str> = violation.evidence.iter().map(|it| it.note.as_str()).collect();
    assert_eq!(notes, ["set", "done", "fires"]);
    check(&[Arm(7, 0, millis(9)), Pay(7, true, NO_WORK)], Stop::idle(), "passed");
    check(&[Arm(7, 0, millis(9)), Cancel(7, 0), Pay(7, false, NO_WORK)], Stop::idle(), "passed");
    check(&[Arm(7, 0, nanos(1)), Pay(7, false, NO_WORK)], Stop::idle(), "passed");
    // Another order may wait on.
    check(&[Arm(7, 0, millis(9)), Pay(8, false, NO_WORK)], Stop::idle(), "passed");
    // It is ordered again.
    let again = [Pay(7, false, NO_WORK), Arm(7, 0, millis(9))];
    check(&again, Stop::idle(), "passed");
    let set_anew = [Arm(7, 0, millis(9)), Pay(7, false, NO_WORK), Arm(7, 0, millis(9))];
    check(&set_anew, Stop::idle(), "passed");
}

#[test]
fn a_timer_that_is_left_is_caught_although_it_would_fire_much_later() {
    let deeds = [Arm(7, 0, LONG), Pay(7, false, NO_WORK)];
    check(&deeds, Stop::after(millis(5)), "timer left");
    // It may be cancelled at that very moment.
    check(&deeds, Stop::after(millis(2)), "passed");
    // What isn't done with may have a timer.
    check(&[Arm(7, 0, LONG), Pay(8, false, NO_WORK)], Stop::after(millis(5)), "passed");
}

#[test]
fn who_is_in_the_midst_of_its_handler_has_forgotten_nothing() {
    let deeds = [Arm(7, 0, LONG), Pay(7, true, millis(9))];
    check(&deeds, Stop::after(millis(5)), "passed");
    check(&deeds, Stop::after(millis(30)), "passed");
    let forgets = [Arm(7, 0, LONG), Arm(7, 1, LONG), Pay(7, false, millis(9)), Cancel(7, 1)];
    check(&forgets, Stop::after(millis(30)), "timer left");
}

#[test]
fn where_no_timer_is_set_or_nothing_done_nothing_is_decided() {
    check(&[Pay(7, false, NO_WORK)], Stop::idle(), "undecided");
    check(&[Arm(7, 0, millis(1))], Stop::idle(), "undecided");
}

#[test]
fn what_others_do_and_what_a_crash_takes_is_no_matter() {
    let mut world = office(&[Arm(7, 0, millis(9))], &[Pay(7, false, NO_WORK)]);
    let end = run(&mut world, Stop::idle());
    assert_eq!(kind(&judge(property(), &world, end)), "passed");
    check(&[Arm(7, 0, LONG), Pay(7, false, NO_WORK), Leave], Stop::after(millis(9)), "passed");
    let mut world = office(&[Arm(7, 0, LONG), Pay(7, false, NO_WORK)], &[]);
    let node = world.directory().node("clerk").expect("there is one");
    world.plan_fault(millis(3), "crash", Fault::Crash { node, wipe: false }).expect("it is known");
    let end = run(&mut world, Stop::after(millis(9)));
    assert_eq!(kind(&judge(property(), &world, end)), "passed");
}

// The rule as it is defined: of a timer that is set, the last word about it, and what its actor was done with since then.
fn defined(events: &[Event<'_, Office>], end: Conclusion) -> (usize, &'static str) {
    let timer = |event: &Event<'_, Office>| {
        let Payload::Timer((order, which)) = event.payload else { return None };
        (*order != SCRIPT).then_some((*order, *which))
    };
    // When this timer became useless, if it is set after these events.
    let useless = |before: &[Event<'_, Office>], of: (u64, u64)| {
        let about = |event: &Event<'_, Office>| {
            let ends = matches!(event.what, What::Crashed { .. } | What::Exited { .. });
            timer(event) == Some(of) || ends
        };
        let last = before.iter().rposition(about)?;
        let is_set = matches!(before[last].what, What::TimerSet { .. });
        let paid = |event: &&Event<'_, Office>| matches!(event.payload, Payload::Fact(Paid(order)) if *order == of.0);
        before[last..].iter().filter(|_| is_set).find(paid).map(|event| event.time)
    };
    for (index, event) in events.iter().enumerate() {
        if let (What::TimerFired, Some(of)) = (event.what, timer(event))
            && useless(&events[..index], of).is_some()
        {
            return (index, "fires for nothing");
        }
    }
    let here = events.iter().rev().find(|event| event.actor().is_some());
    let held_up = here.is_some_and(|event| matches!(event.what, What::Working { .. }));
    let left = (0..2)
        .flat_map(|order| (0..2).map(move |which| (order, which)))
        .any(|of| useless(events, of).is_some_and(|time| time < end.time) && !held_up);
    let set =
        events.iter().any(|it| timer(it).is_some() && matches!(it.what, What::TimerSet { .. }));
    let paid = events.iter().any(|it| it.what == What::Told);
    let said = if left {
        "timer left"
    } else if set && paid {
        "passed"
    } else {
        "undecided"
    };
    (events.len(), said)
}

#[test]
fn in_any_office_the_verdict_is_that_of_the_definition() {
    let mut dice = Dice::new(13);
    let mut seen = BTreeMap::new();
    for _ in 0..6_000 {
        let deeds: Vec<Deed> = (0..dice.below(7))
            .map(|_| {
                let (order, which) = (dice.below(2), dice.below(2));
                match dice.below(6) {
                    5 if dice.below(4) == 0 => Leave,
                    0 => Arm(order, which, micros(500 + 1_000 * dice.below(8))),
                    1 => Arm(order, which, LONG),
                    2 => Cancel(order, which),
                    _ => Pay(order, dice.below(2) > 0, millis(dice.below(3))),
                }
            })
            .collect();
        let mut world = office(&deeds, &[]);
        let node = world.directory().node("clerk").expect("there is one");
        if dice.below(4) == 0 {
            let crash = Fault::Crash { node, wipe: false };
            world.plan_fault(millis(dice.below(9)), "crash", crash).expect("it is known");
        }
        let stop =
            if dice.below(2) == 0 { Stop::idle() } else { Stop::after(millis(1 + dice.below(9))) };
        let end = run(&mut world, stop);
        let events: Vec<_> = world.record().iter().collect();
        let (index, verdict) = judge_at(property(), &world, end);
        assert_eq!((index, kind(&verdict)), defined(&events, end), "{deeds:?} {events:#?}");
        *seen.entry(kind(&verdict)).or_insert(0) += 1;
    }
    assert!(seen.len() == 4 && seen.values().all(|count| *count > 30), "{seen:?}");
}
