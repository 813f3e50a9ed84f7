//! Mailboxes: how much waits in front of an actor, what happens when there is no room, how long service takes.

use alloc::string::String;

use crate::duration::Duration;
use crate::spread::Spread;

/// The rules of a mailbox.
///
/// ```
/// use sim_core::{Mailbox, Overflow, millis};
///
/// // At most ten wait; the eleventh comes back to its sender. Each takes 5 ms.
/// let mailbox = Mailbox::bounded(10).overflow(Overflow::Fail).private().service(millis(5));
/// assert_eq!(mailbox.capacity(), Some(10));
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mailbox {
    pub(crate) capacity: Option<u32>,
    pub(crate) overflow: Overflow,
    pub(crate) private: bool,
    pub(crate) service: Duration,
    pub(crate) service_spread: Spread,
}

impl Mailbox {
    /// Room for all.
    pub const fn unbounded() -> Self {
        Self {
            capacity: None,
            overflow: Overflow::DropNewest,
            private: false,
            service: Duration::ZERO,
            service_spread: Spread::None,
        }
    }

    /// Room for so many, besides the one in service. What comes then is dropped, unless
    /// [`overflow`](Mailbox::overflow) says otherwise.
    pub const fn bounded(capacity: u32) -> Self {
        let mut mailbox = Self::unbounded();
        mailbox.capacity = Some(capacity);
        mailbox
    }

    /// What happens when there is no room.
    pub fn overflow(mut self, overflow: Overflow) -> Self {
        self.overflow = overflow;
        self
    }

    /// Only actors of the same node may send to it. Needed where the sender must wait or gets its message back and
    /// there is another node, because a datagram that came from far can do neither.
    pub const fn private(mut self) -> Self {
        self.private = true;
        self
    }

    /// How long the actor is busy with each message; it handles nothing else meanwhile, and what the handler
    /// does takes effect at the end.
    pub const fn service(mut self, time: Duration) -> Self {
        self.service = time;
        self
    }

    /// How much longer than that it may take; drawn for each message.
    pub fn service_spread(mut self, spread: Spread) -> Self {
        self.service_spread = spread;
        self
    }

    /// How many have room.
    pub const fn capacity(&self) -> Option<u32> {
        self.capacity
    }

    // An actor behind such a mailbox can handle what comes without looking at any rule.
    pub(crate) fn is_plain(&self) -> bool {
        self.capacity.is_none() && !self.private && !self.takes_time()
    }

    pub(crate) fn takes_time(&self) -> bool {
        self.service != Duration::ZERO
            || self.service_spread != Spread::None
            || matches!(self.overflow, Overflow::Spill { delay } if delay != Duration::ZERO)
    }

    // The number of messages for which there is room.
    pub(crate) fn room(&self) -> usize {
        self.capacity.map_or(usize::MAX, |capacity| capacity as usize)
    }
}

impl Default for Mailbox {
    fn default() -> Self {
        Self::unbounded()
    }
}

/// What happens to a message for which a mailbox has no room.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Overflow {
    /// The sender waits, with all that its handler did after sending; senders are served in their order.
    Block,
    /// It is dropped.
    DropNewest,
    /// The one that has waited longest is dropped in its favour.
    DropOldest,
    /// It goes back to its sender, as [`Signal::Refused`](crate::Signal::Refused).
    Fail,
    /// It goes to the actor with this path, as [`Signal::DeadLetter`](crate::Signal::DeadLetter).
    DeadLetter(String),
    /// It waits elsewhere, without a bound, and its service takes so much longer.
    Spill {
        /// How much longer.
        delay: Duration,
    },
}

/// What a mailbox went through.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct MailboxFigures {
    /// How many wait now.
    pub depth: usize,
    /// How many waited at most.
    pub depth_max: usize,
    /// How long the one in front has waited.
    pub oldest_age: Duration,
    /// How many have been taken out to be handled.
    pub taken: u64,
    /// How long those had waited, together, in nanoseconds.
    pub waited: u128,
    /// How many found no room and were dropped, sent to another actor, sent back, or spilled.
    pub overflowed: u64,
}
