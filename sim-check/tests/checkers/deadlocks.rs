//! Actors of one node that pass things on to each other, behind mailboxes for which a sender waits.

use sim_check::{Conclusion, NoDeadlock, Property, Verdict};
use sim_core::prelude::*;
use sim_net::{Link, Network, StreamRules};

use crate::stage::{Dice, kind};

pub(crate) struct Passing;

impl Protocol for Passing {
    type Message = u32;
    type Fact = ();
    type Timer = ();
    type Operation = ();
    type Outcome = ();
    type View = ();
}

/// Sends so many things to another at the start, and passes on what it gets until it was passed on often enough.
pub(crate) struct Person {
    pub(crate) to: &'static str,
    pub(crate) things: u32,
    pub(crate) hops: u32,
}

impl Actor<Passing> for Person {
    fn on_start(&mut self, ctx: &mut Context<'_, Passing>) {
        ctx.set_timer(millis(1), ());
    }

    fn on_timer(&mut self, (): (), ctx: &mut Context<'_, Passing>) {
        for _ in 0..self.things {
            ctx.send(ctx.directory()[self.to], self.hops);
        }
    }

    fn on_message(&mut self, _: ActorId, hops: u32, ctx: &mut Context<'_, Passing>) {
        if let Some(hops) = hops.checked_sub(1) {
            ctx.send(ctx.directory()[self.to], hops);
        }
    }
}

const NAMES: [&str; 4] = ["room/a", "room/b", "room/c", "room/d"];

// Who passes on to whom, and how many things each begins with; the mailboxes hold one, and senders wait.
fn world(to: [usize; 4], things: [u32; 4], hops: u32) -> World<Passing> {
    room(to, things, hops, &Overflow::Block)
}

/// As `world`, but the mailboxes do this with what they can't hold.
pub(crate) fn room(
    to: [usize; 4],
    things: [u32; 4],
    hops: u32,
    overflow: &Overflow,
) -> World<Passing> {
    let mut setup = Setup::<Passing, _>::new(Wire::perfect(millis(1))).add_node("room");
    for (index, name) in ["a", "b", "c", "d"].into_iter().enumerate() {
        let (to, things) = (NAMES[to[index]], things[index]);
        setup = setup.actor("room", name, move |_| Person { to, things, hops });
        let mailbox = Mailbox::bounded(1).overflow(overflow.clone()).private();
        setup = setup.mailbox(NAMES[index], mailbox.service(micros(100)));
    }
    setup.deadlocks_are_tolerated().build().expect("the names differ")
}

fn judge(world: &mut World<Passing>, stop: Stop) -> Verdict {
    world.keep(Recording::All);
    let ending = world.run(stop);
    let end = Conclusion { time: world.now(), idle: ending == Ending::Idle };
    let mut property = NoDeadlock::new();
    // Twice: nothing is left of the first time.
    let mut verdicts = (0..2).map(|_| {
        Property::<Passing>::reset(&mut property);
        let found = world.record().iter().find_map(|event| property.see(&event).err());
        let end = |property: &mut NoDeadlock| Property::<Passing>::conclude(property, &end);
        found.map_or_else(|| end(&mut property), Verdict::Violated)
    });
    let first = verdicts.next().expect("there are two");
    assert_eq!(verdicts.next().as_ref(), Some(&first));
    first
}

#[test]
fn a_circle_is_caught_although_others_go_on() {
    // a and b wait for each other; c and d pass on what they have for long.
    let mut world = world([1, 0, 3, 2], [4, 4, 1, 0], 50);
    let Verdict::Violated(violation) = judge(&mut world, Stop::after(millis(5))) else { panic!() };
    assert_eq!(violation.anomaly, "circle of waiting");
    assert_eq!(violation.said, "2 actors wait for room at each other, in a circle");
    let waits = |event: &Event<'_, Passing>| matches!(event.what, What::Blocked { .. });
    let shown: Vec<_> = violation.evidence.iter().map(|it| it.event).collect();
    let told: Vec<_> = world.record().iter().filter(|it| waits(it)).map(|it| it.id).collect();
    assert_eq!(shown, told);
}

#[test]
fn who_waits_for_its_own_mailbox_is_caught() {
    let mut world = world([0, 1, 2, 3], [3, 0, 0, 0], 0);
    let Verdict::Violated(violation) = judge(&mut world, Stop::idle()) else { panic!() };
    assert_eq!(violation.said, "an actor waits for room in its own mailbox");
}

#[test]
fn a_chain_of_waiting_that_drains_is_no_deadlock() {
    let mut world = world([1, 2, 3, 3], [9, 9, 9, 0], 0);
    assert_eq!(judge(&mut world, Stop::idle()), Verdict::Passed);
}

