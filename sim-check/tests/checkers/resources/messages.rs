//! Four people of one room who pass things on, behind mailboxes for which a sender may have to wait; and two apart.

use std::collections::BTreeMap;

use sim_check::{MessagesConsumed, Verdict};
use sim_core::prelude::*;
use sim_net::{Episode, Hold, Link, Links, Network, Plan};

use super::{judge, run};
use crate::deadlocks::{Passing, Person, room};
use crate::stage::{Dice, kind};

fn judged(mut world: World<Passing>, stop: Stop, property: MessagesConsumed) -> Verdict {
    let end = run(&mut world, stop);
    judge(property, &world, end)
}

#[test]
fn what_waits_for_somebody_who_waits_for_ever_is_never_consumed() {
    let world = || room([1, 0, 3, 2], [4, 4, 1, 0], 5, &Overflow::Block);
    let Verdict::Violated(violation) = judged(world(), Stop::idle(), MessagesConsumed::new())
    else {
        panic!()
    };
    assert_eq!(violation.anomaly, "never consumed");
    assert_eq!(violation.evidence.len(), 1);
    let within = |time| MessagesConsumed::new().within(time);
    // The thing of c and d is still passed on then.
    let cut_off = |time| kind(&judged(world(), Stop::after(micros(1_300)), within(time)));
    assert_eq!(cut_off(micros(300)), "passed");
    assert_eq!(cut_off(micros(299)), "not consumed in time");
    assert_eq!(
        kind(&judged(world(), Stop::after(millis(1)), MessagesConsumed::new())),
        "undecided"
    );
}

#[test]
fn what_drains_in_the_end_is_consumed() {
    for overflow in [Overflow::Block, Overflow::DropNewest, Overflow::DropOldest, Overflow::Fail] {
        let world = room([1, 2, 3, 3], [9, 9, 9, 0], 0, &overflow);
        assert_eq!(kind(&judged(world, Stop::idle(), MessagesConsumed::new())), "passed");
    }
    let world = room([1, 2, 3, 3], [0; 4], 0, &Overflow::Block);
    assert_eq!(kind(&judged(world, Stop::idle(), MessagesConsumed::new())), "undecided");
}

#[test]
fn what_is_on_its_way_when_a_run_is_cut_off_has_its_time() {
    let world = || room([1, 2, 3, 3], [5, 0, 0, 0], 0, &Overflow::Spill { delay: Duration::ZERO });
    // Five things are sent at 1 ms, each takes 0.1 ms.
    let cut_off = Stop::after(micros(1_350));
    let within = |time| judged(world(), cut_off, MessagesConsumed::new().within(time));
    assert_eq!(kind(&within(micros(350))), "passed");
    assert_eq!(kind(&within(micros(350) - nanos(1))), "not consumed in time");
    assert_eq!(kind(&judged(world(), cut_off, MessagesConsumed::new())), "undecided");
    assert_eq!(kind(&judged(world(), Stop::after(millis(9)), MessagesConsumed::new())), "passed");
}

#[test]
fn what_a_pause_or_a_crash_keeps_from_being_handled_is_no_leak() {
    type OnNode = fn(NodeId) -> Fault<<Wire as Medium<Passing>>::Fault>;
    let with = |fault: OnNode| {
        let mut world = room([1, 2, 3, 3], [5, 0, 0, 0], 0, &Overflow::Block);
        let node = world.directory().node("room").expect("there is one");
        world.plan_fault(micros(1_150), "fault", fault(node)).expect("it is known");
        kind(&judged(world, Stop::idle(), MessagesConsumed::new()))
    };
    assert_eq!(with(Fault::Pause), "passed");
    assert_eq!(with(|node| Fault::Crash { node, wipe: false }), "passed");
}

#[test]
fn after_a_pause_each_message_has_its_time_anew() {
    let late = |resumes: u64| {
        let mut world = room([1, 2, 3, 3], [5, 0, 0, 0], 0, &Overflow::DropOldest);
        let node = world.directory().node("room").expect("there is one");
        world.plan_fault(micros(1_050), "pause", Fault::Pause(node)).expect("it is known");
        world.plan_fault(micros(resumes), "resume", Fault::Resume(node)).expect("it is known");
        let within = MessagesConsumed::new().within(micros(40));
        kind(&judged(world, Stop::after(micros(5_050)), within))
    };
    assert_eq!(late(5_020), "passed");
    // Each message takes 0.1 ms, and the second one had to wait for the first.
    assert_eq!(late(5_005), "not consumed in time");
}

/// Sends one thing, or works on what comes for longer than any run.
struct Slow(bool);

impl Actor<Passing> for Slow {
    fn on_start(&mut self, ctx: &mut Context<'_, Passing>) {
        if self.0 {
            ctx.send(ctx.directory()["abroad"], 0);
        }
    }

