//! phold: L actors, p messages of each in flight at the start; 5e6 deliveries.
//!
//! A received message makes its actor send one to a uniformly random actor, after an exponential
//! delay with a mean of 1 s plus 0.1 s. At the start each actor, in the order of their indices,
//! sends its p messages in the same way. Target and delay come from one stream that the workload
//! owns. The receiver of the last delivery still sends.

use std::cell::RefCell;
use std::hint::black_box;
use std::num::NonZeroU64;
use std::rc::Rc;

use sim_core::{ActorId, Choices, Context, Protocol, Setup, Stop, Wire, World};

use super::{Row, Run, Side, Unit, contest};
use crate::floor::{Floor, HeapFloor};
use crate::ledger::Ledger;
use crate::sampling::{Duration, Source, Spread, Stream};

const DELIVERIES: u64 = 5_000_000;
const SEED: u64 = 1;
const SITE: u64 = 1;
const DELAY: Spread = Spread::Exponential { mean: Duration::from_nanos(1_000_000_000) };
const DELAY_MIN: u64 = 100_000_000;

/// The rows with one message per actor.
pub(super) fn rows() -> Vec<Row> {
    vec![row("phold_1e2", 100, 1), row("phold_1e4", 10_000, 1), row("phold_1e6", 1_000_000, 1)]
}

/// The rows with sixteen messages per actor.
pub(super) fn dense_rows() -> Vec<Row> {
    vec![
        row("dense_phold_1e2", 100, 16),
        row("dense_phold_1e4", 10_000, 16),
        row("dense_phold_1e6", 1_000_000, 16).on_request(),
    ]
}

fn row(name: &'static str, actors: u32, messages: u32) -> Row {
    let floor: Side = Box::new(move || floor::<HeapFloor<u64>>(actors, messages));
    let framework: Side = Box::new(move || framework(actors, messages));
    contest(name, Unit::Delivery, Some(floor), Some(framework))
}

/// What the workload owns: on both sides it draws and takes note.
#[derive(Debug)]
pub(super) struct Workload {
    // Not zero, so that drawing below it need not ask.
    actors: NonZeroU64,
    messages: u32,
    stream: Stream,
    ledger: Ledger,
}

impl Workload {
    /// Of this many actors with this many messages each.
    pub(super) fn new(actors: u32, messages: u32) -> Workload {
        let stream = Stream::new(SEED, SITE);
        let actors = NonZeroU64::new(actors.into()).expect("a world has actors");
        Workload { actors, messages, stream, ledger: Ledger::default() }
    }

    /// Draws whom an actor sends its next message to, and after how many nanoseconds.
    #[inline]
    pub(super) fn draw(&mut self) -> (u32, u64) {
        let target = self.stream.below(self.actors);
        let delay = DELAY.sample(&mut self.stream).as_nanos() + DELAY_MIN;
        (u32::try_from(target).expect("it is below a u32"), delay)
    }

    /// Notes a delivery.
    #[inline]
    fn note(&mut self, receiver: u32, payload: u64) {
        self.ledger.note(receiver, payload);
    }
}

/// The payload of the `message`th message that `actor` sends at the start; its upper half names it
/// for ever, its lower half counts its hops.
fn first_payload(actor: u32, message: u32, messages: u32) -> u64 {
    (u64::from(actor) * u64::from(messages) + u64::from(message)) << 32
}

/// What an actor keeps: 16 bytes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Actor {
    received: u64,
    latest: u64,
}

impl Actor {
    /// Takes a payload and gives back that of the message it sends on.
    fn on_message(&mut self, payload: u64) -> u64 {
        self.received += 1;
        self.latest = payload;
        payload + 1
    }
}