#[test]
fn who_waits_when_its_node_crashes_waits_no_more() {
    let mut world = world([1, 2, 3, 3], [9, 9, 9, 0], 0);
    let node = world.directory().node("room").expect("there is one");
    let crash = Fault::Crash { node, wipe: false };
    world.plan_fault(micros(1_250), "crash", crash).expect("it is up");
    assert_eq!(judge(&mut world, Stop::idle()), Verdict::Passed);
    let blocked =
        world.record().iter().filter(|it| matches!(it.what, What::Blocked { .. })).count();
    let unblocked = world.record().iter().filter(|it| it.what == What::Unblocked).count();
    assert!(blocked > unblocked, "{blocked} {unblocked}");
}

#[test]
fn where_nobody_waits_nothing_is_decided() {
    let mut world = world([1, 0, 3, 2], [1, 0, 0, 0], 3);
    assert_eq!(kind(&judge(&mut world, Stop::idle())), "undecided");
}

#[test]
fn circles_are_found_where_the_world_finds_them() {
    let mut dice = Dice::new(11);
    let mut found = 0;
    for _ in 0..300 {
        let to = [0; 4].map(|_| dice.index(4));
        let things = [0; 4].map(|_: u32| u32::try_from(dice.below(5)).expect("it is below five"));
        let mut world = world(to, things, u32::try_from(dice.below(6)).expect("it is below six"));
        let verdict = judge(&mut world, Stop::idle());
        let mut deadlocks =
            world.record().iter().filter(|it| matches!(it.what, What::Deadlocked { .. }));
        match (deadlocks.next(), verdict) {
            (Some(told), Verdict::Violated(violation)) => {
                found += 1;
                assert_eq!(violation.anomaly, "circle of waiting", "{to:?} {things:?}");
                // The wait that closes the circle is told right before.
                assert_eq!(violation.evidence.last().map(|it| it.event), told.cause);
            }
            (None, Verdict::Passed | Verdict::Undecided(_)) => {}
            (told, verdict) => panic!("{to:?} {things:?}: {told:?}, but {verdict}"),
        }
    }
    assert!((50..250).contains(&found), "{found}");
}

struct Streaming;

impl Protocol for Streaming {
    type Message = u32;
    type Fact = ();
    type Timer = ();
    type Operation = ();
    type Outcome = ();
    type View = ();

    fn channel(_: &u32) -> Channel {
        Channel::Stream
    }
}

/// Sends so many things to another at some time, by a stream that takes one.
struct Talker {
    to: &'static str,
    things: u32,
    after: Duration,
}

impl Actor<Streaming> for Talker {
    fn on_start(&mut self, ctx: &mut Context<'_, Streaming>) {
        ctx.set_timer(self.after, ());
    }

    fn on_timer(&mut self, (): (), ctx: &mut Context<'_, Streaming>) {
        for thing in 0..self.things {
            ctx.send(ctx.directory()[self.to], thing);
        }
    }

    fn on_message(&mut self, _: ActorId, _: u32, _: &mut Context<'_, Streaming>) {}
}

// Whether the world knows of a deadlock, whether all have waited at once, and what is said.
fn talk(things: u32, later: Duration) -> (bool, bool, &'static str) {
    let wire = Link::new(millis(10));
    let network = Network::mesh(wire).streams(StreamRules { window: 1, ..StreamRules::default() });
    let mut world = Setup::<Streaming, _>::new(network)
        .node("ann", move |_| Talker { to: "bob", things, after: millis(1) })
        .node("bob", move |_| Talker { to: "ann", things, after: later })
        .deadlocks_are_tolerated()
        .build()
        .expect("the names differ");
    world.keep(Recording::All);
    let idle = world.run(Stop::idle()) == Ending::Idle;
    let (mut waiting, mut all) = (0, false);
    for event in world.record().iter() {
        waiting += i32::from(matches!(event.what, What::Blocked { .. }));
        waiting -= i32::from(event.what == What::Unblocked);
        all |= waiting == 2;
    }
    let deadlocked = world.record().iter().any(|it| matches!(it.what, What::Deadlocked { .. }));
    let mut property = NoDeadlock::new();
    let found = world.record().iter().find_map(|event| property.see(&event).err());
    let end = Conclusion { time: world.now(), idle };
    let end = |property: &mut NoDeadlock| Property::<Streaming>::conclude(property, &end);
    let verdict = found.map_or_else(|| end(&mut property), Verdict::Violated);
    (deadlocked, all, kind(&verdict))
}

#[test]
fn a_circle_is_none_if_room_is_on_its_way_to_one_of_them() {
    // Ann's first thing has been taken in when Bob begins to wait, but she hears of it only later.
    assert_eq!(talk(2, millis(15)), (false, true, "passed"));
    assert_eq!(talk(2, millis(1)), (true, true, "circle of waiting"));
}
