//! `Arena`: the bodies of pending events, one slot each.

use core::num::NonZeroU64;

use super::key::SLOT_LIMIT;
use super::shelf::Shelf;

/// Ends the list of vacant slots; no slot has this number.
const NONE: u32 = u32::MAX;

/// The bodies of pending events. A slot is free again as soon as its event has left.
#[derive(Debug)]
pub(super) struct Arena<T> {
    slots: Shelf<Slot<T>, 10>,
    /// The slot vacated last is filled first, because it is still in the cache.
    vacant: u32,
    occupied: usize,
}

// A body has spare bit patterns, so an empty place costs nothing: a slot has eight bytes beyond its body. Body and
// stamp lie side by side, not in one enum: taking the body out is then one move, and most of it never happens.
#[derive(Debug)]
struct Slot<T> {
    body: Option<T>,
    /// The stamp of the push; of a vacant slot the next vacant one.
    stamp: u64,
}

impl<T> Arena<T> {
    /// An arena without slots.
    pub(super) const fn new() -> Self {
        Self { slots: Shelf::new(), vacant: NONE, occupied: 0 }
    }

    /// How many bodies it holds.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.occupied
    }

    /// How many slots there are, vacant ones included.
    #[cfg(test)]
    pub(super) fn slot_count(&self) -> usize {
        self.slots.len()
    }

    /// How many bytes a slot takes.
    #[cfg(test)]
    pub(super) fn slot_size(&self) -> usize {
        self.slots.get(0).map_or(0, size_of_val)
    }

    /// Stores a body under its stamp and returns its slot.
    #[inline(always)]
    pub(super) fn insert(&mut self, stamp: NonZeroU64, body: T) -> u32 {
        let index = self.vacant;
        let Some(slot) = self.slots.get_mut(index as usize) else {
            return self.append(stamp, body);
        };
        self.vacant = low_word(slot.stamp);
        self.occupied += 1;
        slot.stamp = stamp.get();
        slot.body = Some(body);
        index
    }

    #[cold]
    fn append(&mut self, stamp: NonZeroU64, body: T) -> u32 {
        let index = u32::try_from(self.slots.len()).expect("slots are fewer than 2^28");
        assert!(index < SLOT_LIMIT, "more than 2^28 events are pending at once");
        self.slots.push(Slot { body: Some(body), stamp: stamp.get() });
        self.occupied += 1;
        index
    }

    /// Takes the body out of the slot if it is still the one with this stamp.
    #[inline(always)]
    pub(super) fn remove(&mut self, index: u32, stamp: NonZeroU64) -> Option<T> {
        let slot = self.slots.get_mut(index as usize).filter(|slot| slot.stamp == stamp.get())?;
        let body = slot.body.take()?;
        slot.stamp = u64::from(self.vacant);
        self.vacant = index;
        self.occupied -= 1;
        Some(body)
    }

    /// The body in the slot if it is still the one with this stamp.
    #[inline]
    pub(super) fn get(&self, index: u32, stamp: NonZeroU64) -> Option<&T> {
        let slot = self.slots.get(index as usize).filter(|slot| slot.stamp == stamp.get())?;
        slot.body.as_ref()
    }

    /// Drops all bodies and keeps the memory.
    pub(super) fn clear(&mut self) {
        // The list goes first: it must not point into nothing if the drop of a body panics.
        self.vacant = NONE;
        self.occupied = 0;
        self.slots.clear();
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a vacant slot keeps the number of the next")]
const fn low_word(stamp: u64) -> u32 {
    stamp as u32
}
