//! The anomaly: the ways in which transactions go wrong, by the names that the literature gives them.

use std::fmt;

/// A way in which transactions go wrong. Where there are several, the first of them is told.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Anomaly {
    /// An element stands twice in a list, though it was appended once.
    DuplicateElements,
    /// Lists of one key contradict each other, or the order in which a transaction appended.
    IncompatibleOrder,
    /// An element was read that nobody appended.
    UnwrittenRead,
    /// A transaction doesn't see what it appended itself, or sees it before it did.
    Internal,
    /// What a failed transaction appended was read (G1a).
    AbortedRead,
    /// Onto what a failed transaction appended, another one appended.
    DirtyUpdate,
    /// What a transaction appended was read before it appended more (G1b).
    IntermediateRead,
    /// Two transactions read the same list, and both appended to it.
    LostUpdate,
    /// Each of some transactions comes before the next, and the last before the first.
    Cycle(Ties, Shape),
}

/// What says that one transaction comes before another, besides what they read and appended.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Ties {
    /// Nothing else.
    Data,
    /// That one process called them one after the other.
    Process,
    /// That one had ended when the other began.
    Realtime,
}

/// What a cycle is made of, the worst first. A read-write edge leads from who read a list without an element to who
/// appended it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Shape {
    /// Appends only.
    G0,
    /// Appends, and reads of what was appended.
    G1c,
    /// One read-write edge.
    GSingle,
    /// Several read-write edges, none beside another: no moment exists that all could have seen.
    GNonadjacent,
    /// Read-write edges beside each other, as in write skew.
    G2,
}

impl Ties {
    /// All, the fewest first.
    pub const ALL: [Self; 3] = [Self::Data, Self::Process, Self::Realtime];
}

impl Anomaly {
    /// Its name in the literature.
    ///
    /// ```
    /// use sim_check::transactions::{Anomaly, Shape, Ties};
    /// assert_eq!(Anomaly::Cycle(Ties::Realtime, Shape::GSingle).name(), "G-single-item-realtime");
    /// ```
    pub const fn name(self) -> &'static str {
        match self {
            Self::DuplicateElements => "duplicate-elements",
            Self::IncompatibleOrder => "incompatible-order",
            Self::UnwrittenRead => "unwritten-read",
            Self::Internal => "internal",
            Self::AbortedRead => "G1a",
            Self::DirtyUpdate => "dirty-update",
            Self::IntermediateRead => "G1b",
            Self::LostUpdate => "lost-update",
            Self::Cycle(Ties::Data, Shape::G0) => "G0",
            Self::Cycle(Ties::Data, Shape::G1c) => "G1c",
            Self::Cycle(Ties::Data, Shape::GSingle) => "G-single-item",
            Self::Cycle(Ties::Data, Shape::GNonadjacent) => "G-nonadjacent-item",
            Self::Cycle(Ties::Data, Shape::G2) => "G2-item",
            Self::Cycle(Ties::Process, Shape::G0) => "G0-process",
            Self::Cycle(Ties::Process, Shape::G1c) => "G1c-process",
            Self::Cycle(Ties::Process, Shape::GSingle) => "G-single-item-process",
            Self::Cycle(Ties::Process, Shape::GNonadjacent) => "G-nonadjacent-item-process",
            Self::Cycle(Ties::Process, Shape::G2) => "G2-item-process",
            Self::Cycle(Ties::Realtime, Shape::G0) => "G0-realtime",
            Self::Cycle(Ties::Realtime, Shape::G1c) => "G1c-realtime",
            Self::Cycle(Ties::Realtime, Shape::GSingle) => "G-single-item-realtime",
            Self::Cycle(Ties::Realtime, Shape::GNonadjacent) => "G-nonadjacent-item-realtime",
            Self::Cycle(Ties::Realtime, Shape::G2) => "G2-item-realtime",
        }
    }
}

impl fmt::Display for Anomaly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
