//! `Queue`: the pending events of a world, first due first out.
//!
//! A push costs 24 bytes beyond the event: a key of 16 bytes waits in the `line`, and a stamp of 8
//! lies with the body in the `arena`. Cancelling vacates the slot at once and leaves the key behind,
//! stale: it is recognised by its stamp and dropped when somebody comes across it.
//!
//! Deliberately absent: a clock (nothing forbids an event before the last one), and any knowledge
//! of what an event is.

use alloc::vec::Vec;
use core::num::NonZeroU64;

use crate::time::Time;

use arena::Arena;
use key::{Key, SEQUENCE_LIMIT};
use line::Line;

mod arena;
mod heap;
mod key;
mod ladder;
mod line;
mod pool;
mod run;
mod shelf;
#[cfg(test)]
mod tests;

/// So many stale keys are never worth the work of removing them.
const STALE_MIN: usize = 64;

/// Pending events, popped in the order of their times; equal times in the order of their pushes.
///
/// At most 2^28 events can be pending at once: `push` panics at the next one. The number of pushes
/// has no limit.
#[derive(Debug)]
pub(crate) struct Queue<T> {
    arena: Arena<T>,
    line: Line,
    // Invariant: the keys in the line are the live events of this era and this many others.
    stale: usize,
    /// Pushes since the last clear.
    pushed: u64,
    /// Pushes before this era: a key has room for the number within the era only.
    era: u64,
    era_len: u64,
    /// What is left of earlier eras, the first due at the end.
    elders: Vec<Handle>,
}

/// Names one push of one queue until that queue is cleared, also after the event has left.
///
/// Handles are ordered as their events are due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Handle {
    time: Time,
    // The number of the push, counted from one.
    stamp: NonZeroU64,
    slot: u32,
}

impl Handle {
    /// Where the event lies while it is pending; no two pending ones lie in one place.
    pub(crate) const fn slot(self) -> usize {
        self.slot as usize
    }

    /// When the event is due.
    pub(crate) const fn time(self) -> Time {
        self.time
    }

    /// The number of the push, counted from one.
    pub(crate) const fn number(self) -> u64 {
        self.stamp.get()
    }

    /// Whether the event was pushed when so many had been pushed already.
    pub(crate) const fn is_after(self, pushed: u64) -> bool {
        self.stamp.get() > pushed
    }
}

impl<T> Default for Queue<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Queue<T> {
    /// A queue without events; it allocates nothing.
    pub(crate) const fn new() -> Self {
        Self::with_era(SEQUENCE_LIMIT)
    }

    /// A queue whose keys have room for so many pushes only.
    const fn with_era(era_len: u64) -> Self {
        Self {
            arena: Arena::new(),
            line: Line::new(),
            stale: 0,
            pushed: 0,
            era: 0,
            era_len,
            elders: Vec::new(),
        }
    }

    /// How many events are pending.
    pub(crate) fn len(&self) -> usize {
        self.arena.len()
    }

    /// Adds an event.
    #[inline(always)]
    pub(crate) fn push(&mut self, time: Time, body: T) -> Handle {
        if self.pushed - self.era == self.era_len {
            self.begin_era();
        }
        let stamp = stamp_of_push(self.pushed);
        let slot = self.arena.insert(stamp, body);
        self.line.push(Key::new(time.as_nanos(), self.pushed - self.era, slot));
        self.pushed += 1;
        Handle { time, stamp, slot }
    }

    /// Takes the first event.
    #[cfg(test)]
    pub(crate) fn pop(&mut self) -> Option<(Time, Handle, T)> {
        self.pop_due(Time::MAX)
    }

    /// Takes the first event, unless it is due later than `limit`.
    // One call instead of a look and a pop: looking costs as much as popping.
    #[inline(always)]
    pub(crate) fn pop_due(&mut self, limit: Time) -> Option<(Time, Handle, T)> {
        if !self.elders.is_empty()
            && let Some(handle) = self.first_if_elder()
        {
            if handle.time > limit {
                return None;
            }
            self.elders.pop();
            return Some((handle.time, handle, self.arena.remove(handle.slot, handle.stamp)?));
        }
        let Self { arena, line, stale, era, .. } = self;
        let era = *era;
        loop {
            let key = line.pop(limit.as_nanos(), |key| is_live(arena, era, key, stale))?;
            let handle = handle_of(key, era);
            if let Some(body) = arena.remove(handle.slot, handle.stamp) {
                return Some((handle.time, handle, body));
            }
            *stale -= 1;
        }
    }

    /// When the first event is due.
    // It changes nothing that can be seen, but stale keys may go, and keys be sorted.
    pub(crate) fn peek_time(&mut self) -> Option<Time> {
        let elder = self.first_elder();
        let young = self.first_young();
        elder.into_iter().chain(young).map(|handle| handle.time).min()
    }

