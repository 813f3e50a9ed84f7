//! Corruption: more messages are damaged.

use sim_core::Ratio;

use crate::family::Links;

/// More messages are damaged, as the protocol says in [`Protocol::damage`](sim_core::Protocol::damage).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Corruption {
    /// Which messages.
    pub links: Links,
    /// The chance, besides what the links do.
    pub chance: Ratio,
}
