//! Disk: disks fail, lie, fill up or are slow.

use sim_core::DiskFaults;

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
