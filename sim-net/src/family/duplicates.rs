//! Duplicates: more messages are duplicated.

use sim_core::{Duration, Fate, Ratio, Site, Source, Stream, Strike};

use crate::family::{Links, NetworkFault};
use crate::network::{Reach, Touch};

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

impl NetworkFault for Duplicates {
    fn touch(&self) -> Touch {
        Touch::Chance
    }

    fn reach(&self, strike: &mut Strike<'_>) -> Reach {
        self.links.reach(strike)
    }

    fn draw(&self, stream: &mut Stream, fate: &mut Fate) {
        let next = usize::from(fate.copies);
        if next == 0 || fate.copies >= Site::COPIES_MAX || !stream.chance(self.chance) {
            return;
        }
        let behind = Duration::from_nanos(stream.between(0, self.behind.as_nanos()));
        fate.delays[next] = fate.delays[0].saturating_add(behind);
        fate.copies += 1;
    }

    fn delay_max(&self) -> Duration {
        self.behind
    }

    fn shows(&self, fate: &Fate) -> bool {
        fate.copies > 1
    }
}
