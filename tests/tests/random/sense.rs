//! What events say must make sense, whatever led to them.

use std::collections::{BTreeMap, BTreeSet};

use sim_core::{
    Actor, ActorId, Choices, Context, DropCause, Event, EventId, Exit, Fault, Narrator, NodeId,
    Payload, Place, Points, Ratio, Recording, Setup, Stop, Time, What, Wire, nanos,
};
use sim_tests::random::{Built, Fact, Message, Play, Random, RandomWorld, Timer};

// What is known of a run, event by event.
#[derive(Default)]
struct Watch {
    seed: u64,
    down: BTreeSet<usize>,
    paused: BTreeSet<usize>,
    // How often each node has crashed.
    crashes: BTreeMap<usize, u32>,
    sent: BTreeMap<u64, Letter>,
    timers: BTreeMap<(ActorId, String), Armed>,
    // Nodes whose clocks may run at another rate.
    adjusted: BTreeSet<usize>,
    working: BTreeMap<ActorId, Time>,
    queued: BTreeMap<ActorId, Vec<u64>>,
    // Who waits for room, and in whose mailbox.
    blocked: BTreeMap<ActorId, ActorId>,
    ended: BTreeSet<ActorId>,
}

struct Armed {
    by: EventId,
    at: Time,
    least: u64,
    // When it is due, if that is known.
    due: Option<Time>,
}

struct Letter {
    local: bool,
    crashes: u32,
    next_copy: u8,
    // One copy that was held back may come after a later one.
    held: bool,
}

// Whether an actor itself does this, or has it done to it by its handler.
fn is_deed(what: &What) -> bool {
    !matches!(
        what,
        What::Dropped { .. }
            | What::Held { .. }
            | What::Queued { .. }
            | What::DeadLettered { .. }
            | What::Returned { .. }
            | What::Unknown { .. }
            // It happens on the wire.
            | What::Damaged { .. }
            // The call of a client that isn't there fails.
            | What::Invoked { .. }
            | What::Failed { .. }
            // A link ends its actor whatever it is in the middle of.
            | What::Exited { exit: Exit::Linked }
    )
}

impl Watch {
    fn say(&self, event: &Event<'_, Random>) -> String {
        format!("seed {}: {event:?}", self.seed)
    }

    fn see(&mut self, event: &Event<'_, Random>, world: &Built) {
        match event.place {
            Place::Node(node) => self.see_node(node.index(), event, world),
            Place::Actor(node, actor) => {
                let node = node.index();
                if is_deed(&event.what) {
                    let stands = self.down.contains(&node) || self.paused.contains(&node);
                    assert!(!stands, "{}, though its node is down or paused", self.say(event));
                    let busy = self.working.get(&actor).is_some_and(|&until| event.time < until);
                    assert!(!busy, "{}, though it works", self.say(event));
                }
                self.see_state(actor, event);
                self.see_letter(node, actor, event, world);
                self.see_timer(node, actor, event);
            }
            Place::World => {}
        }
    }

    fn see_state(&mut self, actor: ActorId, event: &Event<'_, Random>) {
        match event.what {
            What::Working { time } => {
                self.working.insert(actor, event.time.saturating_add(time));
            }
            What::Blocked { on } => {
                assert!(!self.ended.contains(&on), "{} that has ended", self.say(event));
                assert!(self.blocked.insert(actor, on).is_none(), "{} twice", self.say(event));
            }
            What::Unblocked => {
                assert!(self.blocked.remove(&actor).is_some(), "{}", self.say(event));
            }
            What::Started { .. } => {
                self.ended.remove(&actor);
            }
            What::Exited { .. } => {
                self.ended.insert(actor);
                self.working.remove(&actor);
                self.blocked.remove(&actor);
            }
            What::Delivered { .. } | What::TimerFired | What::PeerDown { .. } => {
                let waits = self.blocked.contains_key(&actor);
                assert!(!waits, "{}, though it waits for room", self.say(event));
            }
            _ => {}
        }
    }

    // Nobody waits for those who are gone.
    fn rest(&self) {
        let lonely = self.blocked.iter().find(|(_, on)| self.ended.contains(on));
        assert_eq!(lonely, None, "seed {}", self.seed);
    }

    fn see_node(&mut self, node: usize, event: &Event<'_, Random>, world: &Built) {
        let of = |actor: &ActorId| world.directory().node_of(*actor);
        let elsewhere = |actor: &ActorId| of(actor).map(NodeId::index) != Some(node);
        match event.what {
            What::Crashed { .. } => {
                assert!(self.down.insert(node), "{} crashes twice", self.say(event));
                self.paused.remove(&node);
                *self.crashes.entry(node).or_default() += 1;
                self.working.retain(|actor, _| elsewhere(actor));
                self.queued.retain(|actor, _| elsewhere(actor));
                self.blocked.retain(|actor, _| elsewhere(actor));
                self.timers.retain(|(actor, _), _| elsewhere(actor));
            }
            What::Restarted { incarnation } => {
                assert!(self.down.remove(&node), "{} restarts twice", self.say(event));
                assert_eq!(self.crashes[&node], incarnation, "{}", self.say(event));
                // All are there again, also before they start.
                self.ended.retain(elsewhere);
            }
            What::Adjusted => {
                self.adjusted.insert(node);
            }
            What::Paused => assert!(self.paused.insert(node), "{}", self.say(event)),
            What::Resumed => assert!(self.paused.remove(&node), "{}", self.say(event)),
            _ => {}
        }
    }

