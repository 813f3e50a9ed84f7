//! The route: from node to node, hop by hop.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use sim_core::Duration;

use super::Topology;
use super::guides::Advice;
use super::hop::{Direction, Edge, EdgeNumber, Hop, Way};
use super::wires::Crossing;

/// The route that was asked for last: it is asked for several times in a row, at departure and for every copy.
#[derive(Clone, Debug, Default)]
pub(super) struct Route {
    // From where to where, once something was asked, and whether there is a route.
    ends: Option<(u32, u32)>,
    found: bool,
    edges: Vec<u32>,
    hops: Vec<Hop>,
    // The edges at the end, from the target on.
    down: Vec<u32>,
}

#[cfg(test)]
impl Route {
    pub(super) fn edges(&self) -> &[u32] {
        &self.edges
    }
}

impl Topology {
    /// The route between two nodes, given by their places in the order of the world; none if they aren't connected.
    /// From a node to itself it has no hops.
    ///
    /// # Panics
    /// If there are fewer nodes.
    pub fn route(&mut self, source: usize, target: usize) -> Option<&[Hop]> {
        if let (Some(link), true) = (self.uniform, source != target) {
            return Some(self.cross_mesh(link, source, target));
        }
        self.find_route(source, target).then_some(&*self.route.hops)
    }

    // In a mesh there is nothing to search.
    fn cross_mesh(&mut self, link: u32, source: usize, target: usize) -> &[Hop] {
        let segment = self.wires.node_count;
        assert!(source.max(target) < segment as usize, "a route is between nodes of the topology");
        let [source, target] = [source, target].map(|node| u32::try_from(node).unwrap_or(u32::MAX));
        // What is kept of the route before is gone.
        self.route.ends = None;
        self.route.hops.clear();
        self.route.hops.push(Hop { link, way: Way::Segment { segment, source, target } });
        &self.route.hops
    }

    /// The latencies along the route between two nodes together, at most [`Duration::MAX`]; none if there is no route.
    ///
    /// # Panics
    /// If there are fewer nodes.
    pub fn latency(&mut self, source: usize, target: usize) -> Option<Duration> {
        self.find_route(source, target).then(|| {
            let latencies = self.route.hops.iter().map(|hop| self.wires.latency(hop.link));
            latencies.fold(Duration::ZERO, |sum, latency| sum + latency)
        })
    }

    /// Whether the route between two nodes crosses this edge, in either direction.
    ///
    /// # Panics
    /// If there are fewer nodes.
    pub fn crosses(&mut self, source: usize, target: usize, edge: Edge) -> bool {
        let found = self.find_route(source, target);
        found
            && match edge {
                Edge::Road(number) | Edge::Tap(number) => self.route.edges.contains(&number.0),
                Edge::Pair(..) => self.route.hops.iter().any(|hop| hop.crosses(edge)),
            }
    }

    /// The route between two nodes in words, as in `n1 - s1 - s2 - n3, 4ms`.
    ///
    /// # Panics
    /// If there are fewer nodes.
    pub fn describe(&mut self, source: usize, target: usize) -> Option<String> {
        let latency = self.latency(source, target)?;
        let (mut at, _) = self.route.ends?;
        let mut words = String::from(self.wires.name(at));
        for edge in &self.route.edges {
            at = self.wires.across(*edge, at);
            // The segment of a mesh goes without saying.
            if !self.wires.name(at).is_empty() {
                words.push_str(" - ");
                words.push_str(self.wires.name(at));
            }
        }
        Some(format!("{words}, {latency}"))
    }

    fn find_route(&mut self, source: usize, target: usize) -> bool {
        let [source, target] = [source, target].map(|node| {
            let node = u32::try_from(node).ok().filter(|node| *node < self.wires.node_count);
            node.expect("a route leads from node to node")
        });
        if self.route.ends != Some((source, target)) {
            self.route.ends = Some((source, target));
            self.route.edges.clear();
            self.route.down.clear();
            self.route.hops.clear();
            self.route.found = source == target || self.collect_edges(source, target);
            if self.route.found {
                self.collect_hops(source);
            }
        }
        self.route.found
    }

    // Climbs from both ends until they meet or stand on the backbone, and crosses that.
    fn collect_edges(&mut self, source: u32, target: u32) -> bool {
        let (mut source, mut target) = (source, target);
        let leaves = &self.leaves;
        while source != target && leaves.depth(source).max(leaves.depth(target)) > 0 {
            if leaves.depth(source) >= leaves.depth(target) {
                self.route.edges.push(leaves.up(source));
                source = self.wires.across(leaves.up(source), source);
            } else {
                self.route.down.push(leaves.up(target));
                target = self.wires.across(leaves.up(target), target);
            }
        }
        let found = source == target && leaves.depth(source) > 0
            || self.collect_backbone_edges(source, target);
        self.route.edges.extend(self.route.down.iter().rev());
        found
    }

    fn collect_backbone_edges(&mut self, source: u32, target: u32) -> bool {
        let by_tap = |vertex: u32, edge: Option<&u32>| {
            self.wires.is_segment(vertex)
                && edge.is_some_and(|edge| self.wires.edge(*edge).0 == Crossing::Tap)
        };
        let by_taps =
            [by_tap(source, self.route.edges.last()), by_tap(target, self.route.down.last())];
        // Only from tap to tap can a detour be quicker than staying.
        if source == target && by_taps != [true, true] {
            return true;
        }
        let guide = self.guides.to(target, by_taps[1], &self.backbone, &self.wires);
        let mut place = self.backbone.place(source, by_taps[0]);
        loop {
            match guide.ask(place) {
                Advice::There => return true,
                Advice::Nowhere => return false,
                Advice::Follow(edge) => {
                    self.route.edges.push(edge);
                    let at = self.wires.across(edge, self.backbone.vertex(place));
                    let is_tap = self.wires.edge(edge).0 == Crossing::Tap;
                    place = self.backbone.place(at, is_tap && self.wires.is_segment(at));
                }
            }
        }
    }

    // Two taps in a row are one hop over their segment, one tap alone is none.
    fn collect_hops(&mut self, source: u32) {
        let mut at = source;
        let mut came_from = None;
        for &edge in &self.route.edges {
            let (crossing, first, _) = self.wires.edge(edge);
            let next = self.wires.across(edge, at);
            match crossing {
                Crossing::Road { there, back } => {
                    let (link, direction) = if at == first {
                        (there, Direction::There)
                    } else {
                        (back, Direction::Back)
                    };
                    let way = Way::Edge { edge: EdgeNumber(edge), direction };
                    self.route.hops.push(Hop { link, way });
                    came_from = None;
                }
                Crossing::Tap if self.wires.is_segment(next) => came_from = Some(at),
                Crossing::Tap => {
                    if let Some(source) = came_from.take() {
                        let link = self.wires.segment_link(at);
                        let way = Way::Segment { segment: at, source, target: next };
                        self.route.hops.push(Hop { link, way });
                    }
                }
            }
            at = next;
        }
    }
}
