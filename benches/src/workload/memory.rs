//! `memory_…`: how many bytes are held per actor, per pending event and per live timer.
//!
//! Each side builds something and keeps it; what is counted is the bytes held then, and the most
//! that were held on the way.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use sim_core::prelude::*;

use super::phold::{self, Workload};
use super::{Build, Footprint, Measure, Row};
use crate::floor::{Floor, HeapFloor};

const ACTORS: usize = 1_000_000;
const PENDING: usize = 1_000_000;
const TIMERS: usize = 10_000;
const ARMED_AND_CANCELLED: u64 = 10_000_000;
const EVENTS_FEW: u64 = 1_000_000;
const EVENTS_MANY: u64 = 100_000_000;

/// The rows of memory.
pub(super) fn rows() -> Vec<Row> {
    let state = size_of::<phold::Player>() as u64;
    let actors: Build = Box::new(|| Box::new(vec![phold::Actor::default(); ACTORS]));
    vec![
        row(
            "memory_idle_actors",
            "actor",
            ACTORS,
            state,
            Some(actors),
            Some(Box::new(idle_actors)),
        ),
        row(
            "memory_pending",
            "event",
            PENDING,
            8,
            Some(queue_of(PENDING)),
            Some(Box::new(pending)),
        ),
        row("memory_timers", "timer", TIMERS, 0, Some(queue_of(TIMERS)), Some(Box::new(timers))),
        row("memory_flat", "run", 1, 0, Some(flat(EVENTS_FEW)), Some(flat(EVENTS_MANY)))
            .on_request(),
    ]
}

fn row(
    name: &'static str,
    item: &'static str,
    items: usize,
    own_bytes: u64,
    floor: Option<Build>,
    framework: Option<Build>,
) -> Row {
    let footprint = Footprint { item, items: items as u64, own_bytes, floor, framework };
    Row { name, on_request: false, measure: Measure::Memory(footprint) }
}

fn queue_of(entries: usize) -> Build {
    Box::new(move || {
        let mut floor = HeapFloor::with_capacity(entries);
        for entry in 0..entries as u64 {
            floor.push(entry, 0, entry);
        }
        Box::new(floor)
    })
}

/// A started world of actors that do nothing.
fn idle_actors() -> Box<dyn Any> {
    let workload = Workload::new(u32::try_from(ACTORS).expect("a million"), 0);
    let mut world = phold::world(&Rc::new(RefCell::new(workload)));
    world.begin();
    Box::new(world)
}

/// A world of phold after so many deliveries.
fn flat(events: u64) -> Build {
    Box::new(move || {
        let mut world = phold::world(&Rc::new(RefCell::new(Workload::new(100, 1))));
        world.run(Stop::idle().steps(events));
        Box::new(world)
    })
}

/// A protocol of numbers, by message and by timer.
struct Numbers;

impl Protocol for Numbers {
    type Message = u64;
    type Fact = ();
    type Timer = u64;
    type Operation = ();
    type Outcome = ();
    type View = ();
}

/// Sends a few messages at each tick; the wire is so slow that none arrives.
struct Sender;

const BATCH: u64 = 1_000;

impl Actor<Numbers> for Sender {
    fn on_start(&mut self, ctx: &mut Context<'_, Numbers>) {
        ctx.set_timer(millis(1), 0);
    }

    fn on_message(&mut self, _: ActorId, _: u64, _: &mut Context<'_, Numbers>) {}

    fn on_timer(&mut self, tick: u64, ctx: &mut Context<'_, Numbers>) {
        let target = ctx.directory()["receiver"];
        (0..BATCH).for_each(|message| ctx.send(target, message));
        ctx.set_timer(millis(1), tick + 1);
    }
}

/// Hears nothing: the wire is slow.
struct Sink;

impl Actor<Numbers> for Sink {
    fn on_message(&mut self, _: ActorId, _: u64, _: &mut Context<'_, Numbers>) {}
}

/// Two actors with many messages in flight between them.
fn pending() -> Box<dyn Any> {
    let mut world = Setup::new(Wire::perfect(hours(1_000)))
        .node("sender", |_| Sender)
        .node("receiver", |_| Sink)
        .build()
        .expect("nodes with different names");
    world.reset(&Choices::drawn(1));
    world.run_until(Stop::idle(), |world| world.steps() * BATCH >= PENDING as u64);
    Box::new(world)
}

/// Keeps some timers armed, and arms and cancels many more.
struct Dozer;

const DOZERS: usize = 100;
const TICKS: u64 = 1_000;

impl Actor<Numbers> for Dozer {
    fn on_start(&mut self, ctx: &mut Context<'_, Numbers>) {
        for timer in 1..TIMERS as u64 / DOZERS as u64 {
            ctx.set_timer(hours(1_000 + timer), timer);
        }
        ctx.set_timer(millis(1), 0);
    }

    fn on_message(&mut self, _: ActorId, _: u64, _: &mut Context<'_, Numbers>) {}

    fn on_timer(&mut self, _: u64, ctx: &mut Context<'_, Numbers>) {
        for timer in 0..ARMED_AND_CANCELLED / DOZERS as u64 / TICKS {
            ctx.set_timer(seconds(timer), u64::MAX - timer);
            ctx.cancel_timer(u64::MAX - timer);
        }
        ctx.set_timer(millis(1), 0);
    }
}

/// A world whose timers were armed and cancelled over and over.
fn timers() -> Box<dyn Any> {
    let mut world = Setup::new(Wire::perfect(millis(1)))
        .nodes("n", DOZERS, |_, _| Dozer)
        .build()
        .expect("nodes with different names");
    world.reset(&Choices::drawn(1));
    world.run(Stop::after(millis(TICKS)));
    Box::new(world)
}
