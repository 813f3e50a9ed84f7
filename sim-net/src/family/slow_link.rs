//! Slow link: messages take longer.

use sim_core::{Duration, Ratio};

use crate::family::Links;

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
