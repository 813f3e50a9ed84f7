//! When a run stops, and why it did.

use alloc::vec::Vec;
use core::fmt;

use crate::duration::Duration;
use crate::id::ActorId;
use crate::time::Time;

/// When to stop. A run that has nothing left to do always stops.
///
/// ```
/// use sim_core::{Stop, seconds};
///
/// let stop = Stop::after(seconds(10)).steps(1_000_000);
/// assert_ne!(stop, Stop::idle());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stop {
    pub(crate) time: Time,
    pub(crate) steps: u64,
    pub(crate) events: u64,
}

impl Stop {
    /// When nothing is left to do.
    pub const fn idle() -> Self {
        Self { time: Time::MAX, steps: u64::MAX, events: u64::MAX }
    }

    /// At this time: what is due then still happens, what is due later doesn't.
    pub const fn at(time: Time) -> Self {
        Self { time, ..Self::idle() }
    }

    /// When the run has lasted so long.
    pub const fn after(elapsed: Duration) -> Self {
        Self::at(Time::after(elapsed))
    }

    /// After so many further steps.
    pub const fn steps(mut self, steps: u64) -> Self {
        self.steps = steps;
        self
    }

    /// After so many further events.
    pub const fn events(mut self, events: u64) -> Self {
        self.events = events;
        self
    }
}

/// Why a run stopped.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ending {
    /// Nothing is left to do.
    Idle,
    /// The time is over.
    Time,
    /// The steps are used up.
    Steps,
    /// The events are used up.
    Events,
    /// What was waited for has come.
    Reached,
    /// An observer has seen enough.
    Observed,
    /// A handler panicked; see [`World::panics`](crate::World::panics).
    Panicked(ActorId),
    /// Actors wait for room in each other's mailboxes, each for the next and the last for the first.
    Deadlock(Vec<ActorId>),
    /// Too many steps without time passing; by these actors.
    Livelock(Vec<ActorId>),
    /// Something would happen at a time that can't be told: later than 584 years after the start.
    TimeOverflow,
}

impl Ending {
    /// Whether the run broke off before it was clear what becomes of it: a budget is spent, or a time can't be told.
    pub const fn is_undecided(&self) -> bool {
        matches!(self, Self::TimeOverflow | Self::Steps | Self::Events)
    }
}

impl fmt::Display for Ending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Idle => f.write_str("nothing left to do"),
            Self::Time => f.write_str("time over"),
            Self::Steps => f.write_str("steps used up"),
            Self::Events => f.write_str("events used up"),
            Self::Reached => f.write_str("reached"),
            Self::Observed => f.write_str("stopped by an observer"),
            Self::Panicked(actor) => write!(f, "{actor:?} panicked"),
            Self::Deadlock(actors) => write!(f, "deadlock of {actors:?}"),
            Self::Livelock(actors) => write!(f, "livelock of {actors:?}"),
            Self::TimeOverflow => f.write_str("time overflow"),
        }
    }
}
