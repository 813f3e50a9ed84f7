//! Who and what: the small names that events, effects and judges pass around.

use core::fmt;

/// A node: a failure domain with a disk, clocks and a network card.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(crate) u32);

impl NodeId {
    /// The place of the node in the order in which nodes were declared.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

impl fmt::Debug for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "node {}", self.0)
    }
}

/// An actor: a sequential participant with one mailbox on one node.
///
/// An actor that was declared keeps its id over crashes and restarts of its node. The id of a spawned actor
/// dies with it: a later actor in the same seat has another generation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActorId {
    pub(crate) seat: u32,
    pub(crate) generation: u32,
}

impl ActorId {
    // What a ghost gets when it spawns: the address of nobody, ever.
    pub(crate) const NOBODY: Self = Self { seat: u32::MAX, generation: u32::MAX };

    /// The place of the actor in the order in which actors were declared.
    pub const fn index(self) -> usize {
        self.seat as usize
    }

    // One word for digests.
    pub(crate) const fn word(self) -> u64 {
        (self.generation as u64) << 32 | self.seat as u64
    }
}

impl fmt::Debug for ActorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.generation == 0 {
            write!(f, "actor {}", self.seat)
        } else {
            write!(f, "actor {}.{}", self.seat, self.generation)
        }
    }
}

/// An event of a run, counted from zero.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(pub(crate) u64);

impl EventId {
    /// The event that so many came before, for judges of histories that no world has made.
    pub const fn nth(index: u64) -> Self {
        Self(index)
    }

    /// The number of events that came before.
    pub const fn index(self) -> u64 {
        self.0
    }
}

impl fmt::Debug for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// A client's call, counted per actor.
//
// Per actor and not per world: otherwise removing one call would rename every later one everywhere.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OperationId {
    pub(crate) actor: ActorId,
    pub(crate) number: u32,
}

impl OperationId {
    /// The actor that made the call.
    pub const fn actor(self) -> ActorId {
        self.actor
    }

    /// How many calls this actor had made before.
    pub const fn number(self) -> u32 {
        self.number
    }
}

impl fmt::Debug for OperationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "operation {} of {:?}", self.number, self.actor)
    }
}
