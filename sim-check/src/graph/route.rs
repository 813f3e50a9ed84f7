//! `Search`: the shortest cycle through one of several edges.

use std::collections::VecDeque;

use super::{Edge, Graph};

/// How many edges a search looks at before it makes do with the shortest cycle so far.
// A cycle is to be explained, not minimised at any price: in a component of a million edges even one walk is long.
const PATIENCE: usize = 4_000_000;

/// Searches for short cycles, breadth first.
#[derive(Debug)]
pub(crate) struct Search {
    /// The length of the way to each node, and the edge by which it was reached; only of nodes in `touched`.
    lengths: Vec<usize>,
    edges: Vec<usize>,
    touched: Vec<usize>,
    queue: VecDeque<usize>,
    looks: usize,
}

impl Search {
    pub(crate) fn new<L>(graph: &Graph<L>) -> Self {
        Self {
            lengths: vec![usize::MAX; graph.node_count()],
            edges: vec![0; graph.node_count()],
            touched: Vec::new(),
            queue: VecDeque::new(),
            looks: 0,
        }
    }

    /// The shortest cycle that begins with one of these edges and goes on by kept ones, as names of edges. Of several the
    /// first. An edge is `long` or adds nothing to the length. Looks at a bounded number of edges, but always at as many as
    /// the first cycle needs.
    pub(crate) fn shortest<L>(
        &mut self,
        graph: &Graph<L>,
        starts: &[usize],
        keep: impl Fn(&Edge<L>) -> bool,
        long: impl Fn(&L) -> bool,
    ) -> Option<Vec<usize>> {
        self.looks = 0;
        let mut best: Option<(usize, Vec<usize>)> = None;
        for start in starts {
            let limit = best.as_ref().map_or(usize::MAX, |(length, _)| *length);
            // No cycle of two transactions can be improved.
            if limit <= 2 || best.is_some() && self.looks > PATIENCE {
                break;
            }
            let edge = &graph.edges()[*start];
            let back = self.walk(graph, edge.target, edge.source, limit - 1, &keep, &long);
            if let Some((length, way)) = back {
                best = Some((length + 1, std::iter::once(*start).chain(way).collect()));
            }
        }
        best.map(|(_, cycle)| cycle)
    }

    /// The shortest way between two nodes, if it is shorter than the limit.
    fn walk<L>(
        &mut self,
        graph: &Graph<L>,
        source: usize,
        target: usize,
        limit: usize,
        keep: &impl Fn(&Edge<L>) -> bool,
        long: &impl Fn(&L) -> bool,
    ) -> Option<(usize, Vec<usize>)> {
        self.touched.drain(..).for_each(|node| self.lengths[node] = usize::MAX);
        self.queue.clear();
        self.lengths[source] = 0;
        self.touched.push(source);
        self.queue.push_back(source);
        while let Some(node) = self.queue.pop_front() {
            let length = self.lengths[node];
            if length >= limit {
                return None;
            }
            if node == target {
                return Some((length, self.way(graph, source, target)));
            }
            for (name, edge) in graph.leaving(node) {
                self.looks += 1;
                let step = usize::from(long(&edge.label));
                let old = self.lengths[edge.target];
                if length + step >= old || !keep(edge) {
                    continue;
                }
                if old == usize::MAX {
                    self.touched.push(edge.target);
                }
                self.lengths[edge.target] = length + step;
                self.edges[edge.target] = name;
                // What adds nothing to the length is next, so that nodes come in the order of their lengths.
                if step == 0 {
                    self.queue.push_front(edge.target);
                } else {
                    self.queue.push_back(edge.target);
                }
            }
        }
        None
    }

    fn way<L>(&self, graph: &Graph<L>, source: usize, target: usize) -> Vec<usize> {
        let mut way = Vec::new();
        let mut node = target;
        while node != source {
            let name = self.edges[node];
            way.push(name);
            node = graph.edges()[name].source;
        }
        way.reverse();
        way
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(edges: &[(usize, usize, bool)], starts: &[usize], expected: Option<&[usize]>) {
        let edge = |&(source, target, label): &(usize, usize, bool)| Edge { source, target, label };
        let graph = Graph::new(6, edges.iter().map(edge).collect());
        let found = Search::new(&graph).shortest(&graph, starts, |_| true, |long| *long);
        assert_eq!(found.as_deref(), expected);
    }

    #[test]
    fn the_shorter_of_two_ways_back_is_taken() {
        let edges =
            [(0, 1, true), (1, 0, true), (1, 2, true), (2, 0, true), (3, 1, true), (4, 3, true)];
        check(&edges, &[0], Some(&[0, 1]));
    }

    #[test]
    fn edges_that_arent_long_add_nothing() {
        let edges =
            [(0, 1, true), (1, 2, false), (1, 4, true), (2, 3, false), (3, 0, true), (4, 0, true)];
        check(&edges, &[0], Some(&[0, 1, 3, 4]));
    }

    #[test]
    fn of_several_that_are_as_short_the_first_is_taken() {
        let three = [(0, 1, true), (1, 2, true), (2, 0, true)];
        let three_more = [(3, 4, true), (4, 5, true), (5, 3, true)];
        check(&[three, three_more].concat(), &[0, 3], Some(&[0, 1, 2]));
        check(&[three, three_more].concat(), &[3, 0], Some(&[3, 4, 5]));
    }

    #[test]
    fn an_edge_on_no_cycle_gives_none() {
        check(&[(0, 1, true), (1, 2, true)], &[0, 1], None);
    }
}
