//! Crash: nodes crash, and may come back.

use sim_core::{Fault, NodeId, Strike};

use crate::family::NodeFault;
use crate::network::Ailment;
use crate::selector::Selector;

/// Nodes crash; they come back when the episode ends, or not if it has no end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Crash {
    /// Which nodes.
    pub nodes: Selector,
    /// Whether their disks are wiped.
    pub wipe: bool,
}

impl Crash {
    /// These nodes crash.
    pub const fn of(nodes: Selector) -> Self {
        Self { nodes, wipe: false }
    }

    /// Their disks are wiped.
    pub fn wiping(self) -> Self {
        Self { wipe: true, ..self }
    }
}

impl NodeFault for Crash {
    fn nodes(&self) -> &Selector {
        &self.nodes
    }

    fn ailment(&self) -> Ailment {
        Ailment::Down
    }

    fn hit(&self, node: NodeId, strike: &mut Strike<'_>) {
        strike.hit(Fault::Crash { node, wipe: self.wipe });
    }
}
