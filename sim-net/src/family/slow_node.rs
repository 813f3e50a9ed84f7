//! Slow node: nodes take longer for everything.

use sim_core::{Fault, NodeId, Ratio, Strike};

use crate::family::NodeFault;
use crate::network::Ailment;
use crate::selector::Selector;

/// Nodes take longer for whatever takes time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SlowNode {
    /// Which nodes.
    pub nodes: Selector,
    /// How many times as long.
    pub factor: Ratio,
}

impl SlowNode {
    /// These nodes take so many times as long.
    pub const fn of(nodes: Selector, factor: Ratio) -> Self {
        Self { nodes, factor }
    }
}

impl NodeFault for SlowNode {
    fn nodes(&self) -> &Selector {
        &self.nodes
    }

    fn ailment(&self) -> Ailment {
        Ailment::Slow
    }

    fn hit(&self, node: NodeId, strike: &mut Strike<'_>) {
        strike.hit(Fault::Slow { node, factor: self.factor });
    }
}
