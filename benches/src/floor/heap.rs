//! The 4-ary heap: half as deep as a binary one, and four siblings lie side by side.

use std::hint::select_unpredictable;

use super::{Entry, Floor};

const ARITY: usize = 4;

/// A floor over a 4-ary heap.
#[derive(Debug)]
pub(crate) struct HeapFloor<P> {
    // Invariant: no entry is due before its parent, the entry at (index - 1) / ARITY.
    entries: Vec<Entry<P>>,
    sequence: u64,
}

impl<P: Copy> Floor<P> for HeapFloor<P> {
    fn with_capacity(capacity: usize) -> Self {
        HeapFloor { entries: Vec::with_capacity(capacity), sequence: 0 }
    }

    fn push(&mut self, time: u64, destination: u32, payload: P) {
        let entry = Entry { time, sequence: self.sequence, destination, payload };
        self.sequence += 1;
        let mut hole = self.entries.len();
        self.entries.push(entry);
        let entries = self.entries.as_mut_slice();
        while hole > 0 {
            let parent = (hole - 1) / ARITY;
            if entries[parent].key() < entry.key() {
                break;
            }
            entries[hole] = entries[parent];
            hole = parent;
        }
        entries[hole] = entry;
    }

    fn pop(&mut self) -> Option<Entry<P>> {
        let last = self.entries.pop()?;
        let entries = self.entries.as_mut_slice();
        let Some(&first) = entries.first() else { return Some(last) };
        let mut hole = 0;
        while let Some(child) = earliest_child(entries, hole) {
            if last.key() < entries[child].key() {
                break;
            }
            entries[hole] = entries[child];
            hole = child;
        }
        entries[hole] = last;
        Some(first)
    }

    fn reset(&mut self) {
        self.entries.clear();
        self.sequence = 0;
    }
}

/// The index of the child of `parent` that is due first, if it has children.
fn earliest_child<P>(entries: &[Entry<P>], parent: usize) -> Option<usize> {
    let start = parent * ARITY + 1;
    let children = entries.get(start..)?;
    if let Some(four) = children.first_chunk::<ARITY>() {
        // A tournament without branches: which sibling is first is a coin's toss, so a branch
        // would be mispredicted half of the time.
        let keys = four.each_ref().map(Entry::key);
        let (left, right) = (keys[1] < keys[0], keys[3] < keys[2]);
        let left_key = select_unpredictable(left, keys[1], keys[0]);
        let right_key = select_unpredictable(right, keys[3], keys[2]);
        let (left, right) = (usize::from(left), 2 + usize::from(right));
        return Some(start + select_unpredictable(right_key < left_key, right, left));
    }
    let earliest = children.iter().enumerate().min_by_key(|(_, child)| child.key());
    earliest.map(|(index, _)| start + index)
}
