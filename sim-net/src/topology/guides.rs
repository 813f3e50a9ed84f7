//! The guides: the way from everywhere in the backbone to one place, searched when somebody first goes there.

use alloc::boxed::Box;
use alloc::collections::{BinaryHeap, VecDeque};
use alloc::vec;
use alloc::vec::Vec;
use core::cmp::Reverse;

use super::backbone::{Backbone, Cost};
use super::wires::Wires;

// How many places all guides together may know, at four bytes each. In a larger backbone the oldest guides are
// forgotten, and searched again when they are needed: routes are the same either way.
const KNOWN_MAX: usize = 1 << 25;

/// What a guide says at a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Advice {
    /// Follow this edge.
    Follow(u32),
    /// You are there.
    There,
    /// There is no way.
    Nowhere,
}

/// The guides, one for each place to which somebody went.
#[derive(Clone, Debug)]
pub(super) struct Guides {
    to: Vec<Option<Guide>>,
    // The places that have one, the oldest first.
    ages: VecDeque<u32>,
    known_max: usize,
}

impl Default for Guides {
    fn default() -> Self {
        Self::bounded(KNOWN_MAX)
    }
}

impl Guides {
    /// They know at most so many places together, but for one guide that knows all.
    pub(super) const fn bounded(known_max: usize) -> Self {
        Self { to: Vec::new(), ages: VecDeque::new(), known_max }
    }

    /// The guide to a vertex, or, where that is a segment and `by_tap` holds, to what hangs on its taps.
    pub(super) fn to(&mut self, vertex: u32, by_tap: bool, on: &Backbone, wires: &Wires) -> &Guide {
        self.to.resize_with(on.place_count() as usize, || None);
        let end = on.place(vertex, by_tap);
        let guide = &mut self.to[end as usize];
        if guide.is_none() {
            *guide = Some(Guide::search(vertex, by_tap, on, wires));
            self.ages.push_back(end);
            if self.ages.len() > 1 && self.ages.len() * self.to.len() > self.known_max {
                self.forget();
            }
        }
        self.to[end as usize]
            .as_ref()
            .expect("it has just been searched, and the oldest goes first")
    }

    fn forget(&mut self) {
        if let Some(oldest) = self.ages.pop_front() {
            self.to[oldest as usize] = None;
        }
    }

    /// How many there are.
    #[cfg(test)]
    pub(super) fn count(&self) -> usize {
        self.to.iter().flatten().count()
    }
}

/// The way from every place to one.
//
// An edge for each place. Two numbers that no edge has stand for the other advice, so that it is four bytes.
#[derive(Clone, Debug)]
pub(super) struct Guide(Box<[u32]>);

const NOWHERE: u32 = u32::MAX;
const THERE: u32 = u32::MAX - 1;

impl Guide {
    pub(super) fn ask(&self, place: u32) -> Advice {
        match self.0[place as usize] {
            NOWHERE => Advice::Nowhere,
            THERE => Advice::There,
            edge => Advice::Follow(edge),
        }
    }

    // Dijkstra's search, backwards from the end. Among equals the edge to the smallest vertex is followed: as equals
    // have equally many vertices and each place makes that choice, the route is the first in the order of its vertices.
    fn search(vertex: u32, by_tap: bool, backbone: &Backbone, wires: &Wires) -> Self {
        let count = backbone.place_count() as usize;
        let mut search = Search {
            best: vec![None; count],
            edges: vec![NOWHERE; count],
            queue: BinaryHeap::new(),
        };
        search.reach(backbone.place(vertex, false), Cost::ZERO, vertex, THERE);
        if wires.is_segment(vertex) {
            // From tap to tap costs the segment's link.
            let link = wires.segment_link(vertex);
            let crossing =
                Cost { latency: wires.latency(link).as_nanos().into(), hops: 1, vertices: 0 };
            let rest = if by_tap { crossing } else { Cost::ZERO };
            search.reach(backbone.place(vertex, true), rest, vertex, THERE);
        }
        while let Some(Reverse((cost, place))) = search.queue.pop() {
            // It has been reached more cheaply since.
            if search.best[place as usize].is_none_or(|(best, _)| best < cost) {
                continue;
            }
            for step in backbone.steps_to(place) {
                let cost = cost.plus(step.cost());
                search.reach(step.from, cost, backbone.vertex(place), step.edge);
            }
        }
        Self(search.edges.into_boxed_slice())
    }
}

struct Search {
    // What it takes from each place, and the next vertex.
    best: Vec<Option<(Cost, u32)>>,
    edges: Vec<u32>,
    queue: BinaryHeap<Reverse<(Cost, u32)>>,
}

impl Search {
    fn reach(&mut self, place: u32, cost: Cost, next: u32, edge: u32) {
        let best = &mut self.best[place as usize];
        if best.is_some_and(|best| best <= (cost, next)) {
            return;
        }
        if best.is_none_or(|(best, _)| cost < best) {
            self.queue.push(Reverse((cost, place)));
        }
        *best = Some((cost, next));
        self.edges[place as usize] = edge;
    }
}
