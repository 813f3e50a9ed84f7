//! Disk: disks fail, lie, fill up or are slow.

use sim_core::{DiskFaults, Fault, NodeId, Strike};

use crate::family::NodeFault;
use crate::network::Ailment;
use crate::selector::Selector;

/// Disks fail, lie, fill up or are slow; they are sound again when the episode ends.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DiskTrouble {
    /// Whose disks.
    pub nodes: Selector,
    /// What may go wrong on them.
    pub faults: DiskFaults,
}

impl DiskTrouble {
    /// The disks of these nodes behave so.
    pub const fn of(nodes: Selector, faults: DiskFaults) -> Self {
        Self { nodes, faults }
    }
}

impl NodeFault for DiskTrouble {
    fn nodes(&self) -> &Selector {
        &self.nodes
    }

    fn ailment(&self) -> Ailment {
        Ailment::Disk
    }

    fn hit(&self, node: NodeId, strike: &mut Strike<'_>) {
        strike.hit(Fault::Disk { node, faults: self.faults });
    }
}
