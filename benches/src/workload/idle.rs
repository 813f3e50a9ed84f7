//! `idle_year`: a simulated year of 50 nodes in which nothing fires.
//!
//! At its start each node arms a timer that is due after the horizon, then 1,000 times arms one
//! that is due within it and cancels it. The world then runs to the horizon. In the floor's place
//! stands the same world with a horizon of a second: the ratio says what idle time costs, and
//! should be 1.

use sim_core::prelude::*;

use super::{Row, Side, Unit, contest};
use crate::ledger::Ledger;

const NODES: usize = 50;
const CANCELLED: u64 = 1_000;
const SECOND: u64 = 1_000_000_000;
const YEAR: u64 = 365 * 24 * 3600 * SECOND;

/// The row of the idle year.
pub(super) fn row() -> Row {
    let unit = Unit::Timer(NODES as u64 * (CANCELLED + 1));
    contest("idle_year", unit, Some(framework(SECOND)), Some(framework(YEAR))).repeated(10)
}

/// The protocol, as the framework sees it.
struct Idle;

impl Protocol for Idle {
    type Message = ();
    type Fact = ();
    type Timer = u64;
    type Operation = ();
    type Outcome = ();
    type View = ();
}

/// Arms and cancels, then waits.
struct Sleeper {
    horizon: u64,
}

impl Actor<Idle> for Sleeper {
    fn on_start(&mut self, ctx: &mut Context<'_, Idle>) {
        ctx.set_timer(Duration::from_nanos(2 * self.horizon), 0);
        for timer in 1..=CANCELLED {
            ctx.set_timer(Duration::from_nanos(self.horizon / (CANCELLED + 1) * timer), timer);
            ctx.cancel_timer(timer);
        }
    }

    fn on_message(&mut self, _: ActorId, (): (), _: &mut Context<'_, Idle>) {}
}

fn framework(horizon: u64) -> Side {
    Box::new(move || {
        let mut world = Setup::new(Wire::perfect(Duration::ZERO))
            .nodes("n", NODES, move |_, _| Sleeper { horizon })
            .build()
            .expect("nodes with different names");
        world.reset(&Choices::drawn(1));
        Box::new(move || {
            world.run(Stop::at(Time::from_nanos(horizon)));
            Ledger::default()
        })
    })
}
