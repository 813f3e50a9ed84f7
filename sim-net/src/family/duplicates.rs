//! Duplicates: more messages are duplicated.

use sim_core::{Duration, Ratio};

use crate::family::Links;

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
