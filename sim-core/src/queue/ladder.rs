//! `Ladder`: the keys that are not due soon, sorted as far as necessary and no further.

use alloc::vec::Vec;
use core::mem;

use super::key::Key;
use super::pool::{Bucket, Pool};

/// A fuller bucket is divided again. What is taken fits the cache twice, for the sort needs a copy.
const TAKEN_MAX: usize = 4096;

/// With so many rungs even full buckets are taken whole: what never spreads is left to the sort.
const RUNGS_MAX: usize = 8;

const KEYS_PER_BUCKET: usize = 32;
const BUCKETS_MIN: usize = 16;

/// The ends of this many chains fit the cache.
const BUCKETS_MAX: usize = 4096;

/// Keys that are due after those that were taken; the later, the less sorted.
#[derive(Debug)]
pub(super) struct Ladder {
    pool: Pool,
    /// What is due after all rungs. A timer hours away costs nothing here.
    top: Bucket,
    /// Each rung divides a bucket of the one before it; those from `depth` on are spare.
    rungs: Vec<Rung>,
    depth: usize,
}

/// A stretch of time, divided into buckets of equal width.
#[derive(Debug)]
struct Rung {
    start: u64,
    /// What is due from here on belongs to the rung before, or to the top.
    // Behind an end of `u64::MAX` lies the last nanosecond of all. It can be on both sides of the
    // end, but those before it were pushed earlier, so that the order holds.
    end: u64,
    /// A bucket is `2^shift` nanoseconds wide: a division would cost more than all the rest.
    shift: u32,
    buckets: Vec<Bucket>,
    /// The first bucket that was not taken yet.
    next: usize,
}

impl Ladder {
    /// A ladder without keys.
    pub(super) const fn new() -> Self {
        Self { pool: Pool::new(), top: Bucket::EMPTY, rungs: Vec::new(), depth: 0 }
    }

    /// Whether there is nothing to be taken; a rung may turn out to have no keys.
    pub(super) fn is_empty(&self) -> bool {
        self.depth == 0 && self.top.is_empty()
    }

    /// All keys, in no useful order.
    pub(super) fn keys(&self) -> impl Iterator<Item = Key> {
        let rungs = self.rungs[..self.depth].iter().flat_map(|rung| &rung.buckets);
        rungs.chain([&self.top]).flat_map(|bucket| self.pool.keys(bucket))
    }

    /// How many chunks of memory it has, used or not.
    #[cfg(test)]
    pub(super) fn chunk_count(&self) -> usize {
        self.pool.chunk_count()
    }

    /// Adds a key that is due at the end of what was taken last, or later.
    #[inline]
    pub(super) fn push(&mut self, key: Key) {
        for rung in self.rungs[..self.depth].iter_mut().rev() {
            if key.nanos() < rung.end {
                return rung.push(&mut self.pool, key);
            }
        }
        self.pool.push(&mut self.top, key);
    }

    /// Hands the next stretch of time over and returns its end; `u64::MAX` when nothing is left.
    ///
    /// No more than `few` keys are handed over all at once.
    pub(super) fn take(&mut self, few: usize, mut taken: impl FnMut(Key)) -> u64 {
        let (mut bucket, end) = self.next_bucket(few);
        while let Some((keys, filled)) = self.pool.take_chunk(&mut bucket) {
            keys[..filled].iter().copied().for_each(&mut taken);
        }
        end
    }

    fn next_bucket(&mut self, few: usize) -> (Bucket, u64) {
        loop {
            let Some(rung) = self.rungs[..self.depth].last_mut() else {
                let top = mem::replace(&mut self.top, Bucket::EMPTY);
                if top.len() <= few {
                    return (top, u64::MAX);
                }
                let (earliest, latest) = self.pool.bounds(&top);
                let end = latest.saturating_add(1);
                if earliest == latest {
                    return (top, end);
                }
                self.add_rung(top, (earliest, latest), end);
                continue;
            };
            let (bucket, end) = rung.take();
            if rung.next == rung.buckets.len() {
                self.depth -= 1;
            }
            if bucket.len() <= TAKEN_MAX || self.is_full() {
                return (bucket, end);
            }
            let (earliest, latest) = self.pool.bounds(&bucket);
            if earliest == latest {
                return (bucket, end);
            }
            self.add_rung(bucket, (earliest, latest), end);
        }
    }

