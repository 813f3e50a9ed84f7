//! `memory_…`: how many bytes are held per actor, per pending event and per live timer.
//!
//! Each side builds something and keeps it; what is counted is the bytes held then, and the most
//! that were held on the way.

use super::{Build, Footprint, Measure, Row, phold};
use crate::floor::{Floor, HeapFloor};

const ACTORS: usize = 1_000_000;
const PENDING: usize = 1_000_000;
const TIMERS: usize = 10_000;
const ARMED_AND_CANCELLED: u64 = 10_000_000;
const EVENTS_FEW: u64 = 1_000_000;
const EVENTS_MANY: u64 = 100_000_000;

/// The rows of memory.
pub(super) fn rows() -> Vec<Row> {
    let state = size_of::<phold::Actor>() as u64;
    let actors: Build = Box::new(|| Box::new(vec![phold::Actor::default(); ACTORS]));
    vec![
        row("memory_idle_actors", "actor", ACTORS, state, Some(actors), idle_actors()),
        row("memory_pending", "event", PENDING, 8, Some(queue_of(PENDING)), pending()),
        row("memory_timers", "timer", TIMERS, 0, Some(queue_of(TIMERS)), timers()),
        row("memory_flat", "run", 1, 0, flat(EVENTS_FEW), flat(EVENTS_MANY)).on_request(),
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

/// To be supplied: a started world of `ACTORS` actors that do nothing, each with the 16 bytes of
/// `phold::Actor` as its state.
fn idle_actors() -> Option<Build> {
    None
}

/// To be supplied: a world of two actors with `PENDING` messages of 8 bytes in flight between
/// them, sent in many handlers rather than one (the effects of one handler are a list).
fn pending() -> Option<Build> {
    None
}

/// To be supplied: a world of one actor with `TIMERS` timers armed, after it armed and cancelled
/// `ARMED_AND_CANCELLED` more. The peak is to stay within twice the floor's of the live ones.
fn timers() -> Option<Build> {
    let _ = ARMED_AND_CANCELLED;
    None
}

/// To be supplied: a world of phold with 100 actors after `events` deliveries. The floor's place
/// is taken by the same world after fewer: the two should hold the same.
fn flat(_events: u64) -> Option<Build> {
    None
}
