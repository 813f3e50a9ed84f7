//! shortsims: 2e4 simulations of 3 nodes and 200 deliveries: the price of a property test.
//!
//! Each node has a timer of 4 ms, first due after 1, 2 or 3 ms. When it fires the node asks one of
//! the two others, in turn, and arms the timer again. A request is answered; an answer makes the
//! asker tell the third node how many answers it has seen; such gossip is merged and ends there.
//! Requests, replies and gossip are lost, duplicated and delayed alike. A simulation ends with its
//! 200th delivery, whose handler still sends. The simulation with number n has the seed n.
//!
//! Prepared once: the scenario and the queue. Built and dropped in each simulation: the actors.
//! The row `cold_shortsims` builds everything anew in each simulation.

use std::hint::black_box;
use std::ops::Range;

use sim_core::{Actor, ActorId, Choices, Context, Duration, Protocol, Setup, Stop, Wire, World};
use sim_net::{FittedPlan, Network};

use super::fate::{HERMIT, arrivals, network, plan, stream, wire};
use super::{Row, Run, Side, Simulate, Unit, contest};
use crate::floor::{Entry, Floor, HeapFloor};
use crate::ledger::{Ledger, SharedLedger};
use crate::sampling::Stream;

const SIMULATIONS: u64 = 20_000;
const DELIVERIES: u64 = 200;
const NODES: u32 = 3;
const PERIOD: u64 = 4_000_000;
const STAGGER: u64 = 1_000_000;

/// The row whose scenario and queue are reused.
pub(super) fn row() -> Row {
    let framework = Some(side(framework));
    contest("shortsims", Unit::Simulation(SIMULATIONS), Some(side(floor)), framework)
}

/// The row where everything is built anew.
pub(super) fn cold_row() -> Row {
    let framework = Some(side(cold_framework));
    contest("cold_shortsims", Unit::Simulation(SIMULATIONS), Some(side(cold_floor)), framework)
}

fn side(simulate: Simulate) -> Side {
    Box::new(move || -> Run { Box::new(move || simulate(0..SIMULATIONS)) })
}

/// What is sent.
#[derive(Clone, Copy, Debug)]
enum Message {
    /// A question, by its number.
    Request(u32),
    /// The answer to it.
    Reply(u32),
    /// How many answers the sender has seen.
    Gossip(u32),
}

impl Message {
    /// Itself and its sender as a word, for the order hash.
    fn word(self, source: u32) -> u64 {
        let (kind, number) = match self {
            Message::Request(number) => (1, number),
            Message::Reply(number) => (2, number),
            Message::Gossip(number) => (3, number),
        };
        kind << 56 | u64::from(source) << 32 | u64::from(number)
    }
}

/// What a node can do: implemented by the floor's loop and over the framework's context.
trait Effects {
    /// Sends a message.
    fn send(&mut self, target: u32, message: Message);

    /// Arms the node's timer.
    fn arm(&mut self, delay: u64);
}

/// What a node keeps.
#[derive(Debug)]
struct Node {
    index: u32,
    asked: u32,
    served: u32,
    answered: u32,
    known: [u32; NODES as usize],
}

impl Node {
    fn new(index: u32) -> Node {
        Node { index, asked: 0, served: 0, answered: 0, known: [0; NODES as usize] }
    }

    fn on_start(&self, effects: &mut impl Effects) {
        effects.arm(STAGGER * (u64::from(self.index) + 1));
    }

    fn on_timer(&mut self, effects: &mut impl Effects) {
        let target = (self.index + 1 + self.asked % 2) % NODES;
        effects.send(target, Message::Request(self.asked));
        self.asked += 1;
        effects.arm(PERIOD);
    }

    fn on_message(&mut self, source: u32, message: Message, effects: &mut impl Effects) {
        match message {
            Message::Request(number) => {
                self.served += 1;
                effects.send(source, Message::Reply(number));
            }
            Message::Reply(_) => {
                self.answered += 1;
                // The indices of the three nodes add up to three.
                let third = NODES - self.index - source;
                effects.send(third, Message::Gossip(self.answered));
            }
            Message::Gossip(count) => {
                let known = &mut self.known[source as usize];
                *known = count.max(*known);
            }
        }
    }
}

#[derive(Clone, Copy, Debug)]
enum Event {
    Timer,
    Message(u32, Message),
}

/// The floor's effects: one node's, at one time.
struct Effector<'a> {
    floor: &'a mut HeapFloor<Event>,
    wire: &'a Wire,
    stream: &'a mut Stream,
    node: u32,
    now: u64,
}

impl Effects for Effector<'_> {
    fn send(&mut self, target: u32, message: Message) {
        let event = Event::Message(self.node, message);
        let (floor, now) = (&mut *self.floor, self.now);
        arrivals(self.wire, self.stream, |delay| floor.push(now + delay, target, event));
    }

    fn arm(&mut self, delay: u64) {
        self.floor.push(self.now + delay, self.node, Event::Timer);
    }
}

