//! The topology: nodes, switches and segments, and the routes between nodes.

mod backbone;
mod draft;
mod error;
mod guides;
mod hop;
mod leaves;
mod pool;
mod route;
mod shape;
mod wires;

pub use error::{LayoutError, VertexKind};
pub use hop::{Direction, Edge, EdgeNumber, Hop, Way};

use alloc::format;
use alloc::string::String;

use backbone::Backbone;
use draft::Draft;
use guides::Guides;
use leaves::Leaves;
use route::Route;
use wires::{Crossing, Wires};

use crate::layout::Layout;
use crate::link::Link;

/// How the nodes of a world are connected, and the routes between them. Made by [`Layout::build`].
///
/// Its vertices are the nodes, in the order of the world, then switches, then segments. A node's vertex is its place
/// in the network, as if a router stood beside it: it forwards for others whatever the node's state is, also while the
/// node is down. A full mesh is one segment to which all nodes are attached.
///
/// A *segment* costs its link from one attached node to another. Whoever leaves it by an edge, or comes by one, pays
/// for the edge only: what is between two regions is exactly the road between them.
///
/// A *route* has the least latency; among those the fewest hops, then the fewest vertices, then the smallest numbers of
/// vertices, compared from the source on. It is the route of the healthy network, without spread and queues: nothing
/// looks for another one when a link fails. Two nodes of a segment may go round it, if its link is slower than its
/// roads. A route is searched when it is first used. As it follows from the layout alone, a new run forgets nothing.
///
/// Deliberately absent: time, messages, faults, the state of links.
#[derive(Clone, Debug)]
pub struct Topology {
    wires: Wires,
    leaves: Leaves,
    backbone: Backbone,
    guides: Guides,
    uniform: Option<u32>,
    // The route that was asked for last.
    route: Route,
}

impl Topology {
    pub(crate) fn new<N: AsRef<str>>(layout: &Layout, nodes: &[N]) -> Result<Self, LayoutError> {
        let wires = Draft::draw(layout, nodes)?;
        let leaves = Leaves::strip(&wires);
        let backbone = Backbone::new(&wires, &leaves);
        let uniform = wires.is_one_segment().then(|| wires.segment_link(wires.node_count));
        Ok(Self {
            wires,
            leaves,
            backbone,
            guides: Guides::default(),
            uniform,
            route: Route::default(),
        })
    }

    /// How many nodes there are.
    pub const fn node_count(&self) -> usize {
        self.wires.node_count as usize
    }

    /// How many vertices there are: nodes, switches and segments.
    pub fn vertex_count(&self) -> usize {
        self.wires.graph.node_count()
    }

    /// How many edges there are, with the attachments of nodes to segments.
    pub fn edge_count(&self) -> usize {
        self.wires.graph.edge_count()
    }

    /// The links, by number. Edges with equal links share them.
    pub fn links(&self) -> &[Link] {
        &self.wires.links
    }

    /// The link of a hop.
    ///
    /// # Panics
    /// If the hop is of another topology.
    pub fn link(&self, hop: &Hop) -> &Link {
        &self.wires.links[hop.link as usize]
    }

    /// The number of the link that is between any two nodes, if all are attached to one segment and there is nothing
    /// else. Then whoever needs no more than the link needn't ask for routes.
    pub const fn uniform(&self) -> Option<u32> {
        self.uniform
    }

    /// The vertex with this name.
    pub fn vertex(&self, name: &str) -> Option<u32> {
        self.wires.find(name)
    }

    /// The name of a vertex; empty for the segment of a mesh.
    pub fn name(&self, vertex: u32) -> Option<&str> {
        (vertex < self.wires.vertex_count()).then(|| self.wires.name(vertex))
    }

    /// What a vertex is.
    pub fn kind(&self, vertex: u32) -> Option<VertexKind> {
        (vertex < self.wires.vertex_count()).then(|| self.wires.kind(vertex))
    }

    /// What these two have between them, in either order: an edge, or a segment to which both nodes are attached.
    pub fn edge(&self, one: &str, other: &str) -> Option<Edge> {
        let (one, other) = (self.wires.find(one)?, self.wires.find(other)?);
        if one == other {
            return None;
        }
        if let Some(edge) = self.wires.find_edge(one, other) {
            return Some(match self.wires.edge(edge).0 {
                Crossing::Road { .. } => Edge::Road(EdgeNumber(edge)),
                Crossing::Tap => Edge::Tap(EdgeNumber(edge)),
            });
        }
        let is_tap = |(edge, _): &(u32, u32)| self.wires.edge(*edge).0 == Crossing::Tap;
        let segments = |node: u32| self.wires.around(node).filter(is_tap).map(|(_, end)| end);
        let are_nodes = one.max(other) < self.wires.node_count;
        let share = |segment: u32| segments(other).any(|other| other == segment);
        (are_nodes && segments(one).any(share)).then_some(Edge::Pair(one, other))
    }

    /// A hop in words, as in `s1 -> s2`, or `n1 -> n2 over lan`.
    pub fn words(&self, hop: &Hop) -> String {
        let name = |vertex| self.wires.name(vertex);
        match hop.way {
            Way::Edge { edge, direction } => {
                let (_, first, second) = self.wires.edge(edge.0);
                let (from, to) = match direction {
                    Direction::There => (first, second),
                    Direction::Back => (second, first),
                };
                format!("{} -> {}", name(from), name(to))
            }
            Way::Segment { segment, source, target } => match name(segment) {
                "" => format!("{} -> {}", name(source), name(target)),
                segment => format!("{} -> {} over {segment}", name(source), name(target)),
            },
        }
    }
}

#[cfg(test)]
mod tests;