    /// Takes keys back that are due before `end`, which was the end of what was taken last.
    ///
    /// Returns the new end, before which nothing is due; none if dividing the keys is no use.
    pub(super) fn put_back(&mut self, keys: impl Iterator<Item = Key>, end: u64) -> Option<u64> {
        if self.is_full() {
            return None;
        }
        let mut bucket = Bucket::EMPTY;
        keys.for_each(|key| self.pool.push(&mut bucket, key));
        let (earliest, latest) = self.pool.bounds(&bucket);
        // A rung without an end would catch all that is ever pushed.
        let end = if self.is_empty() { latest.saturating_add(1) } else { end };
        self.add_rung(bucket, (earliest, latest), end);
        Some(earliest)
    }

    fn is_full(&self) -> bool {
        self.depth == RUNGS_MAX
    }

    fn add_rung(&mut self, mut bucket: Bucket, (earliest, latest): (u64, u64), end: u64) {
        if self.depth == self.rungs.len() {
            self.rungs.push(Rung::new());
        }
        let rung = &mut self.rungs[self.depth];
        self.depth += 1;
        rung.divide(bucket.len(), (earliest, latest), end);
        while let Some((keys, filled)) = self.pool.take_chunk(&mut bucket) {
            for key in &keys[..filled] {
                rung.push(&mut self.pool, *key);
            }
        }
    }

    /// Keeps the keys that `keep` approves.
    pub(super) fn retain(&mut self, mut keep: impl FnMut(Key) -> bool) {
        let mut kept = Bucket::EMPTY;
        let rungs = self.rungs[..self.depth].iter_mut().flat_map(|rung| &mut rung.buckets);
        for bucket in rungs.chain([&mut self.top]) {
            while let Some((keys, filled)) = self.pool.take_chunk(bucket) {
                for key in keys[..filled].iter().filter(|key| keep(**key)) {
                    self.pool.push(&mut kept, *key);
                }
            }
        }
        self.top = kept;
        self.depth = 0;
    }

    /// Forgets all keys and keeps the memory.
    pub(super) fn clear(&mut self) {
        if !self.is_empty() {
            self.retain(|_| false);
        }
    }
}

impl Rung {
    const fn new() -> Self {
        Self { start: 0, end: 0, shift: 0, buckets: Vec::new(), next: 0 }
    }

    /// Makes the buckets for `len` keys, due from `earliest` to `latest`, and all up to `end`.
    fn divide(&mut self, len: usize, (earliest, latest): (u64, u64), end: u64) {
        let wanted = (len / KEYS_PER_BUCKET).clamp(BUCKETS_MIN, BUCKETS_MAX).next_power_of_two();
        let range = latest - earliest;
        let shift = (u64::BITS - range.leading_zeros()).saturating_sub(wanted.ilog2());
        let count = usize::try_from(range >> shift).expect("the shift leaves few buckets") + 1;
        (self.start, self.end, self.shift, self.next) = (earliest, end, shift, 0);
        self.buckets.clear();
        self.buckets.resize_with(count, || Bucket::EMPTY);
    }

    #[inline]
    fn push(&mut self, pool: &mut Pool, key: Key) {
        // The last bucket reaches to the end of the rung, however far that is.
        let last = self.buckets.len() - 1;
        let index = (key.nanos() - self.start) >> self.shift;
        let index = usize::try_from(index).map_or(last, |index| index.min(last));
        pool.push(&mut self.buckets[index], key);
    }

    /// Takes the next bucket that has keys, or the last one, and says where it ends.
    fn take(&mut self) -> (Bucket, u64) {
        let mut index = self.next;
        while index + 1 < self.buckets.len() && self.buckets[index].is_empty() {
            index += 1;
        }
        self.next = index + 1;
        let bucket = mem::replace(&mut self.buckets[index], Bucket::EMPTY);
        let is_last = self.next == self.buckets.len();
        let end = if is_last { self.end } else { self.start + ((self.next as u64) << self.shift) };
        (bucket, end)
    }
}
