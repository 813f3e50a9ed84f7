//! pingpong: 2 actors exchange 1e6 messages over a link with 1 ms latency.
//!
//! Actor 0 starts by sending 0 to actor 1. Whoever receives a number returns the next one. The run
//! ends with the millionth delivery; its receiver still returns the ball.
//!
//! The floor is a loop over the standard heap: with one entry pending the 4-ary heap compiles to
//! almost nothing, and a ratio to nothing says nothing.

use std::hint::black_box;

use super::{Row, Run, Side, Unit, contest};
use crate::floor::{BinaryFloor, Floor};
use crate::ledger::Ledger;

const DELIVERIES: u64 = 1_000_000;
const LATENCY: u64 = 1_000_000;

/// The row of pingpong.
pub(super) fn row() -> Row {
    contest("pingpong", Unit::Delivery, Some(Box::new(floor)), framework()).repeated(10)
}

/// What an actor keeps.
#[derive(Clone, Copy, Debug, Default)]
struct Player {
    received: u64,
    latest: u64,
}

impl Player {
    /// Takes a number and gives back what to return.
    fn on_message(&mut self, number: u64) -> u64 {
        self.received += 1;
        self.latest = number;
        number + 1
    }
}

fn floor() -> Run {
    let mut floor = BinaryFloor::with_capacity(2);
    let mut players = [Player::default(); 2];
    Box::new(move || {
        let mut ledger = Ledger::default();
        let latency = black_box(LATENCY);
        floor.push(latency, 1, 0);
        while ledger.deliveries < DELIVERIES {
            let entry = floor.pop().expect("the ball is in the air");
            ledger.note(entry.destination, entry.payload);
            let answer = players[entry.destination as usize].on_message(entry.payload);
            floor.push(entry.time + latency, 1 - entry.destination, answer);
        }
        black_box(&players);
        ledger
    })
}

/// To be supplied: a world of two actors, each a `Player` plus a `SharedLedger`, over a network
/// whose link has a latency of `LATENCY` and neither loss nor duplicates.
///
/// Not timed: building the world. Timed: from its start to the `DELIVERIES`th delivery. Actor 0's
/// start sends 0 to actor 1; `on_message` notes (its own index, number), calls
/// `Player::on_message` and sends the answer back.
fn framework() -> Option<Side> {
    None
}
