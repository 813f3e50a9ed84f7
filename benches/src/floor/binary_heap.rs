//! The standard library's binary heap: pingpong's floor, and what the other floor must beat.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::{Entry, Floor};

/// A floor over [`BinaryHeap`].
#[derive(Debug)]
pub(crate) struct BinaryFloor<P> {
    entries: BinaryHeap<Earliest<P>>,
    sequence: u64,
}

/// An entry that is the greater, the earlier it is due: the standard heap pops its greatest.
#[derive(Debug)]
struct Earliest<P>(Entry<P>);

impl<P> PartialEq for Earliest<P> {
    fn eq(&self, other: &Self) -> bool {
        self.0.key() == other.0.key()
    }
}

impl<P> Eq for Earliest<P> {}

impl<P> PartialOrd for Earliest<P> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<P> Ord for Earliest<P> {
    fn cmp(&self, other: &Self) -> Ordering {
        other.0.key().cmp(&self.0.key())
    }
}

impl<P> Floor<P> for BinaryFloor<P> {
    fn with_capacity(capacity: usize) -> Self {
        BinaryFloor { entries: BinaryHeap::with_capacity(capacity), sequence: 0 }
    }

    fn push(&mut self, time: u64, destination: u32, payload: P) {
        self.entries.push(Earliest(Entry { time, sequence: self.sequence, destination, payload }));
        self.sequence += 1;
    }

    fn pop(&mut self) -> Option<Entry<P>> {
        self.entries.pop().map(|earliest| earliest.0)
    }

    fn reset(&mut self) {
        self.entries.clear();
        self.sequence = 0;
    }
}
