//! Corruption: more messages are damaged.

use sim_core::{Fate, Ratio, Source, Stream, Strike};

use crate::family::{Links, NetworkFault};
use crate::network::{Reach, Touch};

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

impl NetworkFault for Corruption {
    fn touch(&self) -> Touch {
        Touch::Chance
    }

    fn reach(&self, strike: &mut Strike<'_>) -> Reach {
        self.links.reach(strike)
    }

    fn draw(&self, stream: &mut Stream, fate: &mut Fate) {
        if fate.copies > 0 && fate.damage == 0 && stream.chance(self.chance) {
            let seed = stream.between(1, u64::from(u32::MAX));
            fate.damage = u32::try_from(seed).unwrap_or(u32::MAX);
        }
    }

    fn shows(&self, fate: &Fate) -> bool {
        fate.copies > 0 && fate.damage != 0
    }
}
