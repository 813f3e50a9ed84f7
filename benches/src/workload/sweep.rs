//! `sweep_2_threads`: what a second thread gains, for shortsims' simulations.
//!
//! The gain is how many times more simulations per second two threads run than one. The framework
//! should gain at least 0.9 of what two copies of the floor gain on the same machine.

use super::{Measure, Row, Simulate, Sweep, shortsims};

const SIMULATIONS: u64 = 20_000;

/// The row of the sweep; its framework is that of shortsims.
pub(super) fn row() -> Row {
    let (floor, framework) = (shortsims::floor as Simulate, Some(shortsims::framework as Simulate));
    let sweep = Sweep { simulations: SIMULATIONS, floor, framework };
    Row { name: "sweep_2_threads", on_request: false, measure: Measure::Threads(sweep) }
}
