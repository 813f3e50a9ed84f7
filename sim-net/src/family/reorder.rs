//! Reorder: more messages fall behind.

use sim_core::{Duration, Ratio};

use crate::family::Links;

/// More messages fall behind, so that later ones overtake them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reorder {
    /// Which messages.
    pub links: Links,
    /// The chance, besides what the links do.
    pub chance: Ratio,
    /// How much longer they take at most.
    pub behind: Duration,
}

impl Reorder {
    /// All messages fall behind with this chance, at most by so much.
    pub const fn of(chance: Ratio, behind: Duration) -> Self {
        Self { links: Links::All, chance, behind }
    }

    /// Only these messages do.
    pub fn on(self, links: Links) -> Self {
        Self { links, ..self }
    }
}
