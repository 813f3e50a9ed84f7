//! Waits: how long what was begun takes until it may happen, and what became of it.
//!
//! A list of steps says in which order things happen. Whether there are times at which they can happen so follows from
//! these: each is the distance of two steps, with bounds.

use alloc::vec::Vec;

use crate::duration::Duration;
use crate::id::EventId;
use crate::key::Key;
use crate::queue::Handle;
use crate::schedule::Class;

/// Something that was begun in a run over the silent world, and had to wait: a message on its way, a timer, a turn.
///
/// Steps are counted from zero, in the order in which they were taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Wait {
    /// What it waited to be: an arrival, a timer that fires, ...
    pub class: Class,
    /// The step that began it; none if the start of the nodes did.
    pub since: Option<usize>,
    /// How long it takes at least.
    pub least: Duration,
    /// How long it takes at most.
    pub most: Duration,
    /// What became of it.
    pub end: WaitEnd,
    /// The event of its sending and its key, if it is a message.
    pub message: Option<(EventId, Key)>,
}

/// What became of something that waited.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WaitEnd {
    /// This step is it.
    Taken(usize),
    /// It was taken back in this step, before its time: cancelled, set anew, or lost in a crash.
    Withdrawn(Option<usize>),
    /// It still waited when the list was at its end.
    Pending,
}

/// The waits of a run, kept where somebody will ask for them.
#[derive(Debug, Default)]
pub(crate) struct Waits {
    on: bool,
    // What is in the queue, by slots.
    open: Vec<Option<Wait>>,
    over: Vec<Wait>,
}

impl Waits {
    pub(crate) fn reset(&mut self, on: bool) {
        self.on = on;
        self.open.clear();
        self.over.clear();
    }

    #[inline(always)]
    pub(crate) const fn on(&self) -> bool {
        self.on
    }

    pub(crate) fn begin(&mut self, handle: Handle, wait: Wait) {
        let slot = handle.slot();
        if self.open.len() <= slot {
            self.open.resize(slot + 1, None);
        }
        self.open[slot] = Some(wait);
    }

    pub(crate) fn end(&mut self, handle: Handle, end: WaitEnd) {
        if let Some(wait) = self.open.get_mut(handle.slot()).and_then(Option::take) {
            self.over.push(Wait { end, ..wait });
        }
    }

    pub(crate) fn add(&mut self, wait: Wait) {
        self.over.push(wait);
    }

    pub(crate) fn all(&self) -> Vec<Wait> {
        self.over.iter().chain(self.open.iter().flatten()).copied().collect()
    }
}
