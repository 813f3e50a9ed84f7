//! The backbone: what is left without the leaves, as places and steps for a search.

use alloc::vec;
use alloc::vec::Vec;

use super::leaves::Leaves;
use super::wires::{Crossing, Wires};

/// What it takes to go on. Compared as routes are: latency, then hops, then vertices.
//
// The latency has 128 bits: a sum that stopped at its limit would make routes equal that aren't.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Cost {
    pub(super) latency: u128,
    pub(super) hops: u32,
    // At least one for each step: whoever goes on never stands where it stood before.
    pub(super) vertices: u32,
}

impl Cost {
    pub(super) const ZERO: Self = Self { latency: 0, hops: 0, vertices: 0 };

    pub(super) const fn plus(self, other: Self) -> Self {
        Self {
            latency: self.latency + other.latency,
            hops: self.hops + other.hops,
            vertices: self.vertices + other.vertices,
        }
    }
}

/// A step from one place to the place in whose list it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub(super) from: u32,
    pub(super) edge: u32,
    latency: u64,
    hops: u32,
}

impl Step {
    pub(super) fn cost(self) -> Cost {
        Cost { latency: u128::from(self.latency), hops: self.hops, vertices: 1 }
    }
}

/// The vertices without the leaves, as places.
///
/// Whether leaving a segment by a tap costs its link depends on how it was entered. So a segment is two places: one for
/// those who came by an edge, and behind it one for those who came by a tap.
#[derive(Clone, Debug)]
pub(super) struct Backbone {
    // The first place of each vertex.
    places: Vec<u32>,
    // The vertex of each place.
    vertices: Vec<u32>,
    // The steps to each place, one list behind the other, and where each ends.
    steps: Vec<Step>,
    ends: Vec<usize>,
}

impl Backbone {
    pub(super) fn new(wires: &Wires, leaves: &Leaves) -> Self {
        let mut places = vec![u32::MAX; wires.vertex_count() as usize];
        let mut vertices = Vec::new();
        for vertex in (0..wires.vertex_count()).filter(|vertex| leaves.depth(*vertex) == 0) {
            places[vertex as usize] =
                u32::try_from(vertices.len()).expect("there are at most 2^31 vertices");
            let count = if wires.is_segment(vertex) { 2 } else { 1 };
            vertices.extend((0..count).map(|_| vertex));
        }
        let mut backbone = Self { places, vertices, steps: Vec::new(), ends: Vec::new() };
        for place in 0..backbone.place_count() {
            backbone.list_steps(place, wires, leaves);
            backbone.ends.push(backbone.steps.len());
        }
        backbone
    }

    fn list_steps(&mut self, place: u32, wires: &Wires, leaves: &Leaves) {
        let to = self.vertex(place);
        for (edge, from) in wires.around(to).filter(|(_, from)| leaves.depth(*from) == 0) {
            let (crossing, first, _) = wires.edge(edge);
            if self.place(to, wires.is_segment(to) && crossing == Crossing::Tap) != place {
                continue;
            }
            let free = Step { from: self.place(from, false), edge, latency: 0, hops: 0 };
            let over =
                |link: u32| Step { latency: wires.latency(link).as_nanos(), hops: 1, ..free };
            let by_tap = self.place(from, true);
            match crossing {
                Crossing::Road { there, back } => {
                    let step = over(if from == first { there } else { back });
                    self.steps.push(step);
                    if wires.is_segment(from) {
                        self.steps.push(Step { from: by_tap, ..step });
                    }
                }
                Crossing::Tap => {
                    self.steps.push(free);
                    if wires.is_segment(from) {
                        self.steps.push(Step { from: by_tap, ..over(wires.segment_link(from)) });
                    }
                }
            }
        }
    }

    pub(super) fn place_count(&self) -> u32 {
        u32::try_from(self.vertices.len()).expect("there are at most 2^31 vertices")
    }

    /// Where somebody stands at a vertex; it matters only at a segment whether they came by a tap.
    pub(super) fn place(&self, vertex: u32, by_tap: bool) -> u32 {
        self.places[vertex as usize] + u32::from(by_tap)
    }

    pub(super) fn vertex(&self, place: u32) -> u32 {
        self.vertices[place as usize]
    }

    /// The steps that lead to a place.
    pub(super) fn steps_to(&self, place: u32) -> &[Step] {
        let begin = place.checked_sub(1).map_or(0, |before| self.ends[before as usize]);
        &self.steps[begin..self.ends[place as usize]]
    }
}
