//! Exactly once: at most once, at least once, and nothing from nowhere.

use std::fmt::Debug;

use sim_core::Duration;

use super::{AtLeastOnce, AtMostOnce, Delivery, NoCreation};
use crate::checker::{Checker, Conclusion, Seen};
use crate::verdict::{Verdict, Violation};

/// What is attempted is delivered once, and nothing else is: [`NoCreation`], [`AtMostOnce`] and [`AtLeastOnce`] in one.
///
/// Where copies may arrive as long as one takes effect, it is [`EffectivelyOnce`](super::EffectivelyOnce).
///
/// Costs O(log keys) per item, O(missing) at the end. Keeps every key.
///
/// ```
/// use sim_check::{Checker, Conclusion, Delivery::{Attempt, Effect}, ExactlyOnce, Seen, Verdict};
/// use sim_core::{EventId, Time};
///
/// let mut checker = ExactlyOnce::new();
/// let at = |index| Seen { event: EventId::nth(index), time: Time::from_nanos(index) };
/// checker.see(at(0), Attempt(7)).unwrap();
/// checker.see(at(1), Effect(7)).unwrap();
/// assert_eq!(checker.conclude(&Conclusion { time: at(9).time, idle: true }), Verdict::Passed);
/// assert_eq!(checker.see(at(2), Effect(7)).unwrap_err().anomaly, "delivered twice");
/// ```
#[derive(Clone, Debug)]
pub struct ExactlyOnce<K> {
    pub(super) nowhere: NoCreation<K>,
    most: AtMostOnce<K>,
    pub(super) least: AtLeastOnce<K>,
}

impl<K: Ord> Default for ExactlyOnce<K> {
    fn default() -> Self {
        Self {
            nowhere: NoCreation::default(),
            most: AtMostOnce::default(),
            least: AtLeastOnce::default(),
        }
    }
}

impl<K: Ord + Clone + Debug> ExactlyOnce<K> {
    /// What is attempted is delivered once when nothing is left to happen.
    pub fn new() -> Self {
        Self::default()
    }

    /// What is attempted is delivered at most that much later, in global time.
    pub fn within(self, within: Duration) -> Self {
        Self { least: self.least.within(within), ..self }
    }
}

impl<K: Ord + Clone + Debug> Checker for ExactlyOnce<K> {
    type Item = Delivery<K>;

    fn see(&mut self, seen: Seen, item: Delivery<K>) -> Result<(), Box<Violation>> {
        self.nowhere.see(seen, item.clone())?;
        self.most.see(seen, item.clone())?;
        self.least.see(seen, item)
    }

    // That nothing was delivered is for `AtLeastOnce` to judge: it knows whether something should have been.
    fn conclude(&mut self, conclusion: &Conclusion) -> Verdict {
        self.least.conclude(conclusion)
    }

    fn reset(&mut self) {
        self.nowhere.reset();
        self.most.reset();
        self.least.reset();
    }
}
