//! The floor: an event loop without a framework, as fast as plain safe code makes it.
//!
//! A workload's floor is a bare loop over one of the two queues here. Both hold the same entries
//! and compare the same key, so what lies between them is the heap alone.
//!
//! Deliberately absent: cancellation, liveness, books, digests, traits of actors.

mod binary_heap;
mod heap;

pub(crate) use binary_heap::BinaryFloor;
pub(crate) use heap::HeapFloor;

/// One pending event of a floor.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry<P> {
    /// When it is due, in nanoseconds.
    pub(crate) time: u64,
    /// How many entries were pushed before it: it decides between equal times.
    pub(crate) sequence: u64,
    /// The index of its receiver.
    pub(crate) destination: u32,
    /// What it carries.
    pub(crate) payload: P,
}

impl<P> Entry<P> {
    /// Time and sequence as one number, so that one comparison orders two entries.
    fn key(&self) -> u128 {
        u128::from(self.time) << 64 | u128::from(self.sequence)
    }
}

/// A queue of pending events, earliest first.
pub(crate) trait Floor<P> {
    /// An empty queue with room for `capacity` entries.
    fn with_capacity(capacity: usize) -> Self;

    /// Adds an event.
    fn push(&mut self, time: u64, destination: u32, payload: P);

    /// Takes the earliest event.
    fn pop(&mut self) -> Option<Entry<P>>;

    /// Makes it a new queue, but keeps its memory.
    fn reset(&mut self);
}

#[cfg(test)]
mod tests {
    use super::{BinaryFloor, Floor, HeapFloor};

    /// Pushes `count` scattered times, pops every third time, and lists what came out.
    fn popped<F: Floor<u64>>(count: u64) -> Vec<(u64, u32, u64)> {
        let mut floor = F::with_capacity(0);
        let mut popped = Vec::new();
        for index in 0..count {
            floor.push(index * 7919 % 101, 1, index);
            if index % 3 == 2 {
                popped.extend(floor.pop());
            }
        }
        popped.extend(std::iter::from_fn(|| floor.pop()));
        popped.iter().map(|entry| (entry.time, entry.destination, entry.payload)).collect()
    }

    #[test]
    fn both_queues_keep_the_same_order() {
        for count in 0..300 {
            assert_eq!(popped::<HeapFloor<u64>>(count), popped::<BinaryFloor<u64>>(count));
        }
    }

    #[test]
    fn equal_times_leave_in_the_order_of_arrival() {
        let mut floor = HeapFloor::with_capacity(0);
        for index in 0..50_u64 {
            floor.push(7, 0, index);
        }
        let popped: Vec<u64> =
            std::iter::from_fn(|| floor.pop()).map(|entry| entry.payload).collect();
        assert_eq!(popped, (0..50).collect::<Vec<_>>());
    }

    #[test]
    fn an_entry_with_a_word_of_payload_has_32_bytes() {
        assert_eq!(size_of::<super::Entry<u64>>(), 32);
    }
}
