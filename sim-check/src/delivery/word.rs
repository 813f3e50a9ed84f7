//! The sender's word: what the sender of something knows about its attempts.

use std::fmt;

use sim_core::EventId;

/// An event, or none, in one word: of each key of a run several are kept.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Noted(u64);

impl Noted {
    pub(super) const NONE: Self = Self(u64::MAX);

    pub(super) const fn some(event: EventId) -> Self {
        Self(event.index())
    }

    pub(super) fn get(self) -> Option<EventId> {
        (self != Self::NONE).then(|| EventId::nth(self.0))
    }
}

impl Default for Noted {
    fn default() -> Self {
        Self::NONE
    }
}

impl fmt::Debug for Noted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get().fmt(f)
    }
}

/// What the sender of one key knows.
//
// The attempts themselves needn't be kept: a delivery is impossible only if all of them have failed.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Word {
    // Whether the last attempt waits for a word.
    open: bool,
    // Whether some attempt ended otherwise than by a failure.
    possible: bool,
    failed: Noted,
}

impl Word {
    pub(super) const fn attempt(&mut self) {
        self.open = true;
    }

    pub(super) const fn fail(&mut self, event: EventId) {
        self.open = false;
        self.failed = Noted::some(event);
    }

    pub(super) const fn acknowledge_or_doubt(&mut self) {
        self.open = false;
        self.possible = true;
    }

    /// The last failure, if all attempts have failed.
    pub(super) fn all_failed(&self) -> Option<EventId> {
        if self.open || self.possible { None } else { self.failed.get() }
    }
}
