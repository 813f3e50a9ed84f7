//! `idle_year`: a simulated year of 50 nodes in which nothing fires.
//!
//! At its start each node arms a timer that is due after the horizon, then 1,000 times arms one
//! that is due within it and cancels it. The world then runs to the horizon. In the floor's place
//! stands the same world with a horizon of a second: the ratio says what idle time costs, and
//! should be 1.

use super::{Row, Side, Unit, contest};

const NODES: u64 = 50;
const CANCELLED: u64 = 1_000;
const SECOND: u64 = 1_000_000_000;
const YEAR: u64 = 365 * 24 * 3600 * SECOND;

/// The row of the idle year.
pub(super) fn row() -> Row {
    let unit = Unit::Timer(NODES * (CANCELLED + 1));
    contest("idle_year", unit, framework(SECOND), framework(YEAR)).repeated(10)
}

/// To be supplied: a world of `NODES` nodes with one actor each, run to `horizon` nanoseconds.
///
/// Not timed: building the world. Timed: from its start to the horizon. An actor's start arms a
/// timer of `2 * horizon`; then for i in 1..=`CANCELLED` it arms one of `horizon / 1001 * i` and
/// cancels it. The result is a default ledger: nothing is delivered.
fn framework(_horizon: u64) -> Option<Side> {
    None
}
