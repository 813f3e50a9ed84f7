//! Slow node: nodes take longer for everything.

use sim_core::Ratio;

use crate::selector::Selector;

/// Nodes take longer for whatever takes time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SlowNode {
    /// Which nodes.
    pub nodes: Selector,
    /// How many times as long.
    pub factor: Ratio,
}

impl SlowNode {
    /// These nodes take so many times as long.
    pub const fn of(nodes: Selector, factor: Ratio) -> Self {
        Self { nodes, factor }
    }
}
