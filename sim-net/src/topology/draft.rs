//! The draft: a layout becomes wires, or the first thing that is wrong with it is told.

use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

use petgraph::stable_graph::StableUnGraph;

use super::error::{LayoutError, VertexKind};
use super::pool::Pool;
use super::shape::{self, Pair};
use super::wires::{Crossing, Wires, index};
use crate::layout::{Layout, Region, Road};
use crate::link::Link;
use crate::suggest::nearest;

/// Wires that are being drawn.
pub(super) struct Draft {
    wires: Wires,
    pool: Pool,
    // Whoever has an edge already, so that there are no two between the same vertices.
    pairs: BTreeSet<Pair>,
}

impl Draft {
    /// The wires of a layout.
    pub(super) fn draw<N: AsRef<str>>(layout: &Layout, nodes: &[N]) -> Result<Wires, LayoutError> {
        let mut draft = Self::new(nodes);
        draft.connect(layout)?;
        draft.wires.links = draft.pool.into_links();
        Ok(draft.wires)
    }

    fn new<N: AsRef<str>>(nodes: &[N]) -> Self {
        let mut graph = StableUnGraph::with_capacity(nodes.len() + 1, nodes.len());
        nodes.iter().for_each(|node| _ = graph.add_node(Box::from(node.as_ref())));
        let node_count = u32::try_from(nodes.len()).expect("nodes are numbered with 32 bits");
        let wires = Wires {
            graph,
            node_count,
            first_segment: node_count,
            segment_links: Vec::new(),
            links: Vec::new(),
            by_name: Vec::new(),
            segment_kind: VertexKind::Segment,
        };
        Self { wires, pool: Pool::default(), pairs: BTreeSet::new() }
    }

    fn connect(&mut self, layout: &Layout) -> Result<(), LayoutError> {
        let count = self.wires.node_count;
        match layout {
            Layout::Mesh(link) => self.mesh(link),
            Layout::Star { hub, link } => {
                self.sort_names()?;
                let hub = self.wires.find(hub).ok_or_else(|| LayoutError::UnknownHub {
                    hub: hub.clone(),
                    meant: self.meant(hub, 0..count),
                })?;
                self.draw_pairs(&shape::star(count, hub), link);
                Ok(())
            }
            Layout::Ring(link) => self.shape(&shape::ring(count), link),
            Layout::Line(link) => self.shape(&shape::line(count), link),
            Layout::Grid { width: 0, .. } => Err(LayoutError::NoWidth),
            Layout::Grid { width, link } => self.shape(&shape::grid(count, *width), link),
            Layout::Tree { children: 0, .. } => Err(LayoutError::NoChildren),
            Layout::Tree { children, link } => self.shape(&shape::tree(count, *children), link),
            Layout::Random { seed, further, link } => {
                self.shape(&shape::random(count, *seed, *further), link)
            }
            Layout::Regions { regions, between } => self.regions(regions, between),
            Layout::Graph { switches, segments, attached, links } => {
                self.graph(switches, segments, attached, links)
            }
        }
    }

    fn shape(&mut self, pairs: &[Pair], link: &Link) -> Result<(), LayoutError> {
        self.sort_names()?;
        self.draw_pairs(pairs, link);
        Ok(())
    }

    // The segment of a mesh has no name, so nobody can mean it: it can't be called like a node.
    fn mesh(&mut self, link: &Link) -> Result<(), LayoutError> {
        self.sort_names()?;
        let segment = self.wires.node_count;
        self.add_segment("", link);
        (0..segment).for_each(|node| self.draw_edge(node, segment, Crossing::Tap));
        Ok(())
    }

    fn regions(&mut self, regions: &[Region], between: &[Road]) -> Result<(), LayoutError> {
        self.wires.segment_kind = VertexKind::Region;
        regions.iter().for_each(|region| self.add_segment(&region.name, &region.link));
        self.sort_names()?;
        let node_count = self.wires.node_count;
        let mut home: Vec<Option<&Region>> = vec![None; node_count as usize];
        for (region, segment) in regions.iter().zip(node_count..) {
            if region.nodes.is_empty() {
                return Err(LayoutError::EmptyRegion { region: region.name.clone() });
            }
            for name in &region.nodes {
                let node = self.member(region, name)?;
                if let Some(other) = home[node as usize].replace(region) {
                    return Err(in_two(name, other, region));
                }
                self.draw_edge(node, segment, Crossing::Tap);
            }
        }
        if let Some(node) = (0..).zip(&home).find_map(|(node, home)| home.is_none().then_some(node))
        {
            return Err(LayoutError::InNoRegion { node: self.wires.name(node).to_owned() });
        }
        between.iter().try_for_each(|road| self.road(road))
    }

    fn member(&self, region: &Region, node: &str) -> Result<u32, LayoutError> {
        self.find_node(node).ok_or_else(|| LayoutError::UnknownMember {
            region: region.name.clone(),
            node: node.to_owned(),
            meant: self.meant(node, 0..self.wires.node_count),
        })
    }

