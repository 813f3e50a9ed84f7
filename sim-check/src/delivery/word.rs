//! The sender's word: what the sender of something knows about its attempts.

use sim_core::EventId;

/// What the sender of one key knows.
//
// The attempts themselves needn't be kept: a delivery is impossible only if all of them have failed.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Word {
    // Whether the last attempt waits for a word.
    open: bool,
    // Whether some attempt ended otherwise than by a failure.
    possible: bool,
    failed: Option<EventId>,
}

impl Word {
    pub(super) const fn attempt(&mut self) {
        self.open = true;
    }

    pub(super) const fn fail(&mut self, event: EventId) {
        self.open = false;
        self.failed = Some(event);
    }

    pub(super) const fn acknowledge_or_doubt(&mut self) {
        self.open = false;
        self.possible = true;
    }

    /// The last failure, if all attempts have failed.
    pub(super) const fn all_failed(&self) -> Option<EventId> {
        if self.open || self.possible { None } else { self.failed }
    }
}
