//! Points: nodes may crash at their fault points.

use alloc::string::String;

use sim_core::Ratio;

use crate::plan::Within;
use crate::selector::Selector;

/// Nodes may crash at their fault points.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Points {
    /// Which nodes.
    pub nodes: Selector,
    /// Only at the point of this name; at each, if there is none.
    pub at: Option<String>,
    /// The chance at each.
    pub chance: Ratio,
    /// After how long a node comes back that crashed so; not, if there is none.
    pub restart: Option<Within>,
}

impl Points {
    /// These nodes crash at each of their fault points with this chance, and don't come back.
    pub const fn of(nodes: Selector, chance: Ratio) -> Self {
        Self { nodes, at: None, chance, restart: None }
    }

    /// They crash only at the point of this name.
    pub fn at(self, point: impl Into<String>) -> Self {
        Self { at: Some(point.into()), ..self }
    }

    /// They come back so long after a crash.
    pub fn restarting(self, after: impl Into<Within>) -> Self {
        Self { restart: Some(after.into()), ..self }
    }
}