/// The bare loop, over either heap.
pub(super) fn floor<F: Floor<u64> + 'static>(actors: u32, messages: u32) -> Run {
    let mut workload = Workload::new(actors, messages);
    let mut states = vec![Actor::default(); actors as usize];
    let mut floor = F::with_capacity(states.len() * messages as usize);
    Box::new(move || {
        for actor in 0..actors {
            for message in 0..workload.messages {
                let (target, delay) = workload.draw();
                floor.push(delay, target, first_payload(actor, message, workload.messages));
            }
        }
        while workload.ledger.deliveries < DELIVERIES {
            let entry = floor.pop().expect("a received message is replaced by a new one");
            workload.note(entry.destination, entry.payload);
            let payload = states[entry.destination as usize].on_message(entry.payload);
            let (target, delay) = workload.draw();
            floor.push(entry.time + delay, target, payload);
        }
        black_box(&states);
        workload.ledger
    })
}

/// The protocol, as the framework sees it.
pub(super) struct Phold;

impl Protocol for Phold {
    type Message = u64;
    type Fact = ();
    type Timer = ();
    type Operation = ();
    type Outcome = ();
    type View = ();
}

/// An actor with its handle to the workload.
pub(super) struct Player {
    actor: Actor,
    workload: Rc<RefCell<Workload>>,
}

impl Player {
    fn send(&self, ctx: &mut Context<'_, Phold>, payload: u64) {
        let (target, delay) = self.workload.borrow_mut().draw();
        let target = ctx.directory().nth(target as usize).expect("the workload draws below L");
        ctx.send_after(Duration::from_nanos(delay), target, payload);
    }
}

impl sim_core::Actor<Phold> for Player {
    fn on_start(&mut self, ctx: &mut Context<'_, Phold>) {
        let messages = self.workload.borrow().messages;
        let own = index(ctx.me());
        for message in 0..messages {
            self.send(ctx, first_payload(own, message, messages));
        }
    }

    fn on_message(&mut self, _: ActorId, payload: u64, ctx: &mut Context<'_, Phold>) {
        self.workload.borrow_mut().note(index(ctx.me()), payload);
        let payload = self.actor.on_message(payload);
        self.send(ctx, payload);
    }
}

fn index(actor: ActorId) -> u32 {
    u32::try_from(actor.index()).expect("L is below 2^32")
}

/// On how many nodes the actors live, or fewer if they are fewer: most messages cross the wire.
const NODES: usize = 100;

/// The world, flat: its actors have one type and stand side by side. The wire takes no time.
pub(super) fn world(workload: &Rc<RefCell<Workload>>) -> World<Phold, Wire, Player> {
    let actors = usize::try_from(workload.borrow().actors.get()).expect("they fit in memory");
    let nodes = NODES.min(actors);
    let mut setup = Setup::flat(Wire::perfect(Duration::ZERO));
    for node in 0..nodes {
        let name = format!("node{node}");
        let count = actors * (node + 1) / nodes - actors * node / nodes;
        let workload = workload.clone();
        setup = setup.add_node(&name).flat_actors(&name, "a", count, move |_, _| Player {
            actor: Actor::default(),
            workload: workload.clone(),
        });
    }
    let mut world = setup.build().expect("nodes and actors with different names");
    world.reset(&Choices::drawn(SEED));
    world
}

/// The framework: each step is a delivery.
fn framework(actors: u32, messages: u32) -> Run {
    let workload = Rc::new(RefCell::new(Workload::new(actors, messages)));
    let mut world = world(&workload);
    Box::new(move || {
        world.run(Stop::idle().steps(DELIVERIES));
        workload.borrow().ledger
    })
}

#[cfg(test)]
mod tests {
    use super::Workload;

    #[test]
    fn delays_and_targets_have_the_means_they_should_have() {
        let mut workload = Workload::new(100, 1);
        let (mut targets, mut delays) = (0_u64, 0_u64);
        for _ in 0..100_000 {
            let (target, delay) = workload.draw();
            targets += u64::from(target);
            delays += delay;
        }
        // 49.5 and 1.1 s, within four standard deviations.
        assert!((4_913_000..4_987_000).contains(&targets), "{targets}");
        assert!((108_730..111_270).contains(&(delays / 1_000_000_000)), "{delays}");
    }
}
