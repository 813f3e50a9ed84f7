//! Bit rot: bits on disks flip.

use sim_core::{Fault, NodeId, Strike};

use crate::family::NodeFault;
use crate::network::Ailment;
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

impl NodeFault for BitRot {
    fn nodes(&self) -> &Selector {
        &self.nodes
    }

    fn ailment(&self) -> Ailment {
        Ailment::Rot
    }

    fn hit(&self, node: NodeId, strike: &mut Strike<'_>) {
        // Beyond the last file and bit it starts again, so any numbers will do.
        for _ in 0..self.bits {
            let file = strike.choose("a file", 1 << 16);
            let bit = strike.choose("a bit", 1 << 32);
            strike.hit(Fault::BitRot { node, file, bit });
        }
    }
}
