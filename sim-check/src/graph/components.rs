//! `Components`: the nodes that reach each other, by Tarjan's algorithm with a stack of its own.

use super::{Edge, Graph};

/// A number that no node has: it hasn't been visited, or has no component yet.
const NONE: usize = usize::MAX;

/// Which nodes reach each other.
#[derive(Debug)]
pub(crate) struct Components {
    /// The component of each node.
    // Invariant: an edge from one component to another goes from the higher number to the lower.
    pub(crate) of: Vec<usize>,
    /// How many nodes each component has.
    pub(crate) sizes: Vec<usize>,
}

impl Components {
    /// The components of the graph that has only the edges which are kept: nodes plus edges steps.
    pub(crate) fn of<L>(graph: &Graph<L>, keep: impl Fn(&Edge<L>) -> bool) -> Self {
        let count = graph.node_count();
        let mut walk = Walk {
            order: vec![NONE; count],
            low: vec![0; count],
            found: Self { of: vec![NONE; count], sizes: Vec::new() },
            waiting: Vec::new(),
            visited: 0,
        };
        // The nodes between the root and the one that is looked at, each with its remaining edges.
        let mut path = Vec::new();
        for root in 0..count {
            if walk.order[root] != NONE {
                continue;
            }
            walk.enter(root);
            path.push((root, graph.leaving(root)));
            while let Some((node, edges)) = path.last_mut() {
                let node = *node;
                match edges.find(|(_, edge)| keep(edge)) {
                    Some((_, edge)) if walk.order[edge.target] == NONE => {
                        walk.enter(edge.target);
                        path.push((edge.target, graph.leaving(edge.target)));
                    }
                    Some((_, edge)) => walk.look(node, edge.target),
                    None => {
                        path.pop();
                        walk.leave(node);
                        if let Some((before, _)) = path.last() {
                            walk.low[*before] = walk.low[*before].min(walk.low[node]);
                        }
                    }
                }
            }
        }
        walk.found
    }

    /// Whether both ends of an edge reach each other.
    pub(crate) fn hold<L>(&self, edge: &Edge<L>) -> bool {
        self.of[edge.source] == self.of[edge.target]
    }
}

struct Walk {
    /// When each node was entered.
    order: Vec<usize>,
    /// The earliest waiting node that is known to be reached.
    low: Vec<usize>,
    found: Components,
    /// Nodes that were entered and have no component yet.
    waiting: Vec<usize>,
    visited: usize,
}

impl Walk {
    fn enter(&mut self, node: usize) {
        self.order[node] = self.visited;
        self.low[node] = self.visited;
        self.visited += 1;
        self.waiting.push(node);
    }

    /// An edge leads to a node that was entered before.
    fn look(&mut self, node: usize, target: usize) {
        if self.found.of[target] == NONE {
            self.low[node] = self.low[node].min(self.order[target]);
        }
    }

    /// All edges of a node were looked at: if it reaches nothing earlier, it completes a component.
    fn leave(&mut self, node: usize) {
        if self.low[node] < self.order[node] {
            return;
        }
        let component = self.found.sizes.len();
        let mut size = 0;
        loop {
            let member = self.waiting.pop().expect("the node itself is still waiting");
            self.found.of[member] = component;
            size += 1;
            if member == node {
                break;
            }
        }
        self.found.sizes.push(size);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(node_count: usize, edges: &[(usize, usize)], expected: &[&[usize]]) {
        let edge = |&(source, target): &(usize, usize)| Edge { source, target, label: () };
        let graph = Graph::new(node_count, edges.iter().map(edge).collect());
        let components = Components::of(&graph, |_| true);
        let members = |component| {
            (0..node_count).filter(|node| components.of[*node] == component).collect::<Vec<_>>()
        };
        let found: Vec<_> = (0..components.sizes.len()).map(members).collect();
        assert_eq!(found, expected);
        let sizes: Vec<_> = found.iter().map(Vec::len).collect();
        assert_eq!(components.sizes, sizes);
    }

    #[test]
    fn a_chain_has_a_component_for_each_node_and_the_last_comes_first() {
        check(3, &[(0, 1), (1, 2)], &[&[2], &[1], &[0]]);
    }

    #[test]
    fn two_cycles_that_touch_are_one_component() {
        check(4, &[(0, 1), (1, 0), (1, 2), (2, 1), (2, 3)], &[&[3], &[0, 1, 2]]);
    }

    #[test]
    fn a_bridge_between_two_cycles_doesnt_join_them() {
        check(4, &[(0, 1), (1, 0), (1, 2), (2, 3), (3, 2)], &[&[2, 3], &[0, 1]]);
    }

    #[test]
    fn a_long_chain_doesnt_exhaust_the_stack() {
        let ring = |node| Edge { source: node, target: (node + 1) % 300_000, label: () };
        let graph = Graph::new(300_000, (0..300_000).map(ring).collect());
        assert_eq!(Components::of(&graph, |_| true).sizes, [300_000]);
    }
}
