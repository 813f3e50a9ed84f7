//! Clock: clocks jump and drift.

use sim_core::{ClockRate, Duration, Fault, NodeId, Ratio, Strike};

use crate::family::NodeFault;
use crate::network::Ailment;
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

impl ClockJump {
    /// The clocks of these nodes jump ahead.
    pub const fn ahead(nodes: Selector, by: Duration) -> Self {
        Self { nodes, by, back: false }
    }

    /// The clocks of these nodes jump back.
    pub const fn back(nodes: Selector, by: Duration) -> Self {
        Self { nodes, by, back: true }
    }
}

impl ClockDrift {
    /// The slowest rate that a plan may ask for.
    pub const RATE_MIN: Ratio = Ratio::per_thousand(1);
    /// The fastest rate that a plan may ask for.
    // A clock of 64 bits still lasts half a year at it; much faster ones would stand still at their end.
    pub const RATE_MAX: Ratio = Ratio::percent(100_000);

    /// The clocks of these nodes run at this rate.
    pub const fn of(nodes: Selector, rate: Ratio) -> Self {
        Self { nodes, rate }
    }
}

impl NodeFault for ClockJump {
    fn nodes(&self) -> &Selector {
        &self.nodes
    }

    fn ailment(&self) -> Ailment {
        Ailment::Clock
    }

    fn hit(&self, node: NodeId, strike: &mut Strike<'_>) {
        let nanos = i64::try_from(self.by.as_nanos()).unwrap_or(i64::MAX);
        strike.hit(Fault::JumpClock { node, nanos: if self.back { -nanos } else { nanos } });
    }
}

impl NodeFault for ClockDrift {
    fn nodes(&self) -> &Selector {
        &self.nodes
    }

    fn ailment(&self) -> Ailment {
        Ailment::Clock
    }

    fn hit(&self, node: NodeId, strike: &mut Strike<'_>) {
        // A rate that no clock can have is refused when the plan is checked.
        if let Ok(rate) = ClockRate::new(self.rate) {
            strike.hit(Fault::DriftClock { node, rate });
        }
    }
}