    fn graph(
        &mut self,
        switches: &[String],
        segments: &[(String, Link)],
        attached: &[(String, String)],
        links: &[Road],
    ) -> Result<(), LayoutError> {
        for name in switches {
            self.wires.graph.add_node(Box::from(&**name));
            self.wires.first_segment += 1;
        }
        segments.iter().for_each(|(name, link)| self.add_segment(name, link));
        self.sort_names()?;
        attached.iter().try_for_each(|(node, segment)| self.attach(node, segment))?;
        links.iter().try_for_each(|road| self.road(road))?;
        let alone = |node: &u32| self.wires.around(*node).next().is_none();
        match (0..self.wires.node_count).find(alone) {
            Some(node) => Err(LayoutError::Unconnected { node: self.wires.name(node).to_owned() }),
            None => Ok(()),
        }
    }

    fn attach(&mut self, node: &str, segment: &str) -> Result<(), LayoutError> {
        let wires = &self.wires;
        let from = wires.find(node).ok_or_else(|| LayoutError::UnknownAttached {
            node: node.to_owned(),
            segment: segment.to_owned(),
            meant: self.meant(node, 0..wires.node_count),
        })?;
        let to = wires.find(segment).ok_or_else(|| LayoutError::UnknownSegment {
            node: node.to_owned(),
            segment: segment.to_owned(),
            meant: self.meant(segment, wires.first_segment..wires.vertex_count()),
        })?;
        if from >= wires.node_count {
            return Err(LayoutError::AttachedNoNode {
                name: node.to_owned(),
                kind: wires.kind(from),
                segment: segment.to_owned(),
            });
        }
        if !wires.is_segment(to) {
            return Err(LayoutError::AttachedToNoSegment {
                node: node.to_owned(),
                name: segment.to_owned(),
                kind: wires.kind(to),
            });
        }
        self.draw_new_edge(from, to, Crossing::Tap)
    }

    fn road(&mut self, road: &Road) -> Result<(), LayoutError> {
        let [from, to] = [&road.from, &road.to].map(|end| self.end(road, end));
        let (from, to) = (from?, to?);
        if from == to {
            return Err(LayoutError::SelfEdge { name: road.from.clone() });
        }
        let there = self.pool.number(&road.link);
        let back = road.back.as_ref().map_or(there, |link| self.pool.number(link));
        self.draw_new_edge(from, to, Crossing::Road { there, back })
    }

    // A road between regions leads from region to region, other roads lead wherever they like.
    fn end(&self, road: &Road, end: &str) -> Result<u32, LayoutError> {
        let wires = &self.wires;
        let of_regions = wires.segment_kind == VertexKind::Region;
        let first = if of_regions { wires.first_segment } else { 0 };
        wires.find(end).filter(|end| *end >= first).ok_or_else(|| {
            let meant = self.meant(end, first..wires.vertex_count());
            let (from, to, end) = (road.from.clone(), road.to.clone(), end.to_owned());
            if of_regions {
                LayoutError::UnknownRegion { from, to, end, meant }
            } else {
                LayoutError::UnknownEnd { from, to, end, meant }
            }
        })
    }

    fn add_segment(&mut self, name: &str, link: &Link) {
        self.wires.graph.add_node(Box::from(name));
        self.wires.segment_links.push(self.pool.number(link));
    }

    // From here on vertices are found by their names.
    fn sort_names(&mut self) -> Result<(), LayoutError> {
        let wires = &mut self.wires;
        let mut by_name: Vec<u32> = (0..wires.vertex_count()).collect();
        by_name.sort_by(|one, other| wires.name(*one).cmp(wires.name(*other)));
        wires.by_name = by_name;
        let same = |pair: &&[u32]| wires.name(pair[0]) == wires.name(pair[1]);
        // Of all pairs the one that is completed first, as somebody reads who goes through the names.
        match wires.by_name.windows(2).filter(same).min_by_key(|pair| pair[1]) {
            Some(pair) => Err(LayoutError::SameName {
                name: wires.name(pair[0]).to_owned(),
                one: wires.kind(pair[0]),
                other: wires.kind(pair[1]),
            }),
            None => Ok(()),
        }
    }

    fn draw_pairs(&mut self, pairs: &[Pair], link: &Link) {
        let link = self.pool.number(link);
        let crossing = Crossing::Road { there: link, back: link };
        pairs.iter().for_each(|(from, to)| self.draw_edge(*from, *to, crossing));
    }

    fn draw_new_edge(&mut self, from: u32, to: u32, crossing: Crossing) -> Result<(), LayoutError> {
        if !self.pairs.insert((from.min(to), from.max(to))) {
            let [from, to] = [from, to].map(|end| self.wires.name(end).to_owned());
            return Err(LayoutError::TwoEdges { from, to });
        }
        self.draw_edge(from, to, crossing);
        Ok(())
    }

    fn draw_edge(&mut self, from: u32, to: u32, crossing: Crossing) {
        self.wires.graph.add_edge(index(from), index(to), crossing);
    }

    fn find_node(&self, name: &str) -> Option<u32> {
        self.wires.find(name).filter(|node| *node < self.wires.node_count)
    }

    // What was probably meant, among some vertices.
    fn meant(&self, name: &str, among: Range<u32>) -> Option<String> {
        nearest(name, among.map(|vertex| self.wires.name(vertex))).map(ToOwned::to_owned)
    }
}

fn in_two(node: &str, one: &Region, other: &Region) -> LayoutError {
    let node = node.to_owned();
    if one.name == other.name {
        return LayoutError::TwiceInRegion { node, region: one.name.clone() };
    }
    LayoutError::InTwoRegions { node, one: one.name.clone(), other: other.name.clone() }
}
