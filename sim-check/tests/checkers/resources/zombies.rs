//! Somebody gets a message every millisecond, and may work for long, leave, or eat up what comes.

use std::collections::BTreeMap;

use sim_check::{NoStarvation, NoZombies, Verdict};
use sim_core::prelude::*;

use super::{goes_on_since, judge, judge_at, run};
use crate::stage::{Dice, kind};

struct Feeding;

impl Protocol for Feeding {
    type Message = u64;
    type Fact = ();
    type Timer = u64;
    type Operation = ();
    type Outcome = ();
    type View = ();
}

/// Sends so many bites, one a millisecond; works on one of them for some time, and leaves at another.
#[derive(Clone, Copy)]
struct Person {
    bites: u64,
    works_at: u64,
    works_for: Duration,
    leaves_at: u64,
}

const CALM: Person =
    Person { bites: 0, works_at: u64::MAX, works_for: Duration::ZERO, leaves_at: u64::MAX };

impl Actor<Feeding> for Person {
    fn on_start(&mut self, ctx: &mut Context<'_, Feeding>) {
        if self.bites > 0 {
            ctx.set_timer(millis(1), 0);
        }
    }

    fn on_timer(&mut self, bite: u64, ctx: &mut Context<'_, Feeding>) {
        ctx.send(ctx.directory()["eater"], bite);
        if bite + 1 < self.bites {
            ctx.set_timer(millis(1), bite + 1);
        }
    }

    fn on_message(&mut self, _: ActorId, bite: u64, ctx: &mut Context<'_, Feeding>) {
        if bite >= self.leaves_at {
            ctx.stop();
        }
        if bite == self.works_at {
            ctx.work(self.works_for);
        }
    }
}

fn table(bites: u64, eater: Person, mailbox: Mailbox) -> World<Feeding> {
    let cook = move |_: &Directory| Person { bites, ..CALM };
    let setup = Setup::<Feeding, _>::new(Wire::perfect(micros(1))).node("eater", move |_| eater);
    let setup = setup.mailbox("eater", mailbox).actor("eater", "clerk", |_| CALM);
    setup.node("cook", cook).build().expect("the names differ")
}

// As `table`, but the cook lives with the eater, and hears of what that one can't hold.
fn home(bites: u64, eater: Person, mailbox: Mailbox) -> World<Feeding> {
    let cook = move |_: &Directory| Person { bites, ..CALM };
    let setup = Setup::<Feeding, _>::new(Wire::perfect(micros(1))).node("eater", move |_| eater);
    let setup = setup.mailbox("eater", mailbox.private()).actor("eater", "clerk", |_| CALM);
    setup.actor("eater", "cook", cook).build().expect("the names differ")
}

fn judged(mut world: World<Feeding>, within: Duration) -> Verdict {
    let end = run(&mut world, Stop::idle());
    judge(NoZombies::within(within), &world, end)
}

// Works on the fourth bite, for long.
fn busy(works_for: Duration) -> Person {
    Person { works_at: 3, works_for, ..CALM }
}

#[test]
fn who_is_fed_and_drains_nothing_is_caught_whatever_its_mailbox_does() {
    let replacing = Mailbox::bounded(1).overflow(Overflow::DropOldest);
    let giving = Mailbox::bounded(1).overflow(Overflow::DeadLetter("eater/clerk".into()));
    let refusing = Mailbox::bounded(1).overflow(Overflow::Fail);
    for mailbox in [Mailbox::unbounded(), Mailbox::bounded(1), replacing, giving, refusing] {
        // The fifth bite comes at 5 ms, the last one 25 ms later.
        let world = || home(30, busy(millis(40)), mailbox.clone());
        assert_eq!(kind(&judged(world(), millis(25))), "passed", "{mailbox:?}");
        let Verdict::Violated(violation) = judged(world(), millis(25) - nanos(1)) else { panic!() };
        assert_eq!(violation.anomaly, "zombie", "{mailbox:?}");
        let notes: Vec<&str> = violation.evidence.iter().map(|it| it.note.as_str()).collect();
        assert_eq!(notes, ["fed", "still fed"]);
    }
}

#[test]
fn a_mailbox_that_drops_its_oldest_starves_nothing_but_hides_no_zombie() {
    let mailbox = Mailbox::bounded(1).overflow(Overflow::DropOldest);
    let mut world = table(30, busy(millis(30)), mailbox);
    let end = run(&mut world, Stop::idle());
    assert_eq!(kind(&judge(NoStarvation::within(millis(5)), &world, end)), "passed");
    assert_eq!(kind(&judge(NoZombies::within(millis(5)), &world, end)), "zombie");
}

#[test]
fn who_is_slow_is_no_zombie() {
    let slow = Mailbox::unbounded().service(millis(4));
    assert_eq!(kind(&judged(table(30, CALM, slow.clone()), millis(4))), "passed");
    assert_eq!(kind(&judged(table(30, CALM, slow), millis(3) - nanos(1))), "zombie");
}

