//! Hold: messages are held back, and released when the episode ends.

use sim_core::Strike;

use crate::family::{Links, NetworkFault};
use crate::network::{Reach, Touch};

/// Messages are held back just before they would arrive, and released when the episode ends.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hold {
    /// Which messages.
    pub links: Links,
}

impl Hold {
    /// These messages are held back.
    pub const fn on(links: Links) -> Self {
        Self { links }
    }
}

impl NetworkFault for Hold {
    fn touch(&self) -> Touch {
        Touch::Hold
    }

    fn reach(&self, strike: &mut Strike<'_>) -> Reach {
        self.links.reach(strike)
    }
}
