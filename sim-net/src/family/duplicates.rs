//! Duplicates: more messages are duplicated.

use sim_core::{Duration, Ratio};

use crate::family::Links;

/// More messages are duplicated.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Duplicates {
    /// Which messages.
    pub links: Links,
    /// The chance that there is one more copy, besides what the links do.
    pub chance: Ratio,
    /// How much longer than the first it takes at most.
    pub behind: Duration,
}

impl Duplicates {
    /// All messages are duplicated with this chance; the second copy takes as long as the first.
    pub const fn of(chance: Ratio) -> Self {
        Self { links: Links::All, chance, behind: Duration::ZERO }
    }

    /// Only these messages are.
    pub fn on(self, links: Links) -> Self {
        Self { links, ..self }
    }

    /// The second copy takes longer than the first, at most by so much.
    pub fn behind(self, behind: Duration) -> Self {
        Self { behind, ..self }
    }
}