#[test]
fn who_is_fed_after_its_end_is_caught_unless_it_was_under_way() {
    let leaves = |leaves_at, within| {
        kind(&judged(table(30, Person { leaves_at, ..CALM }, Mailbox::unbounded()), within))
    };
    assert_eq!(leaves(9, millis(5)), "fed after its end");
    assert_eq!(leaves(25, millis(5)), "passed");
    assert_eq!(leaves(u64::MAX, Duration::ZERO), "passed");
}

#[test]
fn where_no_message_comes_nothing_is_decided() {
    assert_eq!(kind(&judged(table(0, CALM, Mailbox::unbounded()), seconds(1))), "undecided");
}

#[test]
fn while_its_node_stands_still_or_is_down_nobody_is_a_zombie() {
    type OnNode = fn(NodeId) -> Fault<<Wire as Medium<Feeding>>::Fault>;
    let with = |faults: &[(u64, OnNode)]| {
        let mut world = table(30, busy(millis(2)), Mailbox::unbounded());
        let node = world.directory().node("eater").expect("there is one");
        for (at, fault) in faults {
            let label = format!("at {at}");
            world.plan_fault(millis(*at), &label, fault(node)).expect("it is known");
        }
        kind(&judged(world, millis(2)))
    };
    assert_eq!(with(&[(5, Fault::Pause), (25, Fault::Resume)]), "passed");
    assert_eq!(with(&[(5, Fault::Pause)]), "passed");
    assert_eq!(with(&[(5, |node| Fault::Crash { node, wipe: false })]), "passed");
}

// The rule as it is defined: at the first event at which an actor has been fed for too long.
fn defined(events: &[Event<'_, Feeding>], within: Duration) -> (usize, &'static str) {
    let fed = |event: &Event<'_, Feeding>| {
        if let What::Dropped { to, cause: DropCause::NoActor, .. } = event.what {
            return Some((to, "fed after its end"));
        }
        let comes = matches!(
            event.what,
            What::Queued { .. }
                | What::Dropped { cause: DropCause::MailboxNewest, .. }
                | What::DeadLettered { .. }
                | What::Returned { .. }
        );
        event.actor().filter(|_| comes).map(|actor| (actor, "zombie"))
    };
    for (index, event) in events.iter().enumerate() {
        let (Some((actor, anomaly)), Some(node)) = (fed(event), event.node()) else { continue };
        let ends = |it: &Event<'_, Feeding>| {
            let its_own = matches!(
                it.what,
                What::Delivered { .. } | What::Exited { .. } | What::Started { .. }
            );
            let crash = matches!(it.what, What::Crashed { .. });
            its_own && it.actor() == Some(actor) || crash && it.node() == Some(node)
        };
        let since = events[..index].iter().rposition(ends).map_or(0, |end| end + 1);
        let mut first = events[since..=index].iter();
        let first = first.find(|it| fed(it).is_some_and(|(whom, _)| whom == actor));
        let since = first.map(|first| first.time).zip(goes_on_since(&events[..index], node));
        if since.is_some_and(|(fed, goes_on)| event.time.since(fed.max(goes_on)) > within) {
            return (index, anomaly);
        }
    }
    let comes =
        |it: &Event<'_, Feeding>| fed(it).is_some() || matches!(it.what, What::Delivered { .. });
    (events.len(), if events.iter().any(comes) { "passed" } else { "undecided" })
}

#[test]
fn in_any_world_the_verdict_is_that_of_the_definition() {
    let mut dice = Dice::new(3);
    let mut seen = BTreeMap::new();
    for _ in 0..2_000 {
        let eater = Person {
            bites: 0,
            works_at: dice.below(20),
            works_for: millis(dice.below(12)),
            leaves_at: dice.below(40),
        };
        let capacity = u32::try_from(1 + dice.below(3)).expect("it is small");
        let bounded = Mailbox::bounded(capacity);
        let mailbox = match dice.below(4) {
            0 => Mailbox::unbounded(),
            1 => bounded,
            2 => bounded.overflow(Overflow::DropOldest),
            _ => bounded.overflow(Overflow::DropNewest),
        };
        let mailbox = mailbox.service(micros(500 * dice.below(5)));
        let place = if dice.below(2) == 0 { table } else { home };
        let mut world = place(dice.below(20), eater, mailbox);
        let node = world.directory().node("eater").expect("there is one");
        for rank in 0..dice.below(4) {
            let label = format!("fault {rank}");
            let fault = match dice.below(6) {
                0 => Fault::Crash { node, wipe: false },
                1 => Fault::Restart(node),
                2 | 3 => Fault::Pause(node),
                _ => Fault::Resume(node),
            };
            world.plan_fault(millis(dice.below(25)), &label, fault).expect("it is known");
        }
        let end = run(&mut world, Stop::idle());
        let within = micros(250 * dice.below(30));
        let events: Vec<_> = world.record().iter().collect();
        let (index, verdict) = judge_at(NoZombies::within(within), &world, end);
        assert_eq!((index, kind(&verdict)), defined(&events, within), "{within} {events:#?}");
        *seen.entry(kind(&verdict)).or_insert(0) += 1;
    }
    assert!(seen.len() == 4 && seen.values().all(|count| *count > 50), "{seen:?}");
}
