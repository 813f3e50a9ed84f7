//! Loss: more messages are lost.

use sim_core::{Fate, Ratio, Source, Stream, Strike};

use crate::family::{Links, NetworkFault};
use crate::network::{Reach, Touch};

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

impl NetworkFault for Loss {
    fn touch(&self) -> Touch {
        Touch::Chance
    }

    fn reach(&self, strike: &mut Strike<'_>) -> Reach {
        self.links.reach(strike)
    }

    fn draw(&self, stream: &mut Stream, fate: &mut Fate) {
        // Each copy for itself; those that stay keep their delays.
        let mut left = 0;
        for copy in 0..usize::from(fate.copies) {
            if !stream.chance(self.chance) {
                fate.delays[left] = fate.delays[copy];
                left += 1;
            }
        }
        fate.copies = u8::try_from(left).unwrap_or(fate.copies);
    }

    fn shows(&self, fate: &Fate) -> bool {
        fate.copies == 0
    }
}
