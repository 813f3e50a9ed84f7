//! Faults of nodes: what can be done to one from outside.

use alloc::rc::Rc;

use crate::clock::ClockRate;
use crate::disk::DiskFaults;
use crate::duration::Duration;
use crate::id::NodeId;
use crate::ratio::Ratio;

/// Something that goes wrong, or is repaired. `W` is what can be done to the medium.
#[derive(Clone, PartialEq, Debug)]
pub enum Fault<W> {
    /// The node crashes: mailboxes, timers and what was not synced are gone. One that is down already stays so, also if
    /// it was to come back by itself.
    Crash {
        /// Which node.
        node: NodeId,
        /// Whether its disk is wiped as well.
        wipe: bool,
    },
    /// The node comes back with new actors. No effect on one that is up.
    Restart(NodeId),
    /// The node stands still: nothing is handled, and timers that become due wait.
    Pause(NodeId),
    /// The node goes on.
    Resume(NodeId),
    /// Whatever takes time on the node takes so many times longer.
    Slow {
        /// Which node.
        node: NodeId,
        /// How many times; one is normal.
        factor: Ratio,
    },
    /// The node's clock on the wall jumps.
    JumpClock {
        /// Which node.
        node: NodeId,
        /// By how many nanoseconds.
        nanos: i64,
    },
    /// The node's clocks run at another rate from now on.
    DriftClock {
        /// Which node.
        node: NodeId,
        /// Local time per global time; one is normal.
        rate: ClockRate,
    },
    /// The node's clocks run at rate one, and the one on the wall is right again.
    HealClock(NodeId),
    /// The node's disk behaves so from now on.
    Disk {
        /// Which node.
        node: NodeId,
        /// How it behaves.
        faults: DiskFaults,
    },
    /// One bit of a file on the node's disk is flipped.
    BitRot {
        /// Which node.
        node: NodeId,
        /// The file's rank among those there, in their order; beyond the last it starts again.
        file: u64,
        /// The bit; beyond the last it starts again.
        bit: u64,
    },
    /// The node crashes at its fault points with this chance from now on.
    Points {
        /// Which node.
        node: NodeId,
        /// How.
        points: Points,
    },
    /// Something is done to the medium.
    Weather(W),
}

/// How a node behaves at its fault points: those its actors name, and those before and after each disk operation, reads
/// and lists too.
///
/// There are none around a send or a fact. A fact is an effect like any other: what a handler did before a crash has
/// happened, what it would have told after has not; what is durable is on the [disk](crate::World::disk).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Points {
    /// Only at points of this name; at each, if there is none.
    pub at: Option<Rc<str>>,
    /// The chance of a crash at each.
    pub chance: Ratio,
    /// After how long the node restarts then: at least, and at most. Never, if there is none.
    pub restart: Option<(Duration, Duration)>,
}

impl Points {
    /// No crash.
    pub const CALM: Self = Self { at: None, chance: Ratio::ZERO, restart: None };
}

impl Default for Points {
    fn default() -> Self {
        Self::CALM
    }
}
