//! `Line`: all keys, in the order in which their events are due.

use super::heap::Heap;
use super::key::Key;
use super::ladder::Ladder;
use super::run::Run;

/// A heap with more keys goes to the ladder; measured, the ladder is faster from 300 on.
const HEAP_MAX: usize = 512;

/// With no more keys than this the ladder is left again.
// Half of the above: a population that swings around one limit must not pay for the move each time.
const FEW: usize = HEAP_MAX / 2;

/// The keys of all events, and of cancelled ones until somebody looks at them.
// Small queues live in the heap alone. In large ones the ladder hands over the next stretch of
// time as a sorted run, and the heap takes what is pushed into that stretch afterwards. Each part
// keeps the exact order, so no trace can tell which of them an event went through.
#[derive(Debug)]
pub(super) struct Line {
    run: Run,
    heap: Heap,
    ladder: Ladder,
    /// What is due before it is in the run or the heap, the rest is in the ladder.
    end: u64,
    /// The length at which the heap goes to the ladder.
    // At least as many pushes since the last time as there are keys to be moved: constant cost.
    heap_max: usize,
}

impl Line {
    /// A line without keys.
    pub(super) const fn new() -> Self {
        Self {
            run: Run::new(),
            heap: Heap::new(),
            ladder: Ladder::new(),
            end: u64::MAX,
            heap_max: HEAP_MAX,
        }
    }

    /// All keys, in no useful order.
    pub(super) fn keys(&self) -> impl Iterator<Item = Key> {
        let near = self.run.keys().iter().chain(self.heap.keys());
        near.copied().chain(self.ladder.keys())
    }

    /// How many chunks of memory the ladder has, used or not.
    #[cfg(test)]
    pub(super) fn chunk_count(&self) -> usize {
        self.ladder.chunk_count()
    }

    /// Adds a key.
    #[inline(always)]
    pub(super) fn push(&mut self, key: Key) {
        if key.nanos() < self.end {
            self.heap.push(key);
            if self.heap.len() > self.heap_max {
                self.spread();
            }
        } else {
            self.ladder.push(key);
        }
    }

    /// The smallest key.
    ///
    /// A key that `keep` rejects may be dropped on the way, and may as well be returned.
    pub(super) fn first(&mut self, keep: impl FnMut(Key) -> bool) -> Option<Key> {
        if self.run.len() == 0 && self.heap.is_empty() {
            self.refill(keep);
        }
        match (self.run.first(), self.heap.first()) {
            (Some(run), Some(heap)) => Some(run.min(heap)),
            (run, heap) => run.or(heap),
        }
    }

    /// Takes the smallest key, unless it is due after `limit`.
    ///
    /// A key that `keep` rejects may be dropped on the way, and may as well be returned.
    #[inline(always)]
    pub(super) fn pop(&mut self, limit: u64, keep: impl FnMut(Key) -> bool) -> Option<Key> {
        let Some(first) = self.run.first() else {
            if self.heap.is_empty() {
                return self.refill_and_pop(limit, keep);
            }
            return self.heap.pop(limit);
        };
        if !self.heap.is_empty() && self.heap.first() < Some(first) {
            return self.heap.pop(limit);
        }
        self.run.pop(limit)
    }

    #[cold]
    fn refill_and_pop(&mut self, limit: u64, keep: impl FnMut(Key) -> bool) -> Option<Key> {
        self.refill(keep);
        self.run.pop(limit)
    }

    /// Fetches the next stretch of time that has any keys.
    // It asks for every key at once whether it is still wanted. That brings their bodies into the
    // cache side by side, instead of one after the other when they are popped.
    fn refill(&mut self, mut keep: impl FnMut(Key) -> bool) {
        let run = &mut self.run;
        loop {
            self.end = self.ladder.take(FEW, |key| {
                if keep(key) {
                    run.push(key);
                }
            });
            if run.len() > 0 || self.ladder.is_empty() {
                break;
            }
        }
        if self.ladder.is_empty() {
            // Nobody waits behind the end, so the heap can have all that comes.
            self.end = u64::MAX;
        }
        run.sort();
        self.heap_max = HEAP_MAX + run.len();
    }

    /// Makes a heap that has grown too large cheap again.
    #[cold]
    fn spread(&mut self) {
        let near = self.heap.keys().iter().chain(self.run.keys()).copied();
        if let Some(end) = self.ladder.put_back(near, self.end) {
            self.end = end;
            self.run.clear();
        } else {
            self.heap.keys().iter().for_each(|key| self.run.push(*key));
            self.run.sort();
        }
        self.heap.clear();
        self.heap_max = HEAP_MAX + self.run.len();
    }

    /// Keeps the keys that `keep` approves.
    pub(super) fn retain(&mut self, mut keep: impl FnMut(Key) -> bool) {
        self.run.retain(&mut keep);
        self.heap.retain(&mut keep);
        self.ladder.retain(&mut keep);
    }

    /// Forgets all keys and keeps the memory.
    pub(super) fn clear(&mut self) {
        self.run.clear();
        self.heap.clear();
        self.ladder.clear();
        self.end = u64::MAX;
        self.heap_max = HEAP_MAX;
    }
}
