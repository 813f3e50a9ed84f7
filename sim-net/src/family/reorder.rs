//! Reorder: more messages fall behind.

use sim_core::{Duration, Fate, Ratio, Source, Stream, Strike};

use crate::family::{Links, NetworkFault};
use crate::network::{Reach, Touch};

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

impl NetworkFault for Reorder {
    fn touch(&self) -> Touch {
        Touch::Chance
    }

    fn reach(&self, strike: &mut Strike<'_>) -> Reach {
        self.links.reach(strike)
    }

    fn draw(&self, stream: &mut Stream, fate: &mut Fate) {
        if fate.copies == 0 || !stream.chance(self.chance) {
            return;
        }
        let behind = Duration::from_nanos(stream.between(0, self.behind.as_nanos()));
        fate.aside = true;
        for delay in &mut fate.delays[..usize::from(fate.copies)] {
            *delay = delay.saturating_add(behind);
        }
    }

    fn delay_max(&self) -> Duration {
        self.behind
    }

    fn shows(&self, fate: &Fate) -> bool {
        fate.copies > 0 && fate.aside
    }
}
