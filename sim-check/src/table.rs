//! The table: finds numbers by what they stand for.
//!
//! A hash says where to look, an exact comparison decides, so a collision costs time and nothing else. Deliberately
//! absent: iteration. Nothing can depend on the order in which things lie here.

use std::hash::{Hash, Hasher};

// Odd, with as many ones as zeros, like those of wyhash.
const START: u64 = 0xa076_1d64_78bd_642f;
const FACTOR: u64 = 0xe703_7ed1_a0b4_28db;

/// A hash that is the same in every run.
#[inline]
pub(crate) fn hash_of(value: &impl Hash) -> u64 {
    let mut hasher = FixedHasher(START);
    value.hash(&mut hasher);
    hasher.finish()
}

struct FixedHasher(u64);

impl Hasher for FixedHasher {
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    #[inline]
    fn write_u8(&mut self, number: u8) {
        self.write_u64(u64::from(number));
    }

    #[inline]
    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }

    // The product of all bits with all others: what is cheapest of what is good enough to find a place.
    #[inline]
    fn write_u64(&mut self, number: u64) {
        let product = u128::from(self.0 ^ number) * u128::from(FACTOR);
        self.0 = lower(product) ^ lower(product >> 64);
    }

    #[inline]
    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }

    #[inline]
    fn finish(&self) -> u64 {
        self.0
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the upper half is taken as well")]
const fn lower(product: u128) -> u64 {
    product as u64
}

/// Numbers, each found by a hash and a comparison.
///
/// Slots lie in groups of eight, of which each has a word with seven bits of the hash of each of its slots. That is little
/// enough to be at hand: that something isn't here, which is the answer whenever it is new, is mostly found without a look
/// at the slots, which are far away.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    // Invariant: none or a power of two of them.
    groups: Vec<Group>,
    // Invariant: eight for each group.
    slots: Vec<Slot>,
    // How many slots may be taken before there is more room. Invariant: some slot is never taken.
    left: usize,
    filled: usize,
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    // The lower half of the hash: it says where to look, and spares most comparisons.
    tag: u32,
    number: u32,
}

/// Eight bytes, one for each slot: seven bits of its tag, or the highest bit if it is vacant.
#[derive(Clone, Copy, Debug)]
struct Group(u64);

const GROUP: usize = 8;
const EACH: u64 = 0x0101_0101_0101_0101;
const HIGHEST: u64 = EACH << 7;
// Never taken since the table has grown. Where something was removed, only the highest bit is set.
const VACANT: u64 = 0xff;
const REMOVED: u64 = 0x80;

impl Group {
    const ALL_VACANT: Self = Self(u64::MAX);

    // The slots whose byte is this one, and perhaps some above one of these.
    #[inline]
    const fn with(self, byte: u64) -> Matches {
        let unequal = self.0 ^ (EACH * byte);
        Matches(unequal.wrapping_sub(EACH) & !unequal & HIGHEST)
    }

    #[inline]
    const fn free(self) -> Matches {
        Matches(self.0 & HIGHEST)
    }

    #[inline]
    const fn has_vacant(self) -> bool {
        self.0 & (self.0 << 1) & HIGHEST != 0
    }

    const fn set(&mut self, index: usize, byte: u64) {
        let shift = 8 * index;
        self.0 = self.0 & !(0xff << shift) | byte << shift;
    }
}

/// Slots of a group.
struct Matches(u64);

impl Iterator for Matches {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        if self.0 == 0 {
            return None;
        }
        let index = self.0.trailing_zeros() as usize / 8;
        self.0 &= self.0 - 1;
        Some(index)
    }
}

/// Where in the table; good until something is added.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place(usize);

impl Table {
    pub(crate) const fn new() -> Self {
        Self { groups: Vec::new(), slots: Vec::new(), left: 0, filled: 0 }
    }

    /// Where the number is that stands for the same, or else where it would be.
    #[inline]
    pub(crate) fn find(&self, hash: u64, same: impl Fn(u32) -> bool) -> Result<Place, Place> {
        let tag = tag_of(hash);
        let mask = self.groups.len().wrapping_sub(1);
        let mut index = tag as usize & mask;
        let mut free = None;
        let mut step = 0;
        while let Some(group) = self.groups.get(index) {
            for slot in group.with(byte_of(tag)) {
                let place = index * GROUP + slot;
                if self.slots[place].tag == tag && same(self.slots[place].number) {
                    return Ok(Place(place));
                }
            }
            free = free.or_else(|| group.free().next().map(|slot| index * GROUP + slot));
            if group.has_vacant() {
                break;
            }
            // By steps that grow by one, all groups are reached.
            step += 1;
            index = (index + step) & mask;
        }
        Err(Place(free.unwrap_or_default()))
    }

