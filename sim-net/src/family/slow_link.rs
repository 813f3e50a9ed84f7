//! Slow link: messages take longer.

use sim_core::{Duration, Ratio, Strike};

use crate::family::{Links, NetworkFault};
use crate::network::{Reach, Touch};

/// Messages take longer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SlowLink {
    /// Which messages.
    pub links: Links,
    /// How many times as long as the latency of their way; at least one.
    pub factor: Ratio,
    /// And so much longer.
    pub extra: Duration,
}

impl SlowLink {
    /// All messages take so many times as long.
    pub const fn times(factor: Ratio) -> Self {
        Self { links: Links::All, factor, extra: Duration::ZERO }
    }

    /// All messages take so much longer.
    pub const fn by(extra: Duration) -> Self {
        Self { links: Links::All, factor: Ratio::ONE, extra }
    }

    /// Only these messages do.
    pub fn on(self, links: Links) -> Self {
        Self { links, ..self }
    }
}

impl NetworkFault for SlowLink {
    fn touch(&self) -> Touch {
        Touch::Slow
    }

    fn reach(&self, strike: &mut Strike<'_>) -> Reach {
        self.links.reach(strike)
    }

    fn slows(&self, base: Duration) -> Duration {
        base.scale(self.factor).saturating_sub(base).saturating_add(self.extra)
    }
}
