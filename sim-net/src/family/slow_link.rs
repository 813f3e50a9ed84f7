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
