//! Bit rot: bits on disks flip.

use crate::selector::Selector;

/// Bits on disks flip. That can't be healed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BitRot {
    /// Whose disks.
    pub nodes: Selector,
    /// How many bits of each.
    pub bits: u32,
}
