//! The table: finds numbers by what they stand for.
//!
//! A hash says where to look, an exact comparison decides, so a collision costs time and nothing else. Deliberately
//! absent: iteration. Nothing can depend on the order in which things lie here.

use std::hash::{Hash, Hasher};

use sim_core::mix;

/// A hash that is the same in every run.
pub(super) fn hash_of(value: &impl Hash) -> u64 {
    let mut hasher = FixedHasher(0);
    value.hash(&mut hasher);
    hasher.finish()
}

struct FixedHasher(u64);

impl Hasher for FixedHasher {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    fn write_u8(&mut self, number: u8) {
        self.write_u64(u64::from(number));
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = mix(self.0, number);
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Numbers, each found by a hash and a comparison.
#[derive(Debug)]
pub(super) struct Table {
    // Invariant: a power of two of them, at most half of them filled.
    slots: Vec<Slot>,
    filled: usize,
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    // The lower half of the hash: it says where to look, and spares most comparisons.
    tag: u32,
    number: u32,
}

const VACANT: Slot = Slot { tag: 0, number: u32::MAX };

/// Where in the table; good until something is added.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place(usize);

impl Table {
    pub(super) fn new() -> Self {
        Self { slots: vec![VACANT; 64], filled: 0 }
    }

    /// Where the number is that stands for the same, or else where it would be.
    #[inline]
    pub(super) fn find(&self, hash: u64, same: impl Fn(u32) -> bool) -> Result<Place, Place> {
        let mask = self.slots.len() - 1;
        let tag = tag_of(hash);
        let mut place = tag as usize & mask;
        loop {
            let slot = self.slots[place];
            if slot.number == VACANT.number {
                return Err(Place(place));
            }
            if slot.tag == tag && same(slot.number) {
                return Ok(Place(place));
            }
            place = (place + 1) & mask;
        }
    }

    pub(super) fn number(&self, place: Place) -> u32 {
        self.slots[place.0].number
    }

    /// Another number stands for the same from now on.
    pub(super) fn replace(&mut self, place: Place, number: u32) {
        self.slots[place.0].number = number;
    }

    /// Adds a number at the place where it was not found.
    pub(super) fn add(&mut self, place: Place, hash: u64, number: u32) {
        assert!(number != VACANT.number, "numbers of a table fit into 32 bits");
        self.slots[place.0] = Slot { tag: tag_of(hash), number };
        self.filled += 1;
        if self.filled * 2 > self.slots.len() {
            self.grow();
        }
    }

    fn grow(&mut self) {
        let mask = self.slots.len() * 2 - 1;
        let old = std::mem::replace(&mut self.slots, vec![VACANT; mask + 1]);
        for slot in old.into_iter().filter(|slot| slot.number != VACANT.number) {
            let mut place = slot.tag as usize & mask;
            while self.slots[place].number != VACANT.number {
                place = (place + 1) & mask;
            }
            self.slots[place] = slot;
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the lower half is as good as the upper")]
const fn tag_of(hash: u64) -> u32 {
    hash as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_added_is_found_even_if_all_hashes_are_equal() {
        let words: Vec<String> = (0..500).map(|number| format!("word {number}")).collect();
        for hash in [|word: &String| hash_of(word), |_: &String| 7] {
            let mut table = Table::new();
            for (number, word) in (0..).zip(&words) {
                let place = table.find(hash(word), |other| words[other as usize] == *word);
                table.add(place.expect_err("nobody added it yet"), hash(word), number);
            }
            for (number, word) in (0..).zip(&words) {
                let place = table.find(hash(word), |other| words[other as usize] == *word);
                assert_eq!(table.number(place.expect("it was added")), number);
            }
        }
    }
}