/// Runs one simulation; the queue is empty before it.
fn simulation(number: u64, wire: &Wire, floor: &mut HeapFloor<Event>) -> Ledger {
    let stream = &mut stream(number);
    // A box per actor, as a framework that doesn't know their types must have.
    let mut nodes: Vec<Box<Node>> =
        (0..NODES).map(|index| black_box(Box::new(Node::new(index)))).collect();
    for node in &nodes {
        node.on_start(&mut Effector { floor, wire, stream, node: node.index, now: 0 });
    }
    let mut ledger = Ledger::default();
    while ledger.deliveries < DELIVERIES {
        let Entry { time, destination, payload, .. } =
            floor.pop().expect("a timer is always armed");
        let node = &mut nodes[destination as usize];
        let effects = &mut Effector { floor, wire, stream, node: destination, now: time };
        match payload {
            Event::Timer => node.on_timer(effects),
            Event::Message(source, message) => {
                ledger.note(destination, message.word(source));
                node.on_message(source, message, effects);
            }
        }
    }
    black_box(&nodes);
    ledger
}

/// The floor that reuses its queue.
pub(super) fn floor(numbers: Range<u64>) -> Ledger {
    let mut ledger = Ledger::default();
    let wire = wire();
    let mut floor = HeapFloor::with_capacity(64);
    for number in numbers {
        floor.reset();
        ledger.append(simulation(number, &wire, &mut floor));
    }
    ledger
}

/// The floor that makes a queue for each simulation.
fn cold_floor(numbers: Range<u64>) -> Ledger {
    let mut ledger = Ledger::default();
    for number in numbers {
        ledger.append(simulation(number, &wire(), &mut HeapFloor::with_capacity(0)));
    }
    ledger
}

/// The protocol, as the framework sees it.
struct Exchange;

impl Protocol for Exchange {
    type Message = Message;
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

impl Effects for Context<'_, Exchange> {
    fn send(&mut self, target: u32, message: Message) {
        let target = self.directory().nth(target as usize).expect("all nodes are declared");
        Context::send(self, target, message);
    }

    fn arm(&mut self, delay: u64) {
        self.set_timer(Duration::from_nanos(delay), ());
    }
}

impl Actor<Exchange> for Member {
    fn on_start(&mut self, ctx: &mut Context<'_, Exchange>) {
        self.node.on_start(ctx);
    }

    fn on_timer(&mut self, (): (), ctx: &mut Context<'_, Exchange>) {
        self.node.on_timer(ctx);
    }

    fn on_message(&mut self, from: ActorId, message: Message, ctx: &mut Context<'_, Exchange>) {
        let source = u32::try_from(from.index()).expect("there are three");
        self.ledger.note(self.node.index, message.word(source));
        self.node.on_message(source, message, ctx);
    }
}

/// Three nodes with an actor each, behind a box.
fn world(ledger: &SharedLedger) -> Prepared {
    let shared = ledger.clone();
    let world = Setup::new(network())
        .nodes("n", NODES as usize, move |_, index| Member {
            node: Node::new(u32::try_from(index).expect("there are three")),
            ledger: shared.clone(),
        })
        .add_node(HERMIT)
        .build()
        .expect("nodes with different names");
    let plan = plan(&world);
    (world, plan)
}

/// A world, and a plan for each of its runs.
type Prepared = (World<Exchange, Network<Exchange>>, FittedPlan);

fn simulate(number: u64, (world, plan): &mut Prepared, ledger: &SharedLedger) -> Ledger {
    ledger.reset();
    world.reset(&Choices::drawn(number));
    plan.apply(world).expect("a plan for this world");
    world.run_until(Stop::idle(), |_| ledger.ledger().deliveries == DELIVERIES);
    ledger.ledger()
}

/// The framework that reuses one world.
pub(super) fn framework(numbers: Range<u64>) -> Ledger {
    let mut ledger = Ledger::default();
    let shared = SharedLedger::default();
    let mut world = world(&shared);
    for number in numbers {
        ledger.append(simulate(number, &mut world, &shared));
    }
    ledger
}

/// The framework that makes a world for each simulation.
fn cold_framework(numbers: Range<u64>) -> Ledger {
    let mut ledger = Ledger::default();
    for number in numbers {
        let shared = SharedLedger::default();
        ledger.append(simulate(number, &mut world(&shared), &shared));
    }
    ledger
}

#[cfg(test)]
mod tests {
    use super::{Event, cold_floor, floor};

    #[test]
    fn an_entry_of_the_floor_has_32_bytes() {
        assert_eq!(size_of::<crate::floor::Entry<Event>>(), 32);
    }

    #[test]
    fn a_reused_queue_changes_nothing() {
        assert_eq!(floor(0..20), cold_floor(0..20));
    }
}
