//! Clock: clocks jump and drift.

use sim_core::{Duration, Ratio};

use crate::selector::Selector;

/// Clocks on the wall jump; they are right again when the episode ends.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ClockJump {
    /// Whose clocks.
    pub nodes: Selector,
    /// By how much.
    pub by: Duration,
    /// Whether they jump back.
    pub back: bool,
}

/// Clocks run fast or slow; they are right again when the episode ends.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ClockDrift {
    /// Whose clocks.
    pub nodes: Selector,
    /// Local time per global time; one is right.
    pub rate: Ratio,
}
