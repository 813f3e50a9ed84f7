//! Pause: nodes stand still.

use crate::selector::Selector;

/// Nodes stand still: nothing is handled, and timers that become due wait.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pause {
    /// Which nodes.
    pub nodes: Selector,
}

impl Pause {
    /// These nodes stand still.
    pub const fn of(nodes: Selector) -> Self {
        Self { nodes }
    }
}
