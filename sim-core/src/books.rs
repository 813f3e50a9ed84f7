//! Books: where every message went, counted twice.

use core::fmt;

use crate::event::DropCause;
use crate::id::ActorId;

/// The wire, over all links: sent + copies = arrived + dropped + in flight + held.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct WireBook {
    /// Messages that left for another node.
    pub sent: u64,
    /// Copies that the wire made of them.
    pub copies: u64,
    /// What arrived.
    pub arrived: u64,
    /// What went no further, by cause.
    pub dropped: [u64; DropCause::COUNT],
    /// What is on its way.
    pub in_flight: u64,
    /// What the medium holds back.
    pub held: u64,
}

impl WireBook {
    /// What the book misses, if it doesn't balance.
    ///
    /// # Errors
    /// Both sides, if they differ.
    pub fn check(&self) -> Result<(), Imbalance> {
        let out = self.arrived + self.dropped.iter().sum::<u64>() + self.in_flight + self.held;
        Imbalance::of("wire", None, self.sent + self.copies, out)
    }
}

/// One actor's outbox: requested = sent + local + waiting + lost in a crash.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct OutboxBook {
    /// What handlers asked to be sent, as far as it was applied.
    pub requested: u64,
    /// What left for another node.
    pub sent: u64,
    /// What went to an actor of the same node.
    pub local: u64,
    /// What waits for room in a mailbox.
    pub waiting: u64,
    /// What waited for room when a crash or an end came.
    pub lost: u64,
}

impl OutboxBook {
    fn check(&self, actor: ActorId) -> Result<(), Imbalance> {
        let out = self.sent + self.local + self.waiting + self.lost;
        Imbalance::of("outbox", Some(actor), self.requested, out)
    }
}

/// One actor's mailbox:
/// arrived + local = handled + dropped by cause + dead-lettered + returned + queued + in service + lost in a crash.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct MailboxBook {
    /// What came from other nodes.
    pub arrived: u64,
    /// What came from the same node.
    pub local: u64,
    /// What was handled.
    pub handled: u64,
    /// What came and was dropped because there was no room.
    pub dropped_newest: u64,
    /// What had waited longest and was dropped because something came and there was no room.
    pub dropped_oldest: u64,
    /// What waited when the actor ended.
    pub ended: u64,
    /// What went to the actor for dead letters.
    pub dead_lettered: u64,
    /// What went back to its sender.
    pub returned: u64,
    /// What waits, spilled or not.
    pub queued: u64,
    /// What is in service.
    pub serving: u64,
    /// What waited or was in service when the node crashed.
    pub lost: u64,
}

impl MailboxBook {
    fn check(&self, actor: ActorId) -> Result<(), Imbalance> {
        let out = self.handled
            + self.dropped_newest
            + self.dropped_oldest
            + self.ended
            + self.dead_lettered
            + self.returned
            + self.queued
            + self.serving
            + self.lost;
        Imbalance::of("mailbox", Some(actor), self.arrived + self.local, out)
    }
}

/// Both books of one actor.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct ActorBooks {
    /// What it sent.
    pub outbox: OutboxBook,
    /// What it got.
    pub mailbox: MailboxBook,
}

impl ActorBooks {
    pub(crate) fn check(&self, actor: ActorId) -> Result<(), Imbalance> {
        self.outbox.check(actor)?;
        self.mailbox.check(actor)
    }
}

/// Two sides of a book that differ: a bug of the framework.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Imbalance {
    /// Which book.
    pub book: &'static str,
    /// Whose; of the wire nobody's.
    pub actor: Option<ActorId>,
    /// What went in.
    pub into: u64,
    /// What came out or is still there.
    pub out: u64,
}

impl Imbalance {
    fn of(book: &'static str, actor: Option<ActorId>, into: u64, out: u64) -> Result<(), Self> {
        if into == out { Ok(()) } else { Err(Self { book, actor, into, out }) }
    }
}

impl fmt::Display for Imbalance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the {} book", self.book)?;
        if let Some(actor) = self.actor {
            write!(f, " of {actor:?}")?;
        }
        write!(f, " doesn't balance: {} in, {} out", self.into, self.out)
    }
}

impl core::error::Error for Imbalance {}
