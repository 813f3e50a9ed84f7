//! `Heap`: keys in a heap with four children per parent.

use alloc::vec::Vec;

use super::key::Key;

/// Four keys of 16 bytes share a cache line, and there are half the levels of a binary heap.
const CHILDREN: usize = 4;

/// Keys of which the smallest can be taken.
#[derive(Debug)]
pub(super) struct Heap {
    // Invariant: no key is larger than the keys of its children.
    keys: Vec<Key>,
    /// Whether the root was taken and its place is still to be filled.
    // The push that mostly follows a pop fills it: one way down instead of one down and one up.
    hollow: bool,
}

impl Heap {
    /// A heap without keys.
    pub(super) const fn new() -> Self {
        Self { keys: Vec::new(), hollow: false }
    }

    /// How many keys it holds.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.keys.len() - usize::from(self.hollow)
    }

    /// Whether it holds no key.
    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All keys, in no useful order.
    pub(super) fn keys(&self) -> &[Key] {
        &self.keys[usize::from(self.hollow)..]
    }

    /// The smallest key.
    #[inline(always)]
    pub(super) fn first(&mut self) -> Option<Key> {
        self.fill();
        self.keys.first().copied()
    }

    /// Adds a key.
    #[inline(always)]
    pub(super) fn push(&mut self, key: Key) {
        if self.hollow {
            self.hollow = false;
            self.sink(0, key);
        } else {
            self.keys.push(key);
            self.rise(key);
        }
    }

    /// Takes the smallest key, unless it is due after `limit`.
    #[inline(always)]
    pub(super) fn pop(&mut self, limit: u64) -> Option<Key> {
        let first = self.first().filter(|first| first.nanos() <= limit)?;
        self.hollow = true;
        Some(first)
    }

    /// Keeps the keys that `keep` approves.
    pub(super) fn retain(&mut self, mut keep: impl FnMut(Key) -> bool) {
        self.fill();
        self.keys.retain(|key| keep(*key));
        for parent in (0..self.keys.len().div_ceil(CHILDREN)).rev() {
            self.sink(parent, self.keys[parent]);
        }
    }

    /// Forgets all keys and keeps the memory.
    pub(super) fn clear(&mut self) {
        self.hollow = false;
        self.keys.clear();
    }

    #[inline(always)]
    fn fill(&mut self) {
        if self.hollow {
            self.hollow = false;
            let last = self.keys.pop().expect("a hollow heap has a place to fill");
            if !self.keys.is_empty() {
                self.sink(0, last);
            }
        }
    }

    /// Moves the key in the last place up to where it belongs.
    #[inline(always)]
    fn rise(&mut self, key: Key) {
        let mut hole = self.keys.len() - 1;
        while hole > 0 {
            let parent = (hole - 1) / CHILDREN;
            let above = self.keys[parent];
            if above <= key {
                break;
            }
            self.keys[hole] = above;
            hole = parent;
        }
        self.keys[hole] = key;
    }

    /// Puts the key in the hole, or below it where it belongs.
    #[inline(always)]
    fn sink(&mut self, mut hole: usize, key: Key) {
        while let Some(smallest) = self.smallest_child(hole) {
            let below = self.keys[smallest];
            if key <= below {
                break;
            }
            self.keys[hole] = below;
            hole = smallest;
        }
        self.keys[hole] = key;
    }

    #[inline(always)]
    fn smallest_child(&self, parent: usize) -> Option<usize> {
        let child = parent * CHILDREN + 1;
        if let Some(&[a, b, c, d]) = self.keys.get(child..child + CHILDREN) {
            // A tournament without branches, because nobody can predict which child wins.
            let left = if b < a { child + 1 } else { child };
            let right = if d < c { child + 3 } else { child + 2 };
            return Some(if c.min(d) < a.min(b) { right } else { left });
        }
        (child..self.keys.len()).min_by_key(|child| self.keys[*child])
    }
}
