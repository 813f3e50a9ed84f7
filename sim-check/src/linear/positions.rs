//! The positions: where a search has been, so that it never looks into the same future twice.
//!
//! Keys are exact: which return is next, the state, and a bit for each open call that has its place.

use sim_core::mix;

use super::moves::count;
use crate::table::Table;

/// Where a search has been.
#[derive(Debug)]
pub(super) struct Positions {
    // How many words of bits belong to calls that return, and how many to all.
    words: usize,
    all_words: usize,
    all: Vec<Position>,
    bits: Vec<u64>,
    table: Table,
    /// How often two positions were compared that differ in calls of unknown end only.
    pub(super) comparisons: u64,
}

/// Where a search is, apart from its bits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Position {
    /// How many calls have returned.
    pub(super) returned: u32,
    /// The state.
    pub(super) state: u32,
    // The position found before that differs only in the bits of calls of unknown end.
    before: Option<u32>,
}

impl Positions {
    pub(super) fn new(words: usize, all_words: usize) -> Self {
        let table = Table::new();
        Self { words, all_words, all: Vec::new(), bits: Vec::new(), table, comparisons: 0 }
    }

    #[inline]
    pub(super) fn get(&self, position: u32) -> Position {
        self.all[position as usize]
    }

    #[inline]
    pub(super) fn bits(&self, position: u32) -> &[u64] {
        let start = position as usize * self.all_words;
        &self.bits[start..start + self.all_words]
    }

    /// Whether two positions differ in nothing but the state and the calls of unknown end that are used up.
    pub(super) fn differ_in_lost_only(&self, a: u32, b: u32) -> bool {
        self.get(a).returned == self.get(b).returned
            && self.bits(a)[..self.words] == self.bits(b)[..self.words]
    }

    /// Adds a position, unless its future can't be better than that of one that is here.
    ///
    /// A call of unknown end may take effect later or never, so it is no advantage to have used one up: a position
    /// that differs from another only in having used more of them can be left out. Whatever follows upon it, follows
    /// upon the other. That is sound although the other may not have been explored to its end: take an order that
    /// exists from the start, and follow it through the positions that are kept; none of its steps leads out of them.
    pub(super) fn add(&mut self, returned: u32, state: u32, bits: &[u64]) -> Option<u32> {
        let (returning, lost) = bits.split_at(self.words);
        let hash =
            returning.iter().fold(mix(u64::from(returned), u64::from(state)), |a, &b| mix(a, b));
        let same = |other: u32| {
            let position = self.get(other);
            position.returned == returned
                && position.state == state
                && self.bits(other)[..self.words] == *returning
        };
        let place = self.table.find(hash, same);
        let before = place.ok().map(|place| self.table.number(place));
        let mut other = before;
        while let Some(number) = other {
            self.comparisons += 1;
            if self.bits(number)[self.words..].iter().zip(lost).all(|(a, b)| a & !b == 0) {
                return None;
            }
            other = self.get(number).before;
        }
        let number = count(self.all.len());
        self.all.push(Position { returned, state, before });
        self.bits.extend_from_slice(bits);
        match place {
            Ok(place) => self.table.replace(place, number),
            Err(place) => self.table.add(place, hash, number),
        }
        Some(number)
    }
}
