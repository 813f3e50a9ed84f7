//! cluster: 5 nodes, all-to-all heartbeats over lossy links; 1e6 deliveries.
//!
//! Each node has a timer of 10 ms, first due at 10 ms. When it fires the node sends a heartbeat to
//! the four others, in the order of their indices, and then arms the timer again. A node that
//! hears a heartbeat notes it and sends nothing. Timers are entries of the queue, in the floor
//! too, but only messages count as deliveries.

use std::hint::black_box;

use sim_core::{Actor, ActorId, Choices, Context, Duration, Protocol, Recording, Setup, Stop};

use super::fate::{HERMIT, arrivals, network, plan, stream, wire};
use super::{Row, Run, Side, Unit, contest};
use crate::floor::{Floor, HeapFloor};
use crate::ledger::{Ledger, SharedLedger};

const DELIVERIES: u64 = 1_000_000;
const SEED: u64 = 1;
const NODES: u32 = 5;
const PERIOD: u64 = 10_000_000;

/// The row of cluster.
pub(super) fn row() -> Row {
    contest("cluster", Unit::Delivery, Some(Box::new(floor)), Some(plain())).repeated(5)
}

/// The framework that keeps every event, beside the framework that doesn't.
pub(super) fn recorded_row() -> Row {
    beside_plain("recorded_cluster", || framework(Recording::All, || Choices::drawn(SEED)))
}

/// The framework that writes down every choice and every step, to be told again, beside the one that doesn't.
pub(super) fn retold_row() -> Row {
    beside_plain("retold_cluster", || {
        framework(Recording::Off, || Choices::drawn(SEED).recording())
    })
}

fn beside_plain(name: &'static str, other: impl Fn() -> Side) -> Row {
    contest(name, Unit::Delivery, Some(plain()), Some(other())).repeated(5)
}

fn plain() -> Side {
    framework(Recording::Off, || Choices::drawn(SEED))
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
    let wire = wire();
    let mut stream = stream(SEED);
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
                        arrivals(&wire, &mut stream, |delay| {
                            floor.push(entry.time + delay, target, message);
                        });
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

/// The protocol, as the framework sees it.
struct Heartbeats;

impl Protocol for Heartbeats {
    type Message = Heartbeat;
    type Fact = ();
    type Timer = ();
    type Operation = ();
    type Outcome = ();
    type View = ();
}

/// A node with its ledger.
struct Member {
    node: Node,
    ledger: SharedLedger,
}

impl Actor<Heartbeats> for Member {
    fn on_start(&mut self, ctx: &mut Context<'_, Heartbeats>) {
        ctx.set_timer(Duration::from_nanos(PERIOD), ());
    }

    fn on_timer(&mut self, (): (), ctx: &mut Context<'_, Heartbeats>) {
        let heartbeat = self.node.on_timer();
        for target in (0..NODES).filter(|&target| target != self.node.index) {
            let target = ctx.directory().nth(target as usize).expect("all nodes are declared");
            ctx.send(target, heartbeat);
        }
        ctx.set_timer(Duration::from_nanos(PERIOD), ());
    }

    fn on_message(&mut self, _: ActorId, heartbeat: Heartbeat, _: &mut Context<'_, Heartbeats>) {
        self.ledger.note(self.node.index, heartbeat.word());
        self.node.on_message(heartbeat);
    }
}

/// Five nodes with an actor each, behind a box.
fn framework(recording: Recording, choices: fn() -> Choices) -> Side {
    Box::new(move || {
        let ledger = SharedLedger::default();
        let shared = ledger.clone();
        let mut world = Setup::new(network())
            .nodes("n", NODES as usize, move |_, index| Member {
                node: Node::new(u32::try_from(index).expect("there are five")),
                ledger: shared.clone(),
            })
            .add_node(HERMIT)
            .build()
            .expect("nodes with different names");
        let plan = plan(&world);
        world.keep(recording);
        world.reset(&choices());
        plan.apply(&mut world).expect("a plan for this world");
        Box::new(move || {
            world.run_until(Stop::idle(), |_| ledger.ledger().deliveries == DELIVERIES);
            ledger.ledger()
        })
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_entry_of_the_floor_has_32_bytes() {
        assert_eq!(size_of::<crate::floor::Entry<super::Event>>(), 32);
    }
}
