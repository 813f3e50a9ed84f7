//! At least once: what is attempted is delivered in the end, or within a time.

use std::fmt::Debug;
use std::hash::Hash;

use sim_core::Duration;

use super::{Delivery, dues::Dues};
use crate::checker::{Checker, Conclusion, Seen};
use crate::keyed::Keyed;
use crate::verdict::{Verdict, Violation};

/// What is attempted is delivered: when nothing is left to happen, or [within a time](Self::within).
///
/// What has failed for sure needn't be delivered, nor what nobody knows about; what was acknowledged must, whatever was
/// said of other attempts of it. A dead letter is no delivery. A run that was cut off says nothing about what is still
/// missing, unless its time is over.
///
/// Costs O(1) per item, O(missing) at the end. Keeps what is missing, and the names of what was delivered; with
/// [`forgetting`](Self::forgetting) only what is missing or not yet acknowledged.
///
/// ```
/// use sim_check::{AtLeastOnce, Checker, Conclusion, Delivery::{Acknowledged, Attempt}, Seen, Verdict};
/// use sim_core::{EventId, Time};
///
/// let mut checker = AtLeastOnce::new();
/// for (item, index) in [Attempt(7), Acknowledged(7)].into_iter().zip(0..) {
///     checker.see(Seen { event: EventId::nth(index), time: Time::from_nanos(index) }, item).unwrap();
/// }
/// let end = Conclusion { time: Time::from_nanos(9), idle: true };
/// assert_eq!(
///     checker.conclude(&end).to_string(),
///     "violated: acknowledged but not delivered: 7 is not delivered (#0 attempted, #1 acknowledged)",
/// );
/// assert!(matches!(checker.conclude(&Conclusion { idle: false, ..end }), Verdict::Undecided(_)));
/// ```
#[derive(Clone, Debug)]
pub struct AtLeastOnce<K> {
    forgets: bool,
    dues: Dues<K>,
    delivered: Keyed<K, ()>,
}

impl<K> Default for AtLeastOnce<K> {
    fn default() -> Self {
        Self { forgets: false, dues: Dues::new(), delivered: Keyed::new() }
    }
}

impl<K> AtLeastOnce<K> {
    /// What is attempted is delivered when nothing is left to happen.
    pub fn new() -> Self {
        Self::default()
    }

    /// What is attempted is delivered at most that much later, in global time.
    pub fn within(self, within: Duration) -> Self {
        Self { dues: self.dues.within(within), ..self }
    }

    /// Forgets what is delivered and acknowledged. If that is attempted again, it must be delivered again.
    pub fn forgetting(self) -> Self {
        Self { forgets: true, ..self }
    }

    /// How many keys it keeps.
    pub fn kept(&self) -> usize {
        self.dues.len() + self.delivered.len()
    }
}

impl<K: Eq + Hash + Clone + Debug> Checker for AtLeastOnce<K> {
    type Item = Delivery<K>;

    fn see(&mut self, seen: Seen, item: Delivery<K>) -> Result<(), Box<Violation>> {
        let delivered = match &item {
            Delivery::Acknowledged(key) if self.forgets => self.delivered.remove(key).is_some(),
            Delivery::Attempt(key) | Delivery::Acknowledged(key) => self.delivered.contains(key),
            // Of these it makes no difference.
            Delivery::Arrived(_)
            | Delivery::Effect(_)
            | Delivery::GivenUp(_)
            | Delivery::Unknown(_)
            | Delivery::DeadLettered(_) => false,
        };
        let acknowledged = self.forgets && self.dues.is_acknowledged(item.key());
        self.dues.see(seen, &item, delivered)?;
        if let Delivery::Effect(key) = item
            && !acknowledged
        {
            self.delivered.of(&key);
        }
        Ok(())
    }

    fn conclude(&mut self, conclusion: &Conclusion) -> Verdict {
        self.dues.conclude(conclusion)
    }

    fn reset(&mut self) {
        self.dues.clear();
        self.delivered.clear();
    }
}
