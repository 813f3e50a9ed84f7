//! Walls: who is cut off from whom right now, a bit for each pair of nodes.

use alloc::vec::Vec;

use sim_core::NodeId;

use super::reach::Reach;

/// Who is cut off from whom right now, by any of the partitions in force.
//
// For up to 64 nodes: there one word is a row. Bits for more would be too many to be set anew at each strike.
#[derive(Clone, Debug, Default)]
pub(crate) struct Walls {
    rows: Vec<u64>,
}

impl Walls {
    /// For how many nodes there can be walls.
    pub(crate) const NODES_MAX: usize = 64;

    pub(crate) const fn new() -> Self {
        Self { rows: Vec::new() }
    }

    pub(crate) fn clear(&mut self) {
        self.rows.clear();
    }

    /// Cuts off whoever a partition concerns. There are at most [`NODES_MAX`](Self::NODES_MAX) nodes.
    pub(crate) fn add(&mut self, reach: &Reach, nodes: &[NodeId]) {
        self.rows.resize(nodes.len(), 0);
        for (row, &source) in self.rows.iter_mut().zip(nodes) {
            for &target in nodes {
                *row |= u64::from(reach.concerns(source, target)) << target.index();
            }
        }
    }

    /// Whether nothing gets from one node to another.
    #[inline(always)]
    pub(crate) fn between(&self, source: NodeId, target: NodeId) -> bool {
        self.rows.get(source.index()).is_some_and(|row| row >> (target.index() % 64) & 1 == 1)
    }
}
