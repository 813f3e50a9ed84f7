//! cluster: 5 nodes, all-to-all heartbeats over lossy links; 1e6 deliveries.
//!
//! Each node has a timer of 10 ms, first due at 10 ms. When it fires the node sends a heartbeat to
//! the four others, in the order of their indices, and then arms the timer again. A node that
//! hears a heartbeat notes it and sends nothing. Timers are entries of the queue, in the floor
//! too, but only messages count as deliveries.

use std::hint::black_box;

use super::fate::{Fate, SITE, fate};
use super::{Row, Run, Side, Unit, contest};
use crate::floor::{Floor, HeapFloor};
use crate::ledger::Ledger;
use crate::sampling::{Source, Stream};

const DELIVERIES: u64 = 1_000_000;
const SEED: u64 = 1;
const NODES: u32 = 5;
const PERIOD: u64 = 10_000_000;

/// The row of cluster.
pub(super) fn row() -> Row {
    contest("cluster", Unit::Delivery, Some(Box::new(floor)), framework(Recording::Off)).repeated(5)
}

/// The framework that records everything, beside the framework that does not.
pub(super) fn recorded_row() -> Row {
    let (plain, recorded) = (framework(Recording::Off), framework(Recording::Full));
    contest("recorded_cluster", Unit::Delivery, plain, recorded).repeated(5)
}

/// Whether a run is recorded.
#[derive(Clone, Copy, Debug)]
enum Recording {
    /// Only the digest is kept.
    Off,
    /// Every event and every choice is kept.
    Full,
}

/// What is sent.
#[derive(Clone, Copy, Debug)]
struct Heartbeat {
    source: u32,
    beat: u32,
}

impl Heartbeat {
    /// Itself as a word, for the order hash.
    fn word(self) -> u64 {
        u64::from(self.source) << 32 | u64::from(self.beat)
    }
}

/// What a node keeps.
#[derive(Clone, Copy, Debug, Default)]
struct Node {
    index: u32,
    beat: u32,
    heard: [u32; NODES as usize],
}

impl Node {
    /// The number `index`.
    fn new(index: u32) -> Node {
        Node { index, ..Node::default() }
    }

    /// The heartbeat that it sends to the others, now that its timer has fired.
    fn on_timer(&mut self) -> Heartbeat {
        self.beat += 1;
        Heartbeat { source: self.index, beat: self.beat }
    }

    /// Hears a heartbeat; an old one tells it nothing new.
    fn on_message(&mut self, heartbeat: Heartbeat) {
        let heard = &mut self.heard[heartbeat.source as usize];
        *heard = heartbeat.beat.max(*heard);
    }
}

#[derive(Clone, Copy, Debug)]
enum Event {
    Timer,
    Message(Heartbeat),
}

fn floor() -> Run {
    let mut floor = HeapFloor::with_capacity(64);
    let mut nodes: Vec<Node> = (0..NODES).map(Node::new).collect();
    let mut stream = Stream::new(SEED, SITE);
    Box::new(move || {
        let mut ledger = Ledger::default();
        for index in 0..NODES {
            floor.push(PERIOD, index, Event::Timer);
        }
        while ledger.deliveries < DELIVERIES {
            let entry = floor.pop().expect("a timer is always armed");
            let node = &mut nodes[entry.destination as usize];
            match entry.payload {
                Event::Timer => {
                    let heartbeat = node.on_timer();
                    for target in (0..NODES).filter(|&target| target != entry.destination) {
                        let message = Event::Message(heartbeat);
                        match fate(stream.next_u64()) {
                            Fate::Lost => {}
                            Fate::Once(delay) => floor.push(entry.time + delay, target, message),
                            Fate::Twice(first, second) => {
                                floor.push(entry.time + first, target, message);
                                floor.push(entry.time + second, target, message);
                            }
                        }
                    }
                    floor.push(entry.time + PERIOD, entry.destination, Event::Timer);
                }
                Event::Message(heartbeat) => {
                    ledger.note(entry.destination, heartbeat.word());
                    node.on_message(heartbeat);
                }
            }
        }
        black_box(&nodes);
        ledger
    })
}

/// To be supplied: a world of `NODES` nodes with one actor each (a `Node` plus a `SharedLedger`),
/// over sim-net's links with the loss, duplication and delays of `fate`.
///
/// Not timed: building the world. Timed: from its start to the `DELIVERIES`th delivery. An actor's
/// start arms a timer of `PERIOD`; `on_timer` calls `Node::on_timer`, sends to the others in the
/// order of their indices, and arms the timer again; `on_message` notes (own index,
/// `Heartbeat::word`) and calls `Node::on_message`. The links must draw once per message, in the
/// order of sending, from `Stream::new(SEED, SITE)`, and read the draw as `fate` does; equal times
/// must be kept in the order of sending and arming. With `Recording::Full` everything is recorded.
fn framework(recording: Recording) -> Option<Side> {
    match recording {
        Recording::Off | Recording::Full => None,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_entry_of_the_floor_has_32_bytes() {
        assert_eq!(size_of::<crate::floor::Entry<super::Event>>(), 32);
    }
}
