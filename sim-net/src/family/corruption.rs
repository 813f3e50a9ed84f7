//! Corruption: more messages are damaged.

use sim_core::Ratio;

use crate::family::Links;

/// More messages are damaged, as the protocol says in [`Protocol::damage`](sim_core::Protocol::damage).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Corruption {
    /// Which messages.
    pub links: Links,
    /// The chance, besides what the links do.
    pub chance: Ratio,
}

impl Corruption {
    /// All messages are damaged with this chance.
    pub const fn of(chance: Ratio) -> Self {
        Self { links: Links::All, chance }
    }

    /// Only these messages are.
    pub fn on(self, links: Links) -> Self {
        Self { links, ..self }
    }
}
