//! Delivery: how often what somebody wanted delivered is delivered.
//!
//! All checkers here read [`Delivery`]. What each of them holds against a run:
//!
//! | checker | anomalies |
//! |---|---|
//! | [`AtMostOnce`] | `delivered twice`, `arrived twice`, `failed but delivered` |
//! | [`AtLeastOnce`] | `not delivered`, `acknowledged but not delivered`, `not delivered in time` |
//! | [`NoCreation`] | `delivered from nowhere` |
//! | [`ExactlyOnce`] | those of the three above |
//! | [`EffectivelyOnce`] | the same, but several copies may arrive: `arrived twice` is none |
//! | [`RedeliveryBound`] | `redelivered too often` |
//! | [`DeadLetters`] | `unaccounted`, `accounted twice`, `accounted from nowhere` |
//!
//! # The sender's word
//!
//! An attempt is open until the sender has a word on it: *acknowledged* (it must be delivered), *given up* (it must
//! not) or *unknown* (it may). Attempts of a key whose last attempt is still open belong to that one: they are retries.
//! An attempt after the sender's word is a new one, with a word of its own; a delivery belongs to any attempt that may
//! have caused it. So "failed but delivered" needs that *every* attempt of the key has failed.
//!
//! Deliberately absent: order (see [`Fifo`](crate::Fifo), [`CausalOrder`](crate::CausalOrder),
//! [`TotalOrder`](crate::TotalOrder)), and who delivers: a key that several receivers should get names the receiver.

mod at_least_once;
mod at_most_once;
mod dead_letters;
mod dues;
mod effectively_once;
mod exactly_once;
mod no_creation;
mod redelivery;
mod word;

pub use at_least_once::AtLeastOnce;
pub use at_most_once::AtMostOnce;
pub use dead_letters::DeadLetters;
pub use effectively_once::EffectivelyOnce;
pub use exactly_once::ExactlyOnce;
pub use no_creation::NoCreation;
pub use redelivery::RedeliveryBound;

/// Something that happens to what somebody wants delivered. The key names it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Delivery<K> {
    /// Somebody wants it delivered.
    Attempt(K),
    /// A copy of it arrived, whatever becomes of the copy.
    Arrived(K),
    /// It was delivered: it took effect.
    Effect(K),
    /// The sender was told that it is, or will be, delivered.
    Acknowledged(K),
    /// The sender was told that it certainly won't be delivered.
    GivenUp(K),
    /// The sender doesn't know whether it is, or will be, delivered.
    Unknown(K),
    /// It was put aside as undeliverable, where somebody will find it.
    DeadLettered(K),
}

impl<K> Delivery<K> {
    const fn key(&self) -> &K {
        match self {
            Self::Attempt(key)
            | Self::Arrived(key)
            | Self::Effect(key)
            | Self::Acknowledged(key)
            | Self::GivenUp(key)
            | Self::Unknown(key)
            | Self::DeadLettered(key) => key,
        }
    }
}
