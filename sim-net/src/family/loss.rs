//! Loss: more messages are lost.

use sim_core::Ratio;

use crate::family::Links;

/// More messages are lost.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Loss {
    /// Which messages.
    pub links: Links,
    /// The chance, besides what the links do.
    pub chance: Ratio,
}
