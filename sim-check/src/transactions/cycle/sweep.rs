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

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that are the same in each run.
    fn numbers(mut state: u64) -> impl FnMut(usize) -> usize {
        move |bound| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            usize::try_from(state >> 33).unwrap() % bound
        }
    }

    /// Whether a walk along kept edges leads from one node to another.
    fn leads(graph: &Graph<bool>, from: usize, to: usize) -> bool {
        let (mut seen, mut open) = (vec![false; graph.node_count()], vec![from]);
        while let Some(node) = open.pop() {
            if !std::mem::replace(&mut seen[node], true) {
                open.extend(
                    graph.leaving(node).filter(|(_, it)| it.label).map(|(_, it)| it.target),
                );
            }
        }
        seen[to]
    }

    #[test]
    fn edges_of_many_batches_are_found_exactly_where_a_walk_leads_back() {
        let (mut found_some, mut found_none) = (0, 0);
        for seed in 0..200 {
            let mut below = numbers(seed);
            let count = 60;
            // Kept edges mostly lead onward, the others seldom back: both answers are to be seen.
            let mut edge = |label: bool| {
                let one = below(count);
                let other = (one + 1 + below(count - 1)) % count;
                let turned = below(100) == 0;
                let (low, high) = (one.min(other), one.max(other));
                let (source, target) = if turned { (high, low) } else { (low, high) };
                Edge { source, target, label }
            };
            let edges = (0..60).map(|_| edge(true)).collect::<Vec<_>>();
            let edges = edges.into_iter().chain((0..300).map(|_| edge(false))).collect();
            let graph = Graph::new(count, edges);
            let chains = Components::of(&graph, |edge| edge.label);
            let others = graph.edges().iter().enumerate().filter(|(_, edge)| !edge.label);
            let others: Vec<_> = others.map(|(name, _)| name).collect();
            let back = |name: &usize| {
                let Edge { source, target, .. } = graph.edges()[*name];
                leads(&graph, target, source)
            };
            let mut sweep = Sweep::new(&graph, &chains, |edge: &Edge<bool>| edge.label);
            let found = sweep.returning((0..count).collect(), others.clone());
            assert!(found.iter().all(back), "{seed}");
            assert_eq!(found.is_empty(), !others.iter().any(back), "{seed}");
            // Nothing is left of one search in the next.
            assert_eq!(sweep.returning((0..count).collect(), others), found, "{seed}");
            *(if found.is_empty() { &mut found_none } else { &mut found_some }) += 1;
        }
        assert!(found_some > 20 && found_none > 20, "{found_some} {found_none}");
    }

    #[test]
    fn edges_of_a_later_batch_are_found() {
        // A row of kept edges downwards, and edges that skip along it; only the one at its end leads back up.
        let count = 300;
        let row = (1..count).map(|node| Edge { source: node, target: node - 1, label: true });
        let skips = (2..count).map(|node| Edge { source: node, target: node - 2, label: false });
        let back = Edge { source: 0, target: 1, label: false };
        let graph = Graph::new(count, row.chain(skips).chain([back]).collect());
        let chains = Components::of(&graph, |edge| edge.label);
        let others: Vec<_> =
            (0..graph.edges().len()).filter(|it| !graph.edges()[*it].label).collect();
        let mut sweep = Sweep::new(&graph, &chains, |edge: &Edge<bool>| edge.label);
        let found = sweep.returning((0..count).collect(), others);
        assert_eq!(found.len(), 1);
        assert_eq!(graph.edges()[found[0]].source, 0);
    }
}