    fn see_letter(
        &mut self,
        node: usize,
        actor: ActorId,
        event: &Event<'_, Random>,
        world: &Built,
    ) {
        let crashes = self.crashes.get(&node).copied().unwrap_or(0);
        if let What::Sent { to } = event.what {
            let target = world.directory().node_of(to).map(NodeId::index);
            let local = target.is_none_or(|target| target == node);
            self.sent
                .insert(event.id.index(), Letter { local, crashes, next_copy: 0, held: false });
            return;
        }
        let Some(sent) = event.cause.map(EventId::index) else { return };
        let Some(letter) = self.sent.get_mut(&sent) else { return };
        let outlived = letter.local && letter.crashes != crashes;
        match event.what {
            What::Held { .. } => letter.held = true,
            What::Queued { .. } => {
                assert!(!outlived, "{} outlived a crash", self.say(event));
                self.queued.entry(actor).or_default().push(sent);
            }
            What::Dropped {
                to,
                cause:
                    DropCause::MailboxOldest | DropCause::ReceiverEnded | DropCause::ReceiverCrashed,
                ..
            } => {
                // Of several copies the first goes.
                let queue = self.queued.entry(to).or_default();
                queue.iter().position(|&other| other == sent).map(|at| queue.remove(at));
            }
            What::Delivered { copy, .. } => {
                assert!(!outlived, "{} outlived a crash", self.say(event));
                let in_order = copy >= letter.next_copy || letter.held;
                assert!(in_order, "{} comes too late", self.say(event));
                letter.next_copy = copy + 1;
                let queue = self.queued.entry(actor).or_default();
                if queue.contains(&sent) {
                    assert_eq!(
                        queue.remove(0),
                        sent,
                        "{} overtakes in the mailbox",
                        self.say(event)
                    );
                }
            }
            _ => {}
        }
    }

    fn see_timer(&mut self, node: usize, actor: ActorId, event: &Event<'_, Random>) {
        let Payload::Timer(timer) = event.payload else { return };
        let name = (actor, format!("{timer:?}"));
        match event.what {
            What::TimerSet { least, most } => {
                let exact = least == most && !self.adjusted.contains(&node);
                let due = exact.then(|| event.time.saturating_add(least));
                let least = least.as_nanos();
                self.timers.insert(name, Armed { by: event.id, at: event.time, least, due });
            }
            What::TimerCancelled => {
                assert!(
                    self.timers.remove(&name).is_some(),
                    "{}, which was not set",
                    self.say(event)
                );
            }
            What::TimerFired => {
                let Some(armed) = self.timers.remove(&name) else {
                    panic!("{}, which was not set, or was cancelled", self.say(event));
                };
                assert_eq!(event.cause, Some(armed.by), "{}", self.say(event));
                // The fastest clock of these worlds runs twice as fast.
                let passed = event.time.since(armed.at).as_nanos();
                assert!(passed * 2 + 1 >= armed.least, "{} is early", self.say(event));
                // However late they are, they come in order.
                let others = self.timers.iter().filter(|((whose, _), _)| *whose == actor);
                let earlier = others.filter_map(|(_, other)| other.due).min();
                let in_order = earlier.zip(armed.due).is_none_or(|(other, due)| due <= other);
                assert!(in_order, "{} overtakes another", self.say(event));
            }
            _ => {}
        }
    }
}

#[test]
fn what_events_say_makes_sense() {
    for seed in 0..800 {
        for choices in [Choices::drawn(seed), Choices::drawn(seed).yielding()] {
            let plan = RandomWorld::new(seed);
            let mut world = plan.build();
            world.keep(Recording::All);
            world.reset(&choices);
            plan.plan(&mut world);
            world.run(Stop::idle().steps(6_000));
            let mut watch = Watch { seed, ..Watch::default() };
            for event in world.record().iter() {
                watch.see(&event, &world);
            }
            watch.rest();
        }
    }
}

// Crashes at a point in its first life, and does some more as a ghost.
struct Ghost;

impl Actor<Random> for Ghost {
    fn on_start(&mut self, ctx: &mut Context<'_, Random>) {
        if ctx.incarnation() == 0 {
            ctx.set_timer(nanos(1), Timer::Once);
        }
        let kept = ctx.storage().read("log").expect("the disk works");
        ctx.emit(Fact::Read(kept));
    }

    fn on_message(&mut self, _: ActorId, _: Message, _: &mut Context<'_, Random>) {}

    fn on_timer(&mut self, _: Timer, ctx: &mut Context<'_, Random>) {
        ctx.storage().write("log", &[1]).expect("the disk works");
        ctx.storage().sync().expect("the disk works");
        ctx.fault_point("here");
        ctx.storage().write("log", &[2]).expect("a ghost notices nothing");
        ctx.storage().sync().expect("a ghost notices nothing");
        let me = ctx.me();
        ctx.send(me, Message::Bare);
    }
}

#[test]
fn a_ghost_leaves_nothing_behind() {
    let crash = (0..200).find_map(|seed| {
        let mut world = Setup::<Random, _>::new(Wire::perfect(nanos(1)))
            .node("n", |_| Ghost)
            .build()
            .expect("the setup makes sense");
        world.keep(Recording::All);
        world.reset(&Choices::drawn(seed));
        let node = world.directory().node("n").expect("it is there");
        let points =
            Points { at: None, chance: Ratio::percent(20), restart: Some((nanos(2), nanos(2))) };
        world.plan_fault(Time::ZERO, "points", Fault::Points { node, points }).expect("a fault");
        world.run(Stop::idle());
        let text = Narrator::text(world.directory(), world.record());
        text.contains("CRASH at here").then_some(text)
    });
    let text = crash.expect("one of these crashes there");
    assert!(text.contains("Read(Some([1]))"), "{text}");
    assert!(!text.contains("Bare"), "{text}");
}
