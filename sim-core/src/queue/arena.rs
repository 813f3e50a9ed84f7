//! `Arena`: the bodies of pending events, one slot each.

use core::mem;
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

// The stamp can't be zero, and zero marks the vacant slot: a slot costs eight bytes beyond its body.
#[derive(Debug)]
enum Slot<T> {
    Vacant { next: u32 },
    Occupied { stamp: NonZeroU64, body: T },
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
    #[inline]
    pub(super) fn insert(&mut self, stamp: NonZeroU64, body: T) -> u32 {
        let filled = Slot::Occupied { stamp, body };
        let index = self.vacant;
        let Some(slot) = self.slots.get_mut(index as usize) else { return self.append(filled) };
        let Slot::Vacant { next } = mem::replace(slot, filled) else {
            unreachable!("an occupied slot was in the list of the vacant ones")
        };
        self.vacant = next;
        self.occupied += 1;
        index
    }

    #[cold]
    fn append(&mut self, filled: Slot<T>) -> u32 {
        let index = u32::try_from(self.slots.len()).expect("slots are fewer than 2^28");
        assert!(index < SLOT_LIMIT, "more than 2^28 events are pending at once");
        self.slots.push(filled);
        self.occupied += 1;
        index
    }

    /// Takes the body out of the slot if it is still the one with this stamp.
    #[inline]
    pub(super) fn remove(&mut self, slot: u32, stamp: NonZeroU64) -> Option<T> {
        let place = self.slots.get_mut(slot as usize)?;
        match place {
            Slot::Occupied { stamp: found, .. } if *found == stamp => {}
            Slot::Occupied { .. } | Slot::Vacant { .. } => return None,
        }
        let taken = mem::replace(place, Slot::Vacant { next: self.vacant });
        self.vacant = slot;
        self.occupied -= 1;
        match taken {
            Slot::Occupied { body, .. } => Some(body),
            Slot::Vacant { .. } => unreachable!("the slot was occupied a moment ago"),
        }
    }

    /// The body in the slot if it is still the one with this stamp.
    #[inline]
    pub(super) fn get(&self, slot: u32, stamp: NonZeroU64) -> Option<&T> {
        match self.slots.get(slot as usize)? {
            Slot::Occupied { stamp: found, body } if *found == stamp => Some(body),
            Slot::Occupied { .. } | Slot::Vacant { .. } => None,
        }
    }

    /// Drops all bodies and keeps the memory.
    pub(super) fn clear(&mut self) {
        // The list goes first: it must not point into nothing if the drop of a body panics.
        self.vacant = NONE;
        self.occupied = 0;
        self.slots.clear();
    }
}
