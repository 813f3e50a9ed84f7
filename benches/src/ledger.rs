//! What both sides of a workload must agree on: how many deliveries, and in which order.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The deliveries of a run: their number and a hash of their order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ledger {
    /// How many messages were delivered.
    pub(crate) deliveries: u64,
    /// A hash over the receiver and the payload of each, in their order.
    pub(crate) order_hash: u64,
}

impl Ledger {
    /// Notes that a message was delivered.
    ///
    /// For a given delivery the new hash is a bijection of the old one, so two runs that differ in
    /// one delivery only have different hashes.
    #[inline]
    pub(crate) fn note(&mut self, receiver: u32, payload: u64) {
        let delivery = payload ^ (u64::from(receiver) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.order_hash =
            (self.order_hash.rotate_left(29) ^ delivery).wrapping_mul(0xd6e8_feb8_6659_fd93);
        self.deliveries += 1;
    }

    /// Appends the deliveries of a run of its own.
    pub(crate) fn append(&mut self, run: Ledger) {
        self.note(0, run.order_hash);
        self.deliveries += run.deliveries - 1;
    }
}

/// A ledger that the actors of one world share; a clone is another handle to it.
///
/// It is `Send` and `Sync` so that a scenario's factories may hold it, but is for one thread at a
/// time: relaxed loads and stores cost what a plain field costs.
#[derive(Clone, Debug, Default)]
pub(crate) struct SharedLedger(Arc<(AtomicU64, AtomicU64)>);

impl SharedLedger {
    /// Notes that a message was delivered.
    #[inline]
    pub(crate) fn note(&self, receiver: u32, payload: u64) {
        let mut ledger = self.ledger();
        ledger.note(receiver, payload);
        self.set(ledger);
    }

    /// What was noted so far.
    #[inline]
    pub(crate) fn ledger(&self) -> Ledger {
        let (deliveries, order_hash) = &*self.0;
        Ledger {
            deliveries: deliveries.load(Ordering::Relaxed),
            order_hash: order_hash.load(Ordering::Relaxed),
        }
    }

    /// Begins anew, for the next simulation.
    pub(crate) fn reset(&self) {
        self.set(Ledger::default());
    }

    fn set(&self, ledger: Ledger) {
        self.0.0.store(ledger.deliveries, Ordering::Relaxed);
        self.0.1.store(ledger.order_hash, Ordering::Relaxed);
    }
}
