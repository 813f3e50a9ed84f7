//! The hop: one stretch of a route, and the names of what it crosses.

/// An edge of a topology, counted from zero.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct EdgeNumber(pub(super) u32);

impl EdgeNumber {
    /// How many edges were drawn before.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Which way an edge is crossed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Direction {
    /// From the end that was named first.
    There,
    /// To the end that was named first.
    Back,
}

/// One stretch of a route: a link, and where it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hop {
    /// The number of the link among [`Topology::links`](super::Topology::links).
    pub link: u32,
    /// Where it is: the same link may be in many places, each with its own state.
    pub way: Way,
}

/// Where a hop leads.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Way {
    /// Along an edge.
    Edge {
        /// The edge.
        edge: EdgeNumber,
        /// Which way.
        direction: Direction,
    },
    /// Over a segment, from a node that is attached to it to another.
    Segment {
        /// The number of the segment among all vertices.
        segment: u32,
        /// The number of the first node.
        source: u32,
        /// The number of the other.
        target: u32,
    },
}

impl Way {
    /// One number for the way, different for each: the name of the state of what leads along it.
    pub const fn key(self) -> u64 {
        match self {
            Self::Edge { edge, direction } => (edge.0 as u64) << 1 | direction as u64,
            // The segment needn't be in it: two nodes that share several use the quickest, always the same.
            Self::Segment { source, target, .. } => 1 << 63 | (source as u64) << 32 | target as u64,
        }
    }
}

/// What two neighbours have between them, in either direction.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Edge {
    /// An edge with links.
    Road(EdgeNumber),
    /// The attachment of a node to a segment.
    Tap(EdgeNumber),
    /// A segment to which both nodes are attached; the numbers of the nodes.
    Pair(u32, u32),
}

impl Hop {
    /// Whether it crosses this edge, in either direction.
    ///
    /// A tap is crossed by a route, not by a hop; [`Topology::crosses`](super::Topology::crosses) knows of it.
    pub fn crosses(&self, edge: Edge) -> bool {
        match (self.way, edge) {
            (Way::Edge { edge, .. }, Edge::Road(number)) => edge == number,
            (Way::Segment { source, target, .. }, Edge::Pair(one, other)) => {
                (source, target) == (one, other) || (source, target) == (other, one)
            }
            (Way::Edge { .. }, Edge::Tap(_) | Edge::Pair(..))
            | (Way::Segment { .. }, Edge::Road(_) | Edge::Tap(_)) => false,
        }
    }
}
