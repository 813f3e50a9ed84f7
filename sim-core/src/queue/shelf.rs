//! `Shelf`: a vector that never moves what lies in it.

use alloc::vec::Vec;

/// A vector in boards of `2^BITS` elements.
// A `Vec` doubles: at a million events that means to copy them all and to leave up to half of the
// memory unused. Only the first board grows like one, so that a small queue stays small.
#[derive(Debug)]
pub(super) struct Shelf<T, const BITS: u32> {
    // Invariant: all boards before the one with the last element are full.
    boards: Vec<Vec<T>>,
    len: usize,
}

impl<T, const BITS: u32> Shelf<T, BITS> {
    const BOARD: usize = 1 << BITS;

    /// A shelf without boards.
    pub(super) const fn new() -> Self {
        Self { boards: Vec::new(), len: 0 }
    }

    /// How many elements lie on it.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// The element at this index.
    #[inline]
    pub(super) fn get(&self, index: usize) -> Option<&T> {
        self.boards.get(index >> BITS)?.get(index % Self::BOARD)
    }

    /// The element at this index, to be changed.
    #[inline]
    pub(super) fn get_mut(&mut self, index: usize) -> Option<&mut T> {
        self.boards.get_mut(index >> BITS)?.get_mut(index % Self::BOARD)
    }

    /// Puts an element behind all others.
    pub(super) fn push(&mut self, element: T) {
        let board = self.len >> BITS;
        if board == self.boards.len() {
            let capacity = if board == 0 { 0 } else { Self::BOARD };
            self.boards.push(Vec::with_capacity(capacity));
        }
        self.boards[board].push(element);
        self.len += 1;
    }

    /// Drops all elements and keeps the memory.
    // From the end, so that an element whose drop panics leaves a shorter shelf but no gap.
    pub(super) fn clear(&mut self) {
        let used = self.len.div_ceil(Self::BOARD);
        for (index, board) in self.boards[..used].iter_mut().enumerate().rev() {
            self.len = index << BITS;
            board.clear();
        }
    }
}
