//! Pause: nodes stand still.

use sim_core::{Fault, NodeId, Strike};

use crate::family::NodeFault;
use crate::network::Ailment;
use crate::selector::Selector;

/// Nodes stand still: nothing is handled, and timers that become due wait.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pause {
    /// Which nodes.
    pub nodes: Selector,
}

impl Pause {
    /// These nodes stand still.
    pub const fn of(nodes: Selector) -> Self {
        Self { nodes }
    }
}

impl NodeFault for Pause {
    fn nodes(&self) -> &Selector {
        &self.nodes
    }

    fn ailment(&self) -> Ailment {
        Ailment::Still
    }

    fn hit(&self, node: NodeId, strike: &mut Strike<'_>) {
        strike.hit(Fault::Pause(node));
    }
}
