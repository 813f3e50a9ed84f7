//! `Run`: a stretch of keys in their final order.

use alloc::vec::Vec;
use core::mem;

use super::key::Key;

/// Up to here an insertion sort alone is fastest.
const SHORT: usize = 32;

/// Keys in their final order; only the smallest is ever taken.
#[derive(Debug)]
pub(super) struct Run {
    // Invariant, except while the run is filled: descending, so that the smallest is at the end.
    keys: Vec<Key>,
    spare: Vec<Key>,
    places: Vec<u32>,
}

impl Run {
    /// A run without keys.
    pub(super) const fn new() -> Self {
        Self { keys: Vec::new(), spare: Vec::new(), places: Vec::new() }
    }

    /// How many keys it holds.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    /// All keys, the largest first.
    pub(super) fn keys(&self) -> &[Key] {
        &self.keys
    }

    /// The smallest key.
    #[inline]
    pub(super) fn first(&self) -> Option<Key> {
        self.keys.last().copied()
    }

    /// Takes the smallest key, unless it is due after `limit`.
    #[inline]
    pub(super) fn pop(&mut self, limit: u64) -> Option<Key> {
        self.keys.pop_if(|first| first.nanos() <= limit)
    }

    /// Adds a key anywhere; `sort` must follow.
    #[inline]
    pub(super) fn push(&mut self, key: Key) {
        self.keys.push(key);
    }

    /// Keeps the keys that `keep` approves.
    pub(super) fn retain(&mut self, mut keep: impl FnMut(Key) -> bool) {
        self.keys.retain(|key| keep(*key));
    }

    /// Forgets all keys and keeps the memory.
    pub(super) fn clear(&mut self) {
        self.keys.clear();
    }

    /// Brings the keys into their order.
    // Counting by time leaves every key near its place, and an insertion sort does the rest: half
    // the price of comparing all. Where times cluster, and always when they are equal, compare.
    pub(super) fn sort(&mut self) {
        if self.keys.len() <= SHORT || self.place_by_time() {
            sort_by_insertion(&mut self.keys);
        } else {
            self.keys.sort_unstable_by(|a, b| b.cmp(a));
        }
    }

    /// Places the keys by their times, unless too many would share a place.
    fn place_by_time(&mut self) -> bool {
        let times = || self.keys.iter().map(|key| key.nanos());
        let (Some(earliest), Some(latest)) = (times().min(), times().max()) else { return false };
        let range = latest - earliest;
        let shift = (u64::BITS - range.leading_zeros()).saturating_sub(self.keys.len().ilog2() + 1);
        // The range keeps so few bits that there are at most twice as many places as keys.
        let nth = |place: u64| usize::try_from(place).expect("the shift leaves few places");
        let place_of = |key: &Key| nth((latest - key.nanos()) >> shift);
        self.places.clear();
        self.places.resize(nth(range >> shift) + 1, 0);
        for key in &self.keys {
            self.places[place_of(key)] += 1;
        }
        let mut sum = 0;
        for place in &mut self.places {
            if *place as usize > SHORT {
                return false;
            }
            sum += mem::replace(place, sum);
        }
        self.spare.clear();
        self.spare.resize(self.keys.len(), Key::default());
        for key in &self.keys {
            let place = &mut self.places[place_of(key)];
            self.spare[*place as usize] = *key;
            *place += 1;
        }
        mem::swap(&mut self.keys, &mut self.spare);
        true
    }
}

fn sort_by_insertion(keys: &mut [Key]) {
    for next in 1..keys.len() {
        let key = keys[next];
        let mut hole = next;
        while hole > 0 && keys[hole - 1] < key {
            keys[hole] = keys[hole - 1];
            hole -= 1;
        }
        keys[hole] = key;
    }
}
