//! The graph: what comes before what, with edges that say why.
//!
//! Deliberately absent: what the edges mean. Nothing here recurses, so a long history can't exhaust the stack.

mod components;
mod route;

pub(crate) use components::Components;
pub(crate) use route::Search;

/// Something comes before something else, for this reason.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edge<L> {
    pub(crate) source: usize,
    pub(crate) target: usize,
    pub(crate) label: L,
}

/// Nodes counted from zero, and edges between them.
#[derive(Debug)]
pub(crate) struct Graph<L> {
    // Invariant: sorted by source. The edges of node n are `edges[starts[n]..starts[n + 1]]`.
    edges: Vec<Edge<L>>,
    starts: Vec<usize>,
}

impl<L> Graph<L> {
    /// A graph of so many nodes. Edges keep their order among those of one source.
    pub(crate) fn new(node_count: usize, mut edges: Vec<Edge<L>>) -> Self {
        edges.sort_by_key(|edge| edge.source);
        let mut starts = vec![0; node_count + 1];
        for edge in &edges {
            starts[edge.source + 1] += 1;
        }
        for node in 0..node_count {
            starts[node + 1] += starts[node];
        }
        Self { edges, starts }
    }

    pub(crate) fn node_count(&self) -> usize {
        self.starts.len() - 1
    }

    /// All edges; a place in this list is what names an edge.
    pub(crate) fn edges(&self) -> &[Edge<L>] {
        &self.edges
    }

    /// The edges that leave a node, with their names.
    pub(crate) fn leaving(&self, node: usize) -> impl Iterator<Item = (usize, &Edge<L>)> {
        let (start, end) = (self.starts[node], self.starts[node + 1]);
        (start..end).zip(&self.edges[start..end])
    }
}
