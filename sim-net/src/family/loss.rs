//! Loss: more messages are lost.

use sim_core::Ratio;

use crate::family::Links;

/// More messages are lost.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Loss {
    /// Which messages.
    pub links: Links,
    /// The chance, besides what the links do.
    pub chance: Ratio,
}

impl Loss {
    /// All messages are lost with this chance.
    pub const fn of(chance: Ratio) -> Self {
        Self { links: Links::All, chance }
    }

    /// Only these messages are.
    pub fn on(self, links: Links) -> Self {
        Self { links, ..self }
    }
}