    fn on_message(&mut self, _: ActorId, _: u32, ctx: &mut Context<'_, Passing>) {
        ctx.work(hours(1));
    }
}

#[test]
fn each_copy_of_a_message_has_to_be_handled() {
    let judged = |duplication: Ratio| {
        let network = Network::mesh(Link::new(millis(1)).duplication(duplication));
        let mut world = Setup::<Passing, Network<Passing>>::new(network)
            .node("home", |_| Slow(true))
            .node("abroad", |_| Slow(false))
            .mailbox("abroad", Mailbox::unbounded().service(millis(50)))
            .build()
            .expect("the names differ");
        world.reset(&Choices::drawn(1));
        let end = run(&mut world, Stop::after(seconds(1)));
        let came =
            world.record().iter().filter(|it| matches!(it.what, What::Queued { .. })).count();
        (came, kind(&judge(MessagesConsumed::new().within(millis(500)), &world, end)))
    };
    assert_eq!(judged(Ratio::ZERO), (1, "passed"));
    assert_eq!(judged(Ratio::ONE), (2, "not consumed in time"));
}

// Three messages abroad, which are held back for a time or for ever: how many were, and what is said.
fn held_back(lasts: Option<Duration>) -> (usize, &'static str) {
    let mut world = Setup::<Passing, Network<Passing>>::new(Network::mesh(Link::lan()))
        .node("home", |_| Person { to: "abroad", things: 3, hops: 0 })
        .node("abroad", |_| Person { to: "home", things: 0, hops: 0 })
        .build()
        .expect("the names differ");
    let hold = Episode::new("hold", millis(0), Hold::on(Links::All));
    let hold = if let Some(lasts) = lasts { hold.lasts(lasts) } else { hold };
    Plan::new().episode(hold).fit(&world).expect("it fits").apply(&mut world).expect("it fits");
    let end = run(&mut world, Stop::idle());
    let kept_back = world.record().iter().filter(|it| matches!(it.what, What::Held { .. })).count();
    (kept_back, kind(&judge(MessagesConsumed::new(), &world, end)))
}

#[test]
fn what_a_cut_holds_back_is_no_leak() {
    assert_eq!(held_back(None), (3, "passed"));
    assert_eq!(held_back(Some(millis(20))), (3, "passed"));
}

// As it is defined: of each message, how often it came to a mailbox and left one, and whether anything became of it.
fn defined(events: &[Event<'_, Passing>], idle: bool) -> &'static str {
    let sent = events.iter().filter(|it| matches!(it.what, What::Sent { .. }));
    let is_left = |sent: &Event<'_, Passing>| {
        let about = || events.iter().filter(|it| it.cause == Some(sent.id));
        let queued = about().filter(|it| matches!(it.what, What::Queued { .. })).count();
        let done = about()
            .filter(|it| {
                matches!(
                    it.what,
                    What::Delivered { .. }
                        | What::Dropped { .. }
                        | What::DeadLettered { .. }
                        | What::Returned { .. }
                )
            })
            .count();
        done == 0 || queued > done
    };
    match (sent.clone().count(), sent.clone().any(is_left)) {
        (0, _) => "undecided",
        (_, true) if idle => "never consumed",
        (_, true) => "undecided",
        (_, false) => "passed",
    }
}

#[test]
fn in_any_room_the_verdict_is_that_of_the_definition() {
    let mut dice = Dice::new(17);
    let mut seen = BTreeMap::new();
    for _ in 0..600 {
        let to = [0; 4].map(|_| dice.index(4));
        let things = [0; 4].map(|_: u32| u32::try_from(dice.below(5)).expect("it is below five"));
        let hops = u32::try_from(dice.below(6)).expect("it is below six");
        let overflow = match dice.below(5) {
            0 => Overflow::DropOldest,
            1 => Overflow::Fail,
            _ => Overflow::Block,
        };
        let mut world = room(to, things, hops, &overflow);
        let node = world.directory().node("room").expect("there is one");
        if dice.below(6) == 0 {
            let crash = Fault::Crash { node, wipe: false };
            let at = micros(1_000 + dice.below(500));
            world.plan_fault(at, "crash", crash).expect("it is known");
        }
        let stop = match dice.below(2) {
            0 => Stop::idle(),
            _ => Stop::after(micros(1_000 + dice.below(1_000))),
        };
        let end = run(&mut world, stop);
        let events: Vec<_> = world.record().iter().collect();
        let said = kind(&judge(MessagesConsumed::new(), &world, end));
        assert_eq!(said, defined(&events, end.idle), "{to:?} {things:?} {events:#?}");
        *seen.entry(said).or_insert(0) += 1;
    }
    assert!(seen.len() == 3 && seen.values().all(|count| *count > 50), "{seen:?}");
}
