//! pingpong: 2 actors exchange 1e6 messages over a link with 1 ms latency.
//!
//! Actor 0 starts by sending 0 to actor 1. Whoever receives a number returns the next one. The run
//! ends with the millionth delivery; its receiver still returns the ball.
//!
//! The floor is a loop over the standard heap: with one entry pending the 4-ary heap compiles to
//! almost nothing, and a ratio to nothing says nothing.

use std::hint::black_box;

use sim_core::prelude::*;

use super::{Row, Run, Unit, contest};
use crate::floor::{BinaryFloor, Floor};
use crate::ledger::{Ledger, SharedLedger};

const DELIVERIES: u64 = 1_000_000;
const LATENCY: u64 = 1_000_000;

/// The row of pingpong.
pub(super) fn row() -> Row {
    contest("pingpong", Unit::Delivery, Some(Box::new(floor)), Some(Box::new(framework)))
        .repeated(10)
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

/// The protocol, as the framework sees it.
struct PingPong;

impl Protocol for PingPong {
    type Message = u64;
    type Fact = ();
    type Timer = ();
    type Operation = ();
    type Outcome = ();
    type View = ();
}

/// A player at its end of the link.
struct End {
    index: u32,
    player: Player,
    ledger: SharedLedger,
}

impl Actor<PingPong> for End {
    fn on_start(&mut self, ctx: &mut Context<'_, PingPong>) {
        if self.index == 0 {
            let other = ctx.directory()["end2"];
            ctx.send(other, 0);
        }
    }

    fn on_message(&mut self, from: ActorId, number: u64, ctx: &mut Context<'_, PingPong>) {
        self.ledger.note(self.index, number);
        ctx.send(from, self.player.on_message(number));
    }
}

/// Two nodes with an actor each, behind a box, over a perfect wire.
fn framework() -> Run {
    let ledger = SharedLedger::default();
    let shared = ledger.clone();
    let mut world = Setup::new(Wire::perfect(millis(1)))
        .nodes("end", 2, move |_, index| End {
            index: u32::from(index == 1),
            player: Player::default(),
            ledger: shared.clone(),
        })
        .build()
        .expect("two nodes with different names");
    world.reset(&Choices::drawn(1));
    Box::new(move || {
        world.run(Stop::idle().steps(DELIVERIES));
        ledger.ledger()
    })
}
