//! The wires: the vertices and edges of a topology, by number and by name.

use alloc::boxed::Box;
use alloc::vec::Vec;

use petgraph::graph::{EdgeIndex, NodeIndex};
use petgraph::stable_graph::StableUnGraph;
use petgraph::visit::{EdgeRef, IntoEdgeReferences};
use sim_core::Duration;

use super::error::VertexKind;
use crate::link::Link;

/// What an edge is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Crossing {
    /// A link each way, by number: from the end that was named first, and to it.
    Road { there: u32, back: u32 },
    /// A node is attached to a segment: it costs nothing, and has no link.
    Tap,
}

/// The vertices and edges. Vertices are numbered: nodes first, then switches, then segments.
#[derive(Clone, Debug)]
pub(super) struct Wires {
    // Names, and what connects them.
    pub(super) graph: StableUnGraph<Box<str>, Crossing>,
    pub(super) node_count: u32,
    pub(super) first_segment: u32,
    // The links of the segments, by number.
    pub(super) segment_links: Vec<u32>,
    pub(super) links: Vec<Link>,
    // The vertices in the order of their names.
    pub(super) by_name: Vec<u32>,
    // Regions are segments by another name.
    pub(super) segment_kind: VertexKind,
}

impl Wires {
    pub(super) fn vertex_count(&self) -> u32 {
        u32::try_from(self.graph.node_count()).expect("petgraph numbers vertices with 32 bits")
    }

    pub(super) fn kind(&self, vertex: u32) -> VertexKind {
        if vertex < self.node_count {
            VertexKind::Node
        } else if vertex < self.first_segment {
            VertexKind::Switch
        } else {
            self.segment_kind
        }
    }

    pub(super) const fn is_segment(&self, vertex: u32) -> bool {
        vertex >= self.first_segment
    }

    /// The number of the link of a segment.
    pub(super) fn segment_link(&self, segment: u32) -> u32 {
        self.segment_links[(segment - self.first_segment) as usize]
    }

    pub(super) fn latency(&self, link: u32) -> Duration {
        self.links[link as usize].latency
    }

    pub(super) fn name(&self, vertex: u32) -> &str {
        self.graph.node_weight(index(vertex)).map_or("", |name| name)
    }

    pub(super) fn find(&self, name: &str) -> Option<u32> {
        let found = self.by_name.binary_search_by(|vertex| self.name(*vertex).cmp(name)).ok()?;
        Some(self.by_name[found])
    }

    /// What an edge is, and its ends, the one that was named first leading.
    pub(super) fn edge(&self, edge: u32) -> (Crossing, u32, u32) {
        let edge = EdgeIndex::new(edge as usize);
        let ends = self.graph.edge_endpoints(edge);
        let (crossing, (from, to)) = self.graph.edge_weight(edge).zip(ends).expect("edges stay");
        (*crossing, number(from), number(to))
    }

    /// The other end of an edge.
    pub(super) fn across(&self, edge: u32, vertex: u32) -> u32 {
        let (_, from, to) = self.edge(edge);
        from ^ to ^ vertex
    }

    pub(super) fn find_edge(&self, one: u32, other: u32) -> Option<u32> {
        self.graph.find_edge(index(one), index(other)).map(edge_number)
    }

    /// The edges at a vertex with their other ends, in no order that means anything.
    pub(super) fn around(&self, vertex: u32) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.graph.edges(index(vertex)).map(move |edge| {
            (edge_number(edge.id()), number(edge.source()) ^ number(edge.target()) ^ vertex)
        })
    }

    /// Whether an edge ends at a segment that is slower than going along the edge and back: then who is on the segment
    /// may reach others on it by such a detour.
    pub(super) fn is_detour(&self, edge: u32) -> bool {
        let (Crossing::Road { there, back }, from, to) = self.edge(edge) else { return false };
        let return_trip = self.latency(there) + self.latency(back);
        let slower =
            |end| self.is_segment(end) && self.latency(self.segment_link(end)) > return_trip;
        slower(from) || slower(to)
    }

    /// Whether there is nothing but one segment to which all nodes are attached.
    pub(super) fn is_one_segment(&self) -> bool {
        self.vertex_count() == self.node_count + 1
            && self.is_segment(self.node_count)
            && self.graph.edge_count() == self.node_count as usize
            && self.graph.edge_references().all(|edge| *edge.weight() == Crossing::Tap)
    }
}

pub(super) fn index(vertex: u32) -> NodeIndex {
    NodeIndex::new(vertex as usize)
}

fn number(vertex: NodeIndex) -> u32 {
    u32::try_from(vertex.index()).expect("petgraph numbers vertices with 32 bits")
}

fn edge_number(edge: EdgeIndex) -> u32 {
    u32::try_from(edge.index()).expect("petgraph numbers edges with 32 bits")
}
