//! phold: L actors, p messages of each in flight at the start; 5e6 deliveries.
//!
//! A received message makes its actor send one to a uniformly random actor, after an exponential
//! delay with a mean of 1 s plus 0.1 s. At the start each actor, in the order of their indices,
//! sends its p messages in the same way. Target and delay come from one stream that the workload
//! owns. The receiver of the last delivery still sends.

use std::hint::black_box;

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
    contest(name, Unit::Delivery, Some(floor), framework(actors, messages))
}

/// What the workload owns: on both sides it draws and takes note.
#[derive(Debug)]
pub(super) struct Workload {
    actors: u32,
    messages: u32,
    stream: Stream,
    ledger: Ledger,
}

impl Workload {
    /// Of this many actors with this many messages each.
    pub(super) fn new(actors: u32, messages: u32) -> Workload {
        let stream = Stream::new(SEED, SITE);
        Workload { actors, messages, stream, ledger: Ledger::default() }
    }

    /// Draws whom an actor sends its next message to, and after how many nanoseconds.
    #[inline]
    pub(super) fn draw(&mut self) -> (u32, u64) {
        let target = self.stream.below(u64::from(self.actors));
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

/// To be supplied: a world of `actors` actors, each an `Actor` plus a handle to one `Workload`
/// that all share (`Rc<RefCell<Workload>>`), over the default medium without a delay of its own.
///
/// Not timed: building the world. Timed: from its start to the `DELIVERIES`th delivery. An actor's
/// start sends its `messages` messages: `draw`, then `send_after(target, delay, first_payload)`.
/// `on_message` calls `Workload::note(own index, payload)`, `Actor::on_message`, `draw`, and
/// `send_after`. Equal times must be kept in the order of sending.
fn framework(_actors: u32, _messages: u32) -> Option<Side> {
    None
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
