//! The plan: what goes wrong when, as data.

use alloc::string::String;
use alloc::vec::Vec;

use sim_core::Duration;

use crate::family::Family;
use crate::model::FaultModel;

/// What goes wrong when.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Plan {
    /// What the plan may do; without, everything.
    pub model: Option<FaultModel>,
    /// When everything is healed, but for nodes that crashed for good.
    pub heal: Option<Duration>,
    /// What goes wrong.
    pub episodes: Vec<Episode>,
}

/// A fault with a beginning and, unless it lasts until all is healed, an end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Episode {
    /// Its name: in events, in schedules, in the summary.
    pub label: String,
    /// When it begins.
    pub at: Within,
    /// When it ends.
    pub end: Option<End>,
    /// What goes wrong.
    pub fault: Family,
    /// Whether it comes and goes in between.
    pub flapping: Option<Flapping>,
    /// Whether it hits messages that are on their way when it begins, or left after that and arrive when it is over:
    /// it does, if it is in force at departure, at arrival or between. Otherwise only what leaves meanwhile.
    pub in_flight: bool,
    /// The line of the plan's text, counted from one, if it was read from one.
    pub line: Option<u32>,
}

/// When an episode ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    /// So long after it began.
    Lasts(Within),
    /// At this time.
    Until(Within),
}

/// A duration that is drawn between two bounds, both included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Within {
    /// The shortest.
    pub least: Duration,
    /// The longest.
    pub most: Duration,
}

/// A fault that comes and goes: it is in force for `on`, then not for `off`, and so on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Flapping {
    /// How long it is in force.
    pub on: Duration,
    /// How long it isn't.
    pub off: Duration,
}
