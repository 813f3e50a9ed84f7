//! The plan: what goes wrong when, as data.

mod apply;

pub use apply::{ApplyError, FittedPlan};

use alloc::string::String;
use alloc::vec::Vec;

use sim_core::Duration;

use crate::family::Family;
use crate::model::FaultModel;

/// What goes wrong when.
///
/// ```
/// use sim_core::{millis, seconds};
/// use sim_net::{Crash, Episode, FaultModel, Partition, Plan, Selector, Within};
///
/// let plan = Plan::new()
///     .model(FaultModel::new().partitioned().crash_restart(1))
///     .episode(Episode::new("split", seconds(1), Partition::Halves).lasts(millis(500)))
///     .episode(
///         Episode::new("crash", Within::new(seconds(2), seconds(3)), Crash::of(Selector::node("n1")))
///             .until(seconds(4)),
///     )
///     .heal(seconds(5));
///
/// assert!(plan.problems(&["n1", "n2", "n3"]).is_empty());
/// assert_eq!(
///     plan.problems(&["n2", "n3"])[0].to_string(),
///     "episode \"crash\": no node is called \"n1\"; expected one of n2, n3",
/// );
/// ```
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
#[derive(Clone, Eq, Debug)]
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

impl Plan {
    /// Nothing goes wrong.
    pub fn new() -> Self {
        Self::default()
    }

    /// The plan may do only what this model allows.
    pub fn model(self, model: FaultModel) -> Self {
        Self { model: Some(model), ..self }
    }

    /// Everything is healed at that time, but for nodes that crashed for good.
    pub fn heal(self, at: Duration) -> Self {
        Self { heal: Some(at), ..self }
    }

    /// This goes wrong as well.
    pub fn episode(mut self, episode: Episode) -> Self {
        self.episodes.push(episode);
        self
    }
}

// Wherever it was read from: a plan that is printed and read again is the same plan.
impl PartialEq for Episode {
    fn eq(&self, other: &Self) -> bool {
        let Self { label, at, end, fault, flapping, in_flight, line: _ } = self;
        (label, at, end) == (&other.label, &other.at, &other.end)
            && (fault, flapping, in_flight) == (&other.fault, &other.flapping, &other.in_flight)
    }
}

impl Episode {
    /// A fault that begins at that time and lasts until all is healed; it hits messages in flight.
    pub fn new(label: impl Into<String>, at: impl Into<Within>, fault: impl Into<Family>) -> Self {
        Self {
            label: label.into(),
            at: at.into(),
            end: None,
            fault: fault.into(),
            flapping: None,
            in_flight: true,
            line: None,
        }
    }

    /// It ends so long after it began.
    pub fn lasts(self, duration: impl Into<Within>) -> Self {
        Self { end: Some(End::Lasts(duration.into())), ..self }
    }

    /// It ends at that time.
    pub fn until(self, at: impl Into<Within>) -> Self {
        Self { end: Some(End::Until(at.into())), ..self }
    }

    /// It comes and goes: in force for `on`, then not for `off`, and so on.
    pub fn flapping(self, on: Duration, off: Duration) -> Self {
        Self { flapping: Some(Flapping { on, off }), ..self }
    }

    /// It hits only what leaves while it is in force.
    pub fn spares_in_flight(self) -> Self {
        Self { in_flight: false, ..self }
    }
}

impl Within {
    /// Between these, both included.
    pub const fn new(least: Duration, most: Duration) -> Self {
        Self { least, most }
    }
}

impl From<Duration> for Within {
    /// Exactly this.
    fn from(exactly: Duration) -> Self {
        Self::new(exactly, exactly)
    }
}
