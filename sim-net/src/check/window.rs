//! The window: when something may be in force, judged by the worst that ranges allow.

use sim_core::Duration;

use crate::family::Family;
use crate::plan::{End, Episode};

/// From the earliest beginning to the latest end. Both are included: two windows that only touch may overlap.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Window {
    pub(super) from: Duration,
    pub(super) to: Duration,
}

impl Window {
    /// When the episode may be in force; `heal` ends what is in force then.
    pub(super) fn of(episode: &Episode, heal: Option<Duration>) -> Self {
        let to = match episode.end {
            Some(End::Lasts(duration)) => episode.at.most + duration.most,
            Some(End::Until(at)) => at.most,
            None => Duration::MAX,
        };
        Self { from: episode.at.least, to: to.min(heal.unwrap_or(Duration::MAX)) }
    }

    /// When nodes may be down because of the episode, if it is of that sort: also after its end, where they come back
    /// later, or never, which no heal changes.
    pub(super) fn of_down(episode: &Episode, heal: Option<Duration>) -> Option<Self> {
        let window = Self::of(episode, heal);
        if is_for_good(episode) {
            return Some(Self { to: Duration::MAX, ..window });
        }
        match &episode.fault {
            Family::Crash(_) | Family::Pause(_) => Some(window),
            Family::Points(points) => {
                let later = points.restart.map_or(Duration::ZERO, |after| after.most);
                let to = (window.to + later).min(heal.unwrap_or(Duration::MAX));
                Some(Self { to, ..window })
            }
            Family::Partition(_)
            | Family::SlowLink(_)
            | Family::Loss(_)
            | Family::Duplicates(_)
            | Family::Reorder(_)
            | Family::Corruption(_)
            | Family::Hold(_)
            | Family::Rule(_)
            | Family::SlowNode(_)
            | Family::ClockJump(_)
            | Family::ClockDrift(_)
            | Family::Disk(_)
            | Family::BitRot(_) => None,
        }
    }

    pub(super) fn has(self, time: Duration) -> bool {
        self.from <= time && time <= self.to
    }

    pub(super) fn overlaps(self, other: Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }
}

/// Whether nodes that crash in the episode don't come back.
pub(super) fn is_for_good(episode: &Episode) -> bool {
    match &episode.fault {
        Family::Crash(_) => episode.end.is_none(),
        Family::Points(points) => points.restart.is_none(),
        Family::Partition(_)
        | Family::SlowLink(_)
        | Family::Loss(_)
        | Family::Duplicates(_)
        | Family::Reorder(_)
        | Family::Corruption(_)
        | Family::Hold(_)
        | Family::Rule(_)
        | Family::Pause(_)
        | Family::SlowNode(_)
        | Family::ClockJump(_)
        | Family::ClockDrift(_)
        | Family::Disk(_)
        | Family::BitRot(_) => false,
    }
}