    /// Takes this event out of its order, if it is still pending.
    pub(crate) fn cancel(&mut self, handle: Handle) -> Option<T> {
        let body = self.arena.remove(handle.slot, handle.stamp)?;
        // Elders are not in the line, and their number only falls.
        if handle.stamp.get() > self.era {
            self.stale += 1;
            if self.stale > STALE_MIN + self.len() {
                self.drop_stale_keys();
            }
        }
        Some(body)
    }

    /// The body of this event, if it is still pending.
    pub(crate) fn get(&self, handle: Handle) -> Option<&T> {
        self.arena.get(handle.slot, handle.stamp)
    }

    /// When this event is due, if it is still pending.
    #[cfg(test)]
    pub(crate) fn time_of(&self, handle: Handle) -> Option<Time> {
        self.get(handle).map(|_| handle.time)
    }

    /// Visits all pending events, in an order that says nothing.
    pub(crate) fn visit(&self, mut visit: impl FnMut(Handle, &T)) {
        let young = self.line.keys().map(|key| handle_of(key, self.era));
        for handle in self.elders.iter().copied().chain(young) {
            if let Some(body) = self.get(handle) {
                visit(handle, body);
            }
        }
    }

    /// Visits all pending events in the order in which they would be popped.
    #[cfg(test)]
    pub(crate) fn for_each_pending(&self, mut visit: impl FnMut(Handle, Time, &T)) {
        for handle in self.pending() {
            if let Some(body) = self.get(handle) {
                visit(handle, handle.time, body);
            }
        }
    }

    /// How many events have been pushed since the last clear.
    pub(crate) const fn pushed(&self) -> u64 {
        self.pushed
    }

    /// Forgets everything but the allocations: from here on it behaves like a new queue.
    ///
    /// The sequence restarts too, so handles from before must not be used any more.
    pub(crate) fn clear(&mut self) {
        self.line.clear();
        self.elders.clear();
        self.stale = 0;
        self.pushed = 0;
        self.era = 0;
        self.arena.clear();
    }

    /// The handles of all pending events, in their order.
    fn pending(&self) -> Vec<Handle> {
        let young = self.line.keys().map(|key| handle_of(key, self.era));
        let all = self.elders.iter().copied().chain(young);
        let mut pending = Vec::with_capacity(self.len());
        pending.extend(all.filter(|handle| self.get(*handle).is_some()));
        pending.sort_unstable();
        pending
    }

    /// Starts to count pushes from zero again.
    // The live keys can't be renumbered, because somebody may hold their handles. They leave the
    // line as they are, and at equal times they go before all that is pushed from now on.
    #[cold]
    fn begin_era(&mut self) {
        self.elders = self.pending();
        self.elders.reverse();
        self.line.clear();
        self.stale = 0;
        self.era = self.pushed;
    }

    fn first_elder(&mut self) -> Option<Handle> {
        loop {
            let elder = *self.elders.last()?;
            if self.get(elder).is_some() {
                return Some(elder);
            }
            self.elders.pop();
        }
    }

    fn first_young(&mut self) -> Option<Handle> {
        let Self { arena, line, stale, era, .. } = self;
        let era = *era;
        loop {
            let key = line.first(|key| is_live(arena, era, key, stale))?;
            let handle = handle_of(key, era);
            if arena.get(handle.slot, handle.stamp).is_some() {
                return Some(handle);
            }
            line.pop(u64::MAX, |_| true);
            *stale -= 1;
        }
    }

    #[cold]
    fn first_if_elder(&mut self) -> Option<Handle> {
        let elder = self.first_elder()?;
        self.first_young().is_none_or(|young| elder < young).then_some(elder)
    }

    #[cold]
    fn drop_stale_keys(&mut self) {
        let Self { arena, line, stale, era, .. } = self;
        line.retain(|key| is_live(arena, *era, key, stale));
    }
}

/// Whether the event of this key is pending; if not, the caller drops the key, and it is counted.
fn is_live<T>(arena: &Arena<T>, era: u64, key: Key, stale: &mut usize) -> bool {
    let handle = handle_of(key, era);
    let live = arena.get(handle.slot, handle.stamp).is_some();
    *stale -= usize::from(!live);
    live
}

#[inline]
fn handle_of(key: Key, era: u64) -> Handle {
    let time = Time::from_nanos(key.nanos());
    Handle { time, stamp: stamp_of_push(era + key.sequence()), slot: key.slot() }
}

#[inline]
fn stamp_of_push(push: u64) -> NonZeroU64 {
    NonZeroU64::MIN.saturating_add(push)
}
