//! Crash: nodes crash, and may come back.

use crate::selector::Selector;

/// Nodes crash; they come back when the episode ends, or not if it has no end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Crash {
    /// Which nodes.
    pub nodes: Selector,
    /// Whether their disks are wiped.
    pub wipe: bool,
}

impl Crash {
    /// These nodes crash.
    pub const fn of(nodes: Selector) -> Self {
        Self { nodes, wipe: false }
    }

    /// Their disks are wiped.
    pub fn wiping(self) -> Self {
        Self { wipe: true, ..self }
    }
}