    pub(crate) fn number(&self, place: Place) -> u32 {
        self.slots[place.0].number
    }

    /// Another number stands for the same from now on.
    pub(crate) fn replace(&mut self, place: Place, number: u32) {
        self.slots[place.0].number = number;
    }

    /// Adds a number at the place where it was not found.
    #[inline]
    pub(crate) fn add(&mut self, place: Place, hash: u64, number: u32) {
        if self.left == 0 {
            self.make_room();
            self.put(tag_of(hash), number);
        } else {
            self.fill(place.0, tag_of(hash), number);
        }
    }

    #[inline]
    fn fill(&mut self, place: usize, tag: u32, number: u32) {
        let group = &mut self.groups[place / GROUP];
        // A slot that was taken before is paid for.
        let removed = group.0 >> (8 * (place % GROUP)) & 0xff == REMOVED;
        group.set(place % GROUP, byte_of(tag));
        self.slots[place] = Slot { tag, number };
        self.left -= usize::from(!removed);
        self.filled += 1;
    }

    // Adds a number that isn't there to a table with room.
    fn put(&mut self, tag: u32, number: u32) {
        let place = self.find(u64::from(tag), |_| false).unwrap_or_else(|place| place);
        self.fill(place.0, tag, number);
    }

    /// Removes the number at a place.
    pub(crate) fn remove(&mut self, Place(place): Place) {
        let group = &mut self.groups[place / GROUP];
        // Nothing was looked for behind a group with a vacant slot.
        let vacant = group.has_vacant();
        group.set(place % GROUP, if vacant { VACANT } else { REMOVED });
        self.left += usize::from(vacant);
        self.filled -= 1;
    }

    /// Removes everything, keeping the room.
    pub(crate) fn clear(&mut self) {
        if self.left < room(self.groups.len()) {
            self.groups.fill(Group::ALL_VACANT);
            self.left = room(self.groups.len());
            self.filled = 0;
        }
    }

    // More groups if these are filled, and otherwise as many, without what was removed.
    #[cold]
    fn make_room(&mut self) {
        let enough = self.filled * 2 < self.slots.len();
        let count = if enough { self.groups.len() } else { (self.groups.len() * 2).max(1) };
        let groups = std::mem::replace(&mut self.groups, vec![Group::ALL_VACANT; count]);
        let none = Slot { tag: 0, number: 0 };
        let slots = std::mem::replace(&mut self.slots, vec![none; count * GROUP]);
        (self.left, self.filled) = (room(count), 0);
        for (group, slots) in groups.into_iter().zip(slots.chunks_exact(GROUP)) {
            for (index, slot) in slots.iter().enumerate() {
                if group.0 >> (8 * index) & REMOVED == 0 {
                    self.put(slot.tag, slot.number);
                }
            }
        }
    }
}

// How many slots of so many groups may be taken.
const fn room(groups: usize) -> usize {
    groups * (GROUP - 1)
}

#[expect(clippy::cast_possible_truncation, reason = "the lower half is as good as the upper")]
const fn tag_of(hash: u64) -> u32 {
    hash as u32
}

// The bits that say least about the group.
const fn byte_of(tag: u32) -> u64 {
    (tag >> 25) as u64
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

    #[test]
    fn what_was_removed_is_gone_and_nothing_else_is_even_if_all_hashes_are_equal() {
        for hash in [|number: u32| hash_of(&number), |_: u32| 7] {
            let mut table = Table::new();
            let mut there = Vec::new();
            for step in 0..3_000_u32 {
                let number = u32::try_from(hash_of(&step) % 90).expect("it is small");
                let found = table.find(hash(number), |other| other == number);
                assert_eq!(found.is_ok(), there.contains(&number));
                match found {
                    Ok(place) => {
                        table.remove(place);
                        there.retain(|other| *other != number);
                    }
                    Err(place) => {
                        table.add(place, hash(number), number);
                        there.push(number);
                    }
                }
                if step % 1_000 == 999 {
                    table.clear();
                    there.clear();
                }
            }
            assert!(table.slots.len() <= 256, "{} slots for 90 numbers", table.slots.len());
        }
    }
}
