//! `Key`: what is compared and moved in place of an event.

/// One more than the largest slot that a key can name.
pub(super) const SLOT_LIMIT: u32 = 1 << SLOT_BITS;

/// One more than the largest sequence number that a key can hold.
pub(super) const SEQUENCE_LIMIT: u64 = 1 << (u64::BITS - SLOT_BITS);

const SLOT_BITS: u32 = 28;
const SLOT_MASK: u128 = (1 << SLOT_BITS) - 1;
const TICKET_MASK: u128 = (1 << u64::BITS) - 1;

/// Time, sequence number and slot of an event, from the highest bit to the lowest.
// One integer, because one comparison of 128 bits has no branch where a tuple has two or three.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key(u128);

impl Key {
    /// Joins the parts; the caller keeps `sequence` and `slot` below their limits.
    #[inline]
    pub(super) fn new(nanos: u64, sequence: u64, slot: u32) -> Self {
        debug_assert!(sequence < SEQUENCE_LIMIT, "a sequence number outgrew its bits");
        debug_assert!(slot < SLOT_LIMIT, "a slot outgrew its bits");
        let ticket = sequence << SLOT_BITS | u64::from(slot);
        Self(u128::from(nanos) << u64::BITS | u128::from(ticket))
    }

    /// When the event is due.
    #[inline]
    pub(super) fn nanos(self) -> u64 {
        (self.0 >> u64::BITS) as u64
    }

    /// The number of the event's push within its era.
    #[inline]
    pub(super) fn sequence(self) -> u64 {
        ((self.0 & TICKET_MASK) as u64) >> SLOT_BITS
    }

    /// Where the body of the event lies.
    #[inline]
    pub(super) fn slot(self) -> u32 {
        (self.0 & SLOT_MASK) as u32
    }
}
