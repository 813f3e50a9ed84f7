//! The sweep: which edges can be gone back on, 64 of them at a time.

use std::cmp::Reverse;

use crate::graph::{Components, Edge, Graph};

/// Sweeps over parts of a graph, along the edges that are kept.
pub(super) struct Sweep<'g, L, F> {
    graph: &'g Graph<L>,
    /// The components that kept edges make.
    chains: &'g Components,
    keep: F,
    /// For each component which edges of the batch lead to it: nothing between two batches.
    reached: Vec<u64>,
}

impl<'g, L, F: Fn(&Edge<L>) -> bool> Sweep<'g, L, F> {
    pub(super) fn new(graph: &'g Graph<L>, chains: &'g Components, keep: F) -> Self {
        Self { graph, chains, keep, reached: vec![0; chains.sizes.len()] }
    }

    /// Of edges between these nodes some from whose target kept edges lead back to the source, if there are any.
    ///
    /// Kept edges lead from higher components to lower ones, so most edges of a history that isn't all wrong are ruled out
    /// at once, and a batch needs a sweep only from its highest target to its lowest source.
    pub(super) fn returning(&mut self, mut nodes: Vec<usize>, mut edges: Vec<usize>) -> Vec<usize> {
        edges.retain(|name| self.target(*name) >= self.source(*name));
        edges.sort_by_key(|name| Reverse(self.target(*name)));
        nodes.sort_by_key(|node| Reverse(self.chains.of[*node]));
        let found = edges.chunks(64).map(|batch| self.batch(&nodes, batch));
        found.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
    }

    /// The edges of a batch, which come by their targets from above, that can be gone back on.
    fn batch(&mut self, nodes: &[usize], batch: &[usize]) -> Vec<usize> {
        let highest = batch.first().map_or(0, |name| self.target(*name));
        let lowest = batch.iter().map(|name| self.source(*name)).min().unwrap_or(0);
        for (bit, name) in batch.iter().enumerate() {
            let target = self.target(*name);
            self.reached[target] |= 1 << bit;
        }
        let start = nodes.partition_point(|node| self.chains.of[*node] > highest);
        let end = nodes.partition_point(|node| self.chains.of[*node] >= lowest);
        let range = &nodes[start..end];
        for node in range {
            // All that leads to this component comes from above, and is complete.
            let carried = self.reached[self.chains.of[*node]];
            for (_, edge) in self.graph.leaving(*node).filter(|(_, edge)| (self.keep)(edge)) {
                let target = self.chains.of[edge.target];
                if target >= lowest {
                    self.reached[target] |= carried;
                }
            }
        }
        let back = |(bit, name): (usize, &usize)| {
            (self.reached[self.source(*name)] >> bit & 1 == 1).then_some(*name)
        };
        let found = batch.iter().enumerate().filter_map(back).collect();
        range.iter().for_each(|node| self.reached[self.chains.of[*node]] = 0);
        found
    }

    fn source(&self, edge: usize) -> usize {
        self.chains.of[self.graph.edges()[edge].source]
    }

    fn target(&self, edge: usize) -> usize {
        self.chains.of[self.graph.edges()[edge].target]
    }
}
