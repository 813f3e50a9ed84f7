//! The quick way: what most messages need to be asked.
//!
//! A million messages an hour cross a mesh of equal wires in fair weather, or under a partition or two. What else can
//! happen is looked up once, when it changes, and not with every message.

use sim_core::{Duration, NodeId, Wire};

use super::front::Touch;
use super::fronts::Fronts;
use super::walls::Walls;
use super::ways::Ways;

/// What most messages need to be asked.
#[derive(Clone, Debug)]
pub(crate) struct Quick {
    /// The wire between any two nodes, if it is the same everywhere and remembers nothing.
    pub(crate) wire: Wire,
    pub(crate) latency: Duration,
    /// Whether that wire is all that is random.
    pub(crate) chance: bool,
    /// Whether nothing but walls is in the way of what leaves.
    pub(crate) exit: bool,
    /// Whether nothing but partitions is in the way of what arrives.
    pub(crate) entry: bool,
    pub(crate) walls: Walls,
}

impl Quick {
    /// Nothing is quick.
    pub(crate) const fn never() -> Self {
        Self {
            wire: Wire::perfect(Duration::ZERO),
            latency: Duration::ZERO,
            chance: false,
            exit: false,
            entry: false,
            walls: Walls::new(),
        }
    }

    /// Learns between whom messages travel.
    pub(crate) fn join(&mut self, ways: &Ways) {
        if let Some((wire, latency)) = ways.wire() {
            self.wire = wire;
            self.latency = latency;
        }
    }

    /// Looks how quick it can be in this weather; `ruled` says whether there are rules besides those of episodes, or
    /// messages that one holds back.
    pub(crate) fn look(
        &mut self,
        ways: &Ways,
        fronts: &Fronts,
        nodes: &[NodeId],
        healed: bool,
        ruled: bool,
    ) {
        let wired = ways.wire().is_some();
        let unruled = wired && !ruled && fronts.spare(Touch::Rule);
        let walled = fronts.spare(Touch::Cut)
            || nodes.len() <= Walls::NODES_MAX && fronts.walls(nodes, &mut self.walls);
        if fronts.spare(Touch::Cut) {
            self.walls.clear();
        }
        self.chance = wired && !healed && fronts.spare(Touch::Chance);
        self.exit = unruled && walled && fronts.spare(Touch::Slow);
        self.entry = unruled && fronts.spare(Touch::Hold);
    }
}
