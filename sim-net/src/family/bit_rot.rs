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

impl BitRot {
    /// So many bits on the disk of each of these nodes flip.
    pub const fn of(nodes: Selector, bits: u32) -> Self {
        Self { nodes, bits }
    }
}
