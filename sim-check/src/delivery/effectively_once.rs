//! Effectively once: copies may arrive, one takes effect.

use std::fmt::Debug;
use std::hash::Hash;

use sim_core::Duration;

use super::{Delivery, ExactlyOnce};
use crate::checker::{Checker, Conclusion, Seen};
use crate::verdict::{Verdict, Violation};

/// However many copies of it arrive, what is attempted takes effect once, and nothing else does.
///
/// It is [`ExactlyOnce`] of effects; of arrivals, it asks only that somebody attempted what arrives.
///
/// Costs O(1) per item, O(missing) at the end. Keeps every key.
///
/// ```
/// use sim_check::{Checker, Delivery::{Arrived, Attempt, Effect}, EffectivelyOnce, Seen};
/// use sim_core::{EventId, Time};
///
/// let mut checker = EffectivelyOnce::new();
/// let at = |index| Seen { event: EventId::nth(index), time: Time::from_nanos(index) };
/// for (item, index) in [Attempt(7), Arrived(7), Effect(7), Arrived(7)].into_iter().zip(0..) {
///     assert!(checker.see(at(index), item).is_ok());
/// }
/// assert_eq!(checker.see(at(4), Effect(7)).unwrap_err().anomaly, "delivered twice");
/// ```
#[derive(Clone, Debug)]
pub struct EffectivelyOnce<K>(ExactlyOnce<K>);

impl<K> Default for EffectivelyOnce<K> {
    fn default() -> Self {
        Self(ExactlyOnce::default())
    }
}

impl<K> EffectivelyOnce<K> {
    /// What is attempted takes effect once when nothing is left to happen.
    pub fn new() -> Self {
        Self::default()
    }

    /// What is attempted takes effect at most that much later, in global time.
    pub fn within(self, within: Duration) -> Self {
        Self(self.0.within(within))
    }
}

impl<K: Eq + Hash + Clone + Debug> Checker for EffectivelyOnce<K> {
    type Item = Delivery<K>;

    fn see(&mut self, seen: Seen, item: Delivery<K>) -> Result<(), Box<Violation>> {
        // Of what arrives it is asked only where it comes from, and whether others are late by now.
        self.0.judge(seen, &item, true)
    }

    fn conclude(&mut self, conclusion: &Conclusion) -> Verdict {
        self.0.conclude(conclusion)
    }

    fn reset(&mut self) {
        self.0.reset();
    }
}
