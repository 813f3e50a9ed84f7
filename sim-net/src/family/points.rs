//! Points: nodes may crash at their fault points.

use alloc::rc::Rc;
use alloc::string::String;

use sim_core::{Fault, NodeId, Ratio, Strike};

use crate::family::NodeFault;
use crate::network::Ailment;
use crate::plan::Within;
use crate::selector::Selector;

/// Nodes may crash at their fault points.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Points {
    /// Which nodes.
    pub nodes: Selector,
    /// Only at the point of this name; at each, if there is none.
    pub at: Option<String>,
    /// The chance at each.
    pub chance: Ratio,
    /// After how long a node comes back that crashed so; not, if there is none.
    pub restart: Option<Within>,
}

impl Points {
    /// These nodes crash at each of their fault points with this chance, and don't come back.
    pub const fn of(nodes: Selector, chance: Ratio) -> Self {
        Self { nodes, at: None, chance, restart: None }
    }

    /// They crash only at the point of this name.
    pub fn at(self, point: impl Into<String>) -> Self {
        Self { at: Some(point.into()), ..self }
    }

    /// They come back so long after a crash.
    pub fn restarting(self, after: impl Into<Within>) -> Self {
        Self { restart: Some(after.into()), ..self }
    }
}

impl NodeFault for Points {
    fn nodes(&self) -> &Selector {
        &self.nodes
    }

    fn ailment(&self) -> Ailment {
        Ailment::Points
    }

    fn hit(&self, node: NodeId, strike: &mut Strike<'_>) {
        let points = sim_core::Points {
            at: self.at.as_deref().map(Rc::from),
            chance: self.chance,
            restart: self.restart.map(|within| (within.least, within.most)),
        };
        strike.hit(Fault::Points { node, points });
    }

    fn lasting(&self) -> bool {
        self.restart.is_none()
    }
}
