//! The backlog: who is waiting to get onto the wire.

use alloc::collections::VecDeque;

use sim_core::Time;

/// The messages that are not yet fully on the wire, or have yet to reach it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Backlog {
    // Invariant: in the order in which they get onto the wire, so `leaves` rises.
    stays: VecDeque<Stay>,
    // Invariant: no stay begins later.
    last_begin: Time,
    // All bytes that were added at the end, wrapping, from an arbitrary start: differences are sums.
    through: u64,
}

#[derive(Clone, Debug)]
struct Stay {
    reaches: Time,
    leaves: Time,
    bytes: u64,
    // As it was when this one was added at the end.
    through: u64,
}

impl Backlog {
    /// How many bytes have reached the link by this time and are not yet fully on the wire.
    ///
    /// It takes a search if no message reaches the link later, which is the rule, and else a pass over those behind.
    pub(crate) fn bytes(&self, at: Time) -> u64 {
        let gone = self.stays.partition_point(|stay| stay.leaves <= at);
        if self.last_begin <= at {
            // All that are left were added at the end, and so differences hold. One that was added between others went
            // into a gap. Where a gap ends, a message begins that had not reached the link before, so the gap is over.
            let Some(next) = self.stays.get(gone) else { return 0 };
            return self.through.wrapping_sub(next.through).wrapping_add(next.bytes);
        }
        let waiting = self.stays.range(gone..).filter(|stay| stay.reaches <= at);
        waiting.fold(0, |sum, stay| sum.wrapping_add(stay.bytes))
    }

    /// A message stays from when it reaches the link until it has left.
    pub(crate) fn add(&mut self, reaches: Time, leaves: Time, bytes: u64) {
        self.last_begin =
            if self.stays.is_empty() { reaches } else { self.last_begin.max(reaches) };
        let through = self.through.wrapping_add(bytes);
        let stay = Stay { reaches, leaves, bytes, through };
        match self.stays.back() {
            Some(last) if leaves < last.leaves => {
                let index = self.stays.partition_point(|stay| stay.leaves <= leaves);
                self.stays.insert(index, stay);
            }
            Some(_) | None => {
                self.through = through;
                self.stays.push_back(stay);
            }
        }
    }

    /// Nobody will ask about a time before this one.
    pub(crate) fn forget(&mut self, now: Time) {
        while self.stays.front().is_some_and(|stay| stay.leaves <= now) {
            self.stays.pop_front();
        }
    }

    /// Forgets all, keeping allocations.
    pub(crate) fn clear(&mut self) {
        self.stays.clear();
    }
}
