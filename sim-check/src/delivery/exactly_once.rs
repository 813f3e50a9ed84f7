//! Exactly once: at most once, at least once, and nothing from nowhere.

use std::fmt::Debug;
use std::hash::Hash;

use sim_core::Duration;

use super::{Delivery, at_most_once::Told, dues::Dues, no_creation::nowhere};
use crate::checker::{Checker, Conclusion, Seen};
use crate::keyed::Keyed;
use crate::verdict::{Verdict, Violation};

/// What is attempted is delivered once, and nothing else is: [`NoCreation`](super::NoCreation),
/// [`AtMostOnce`](super::AtMostOnce) and [`AtLeastOnce`](super::AtLeastOnce) in one.
///
/// Where copies may arrive as long as one takes effect, it is [`EffectivelyOnce`](super::EffectivelyOnce).
///
/// Costs O(1) per item, O(missing) at the end. Keeps every key.
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
    keys: Keyed<K, Known>,
    dues: Dues<K>,
}

// What is known of a key: in one place, because to find that is most of the cost.
#[derive(Clone, Default, Debug)]
struct Known {
    attempted: bool,
    told: Told,
}

impl<K> Default for ExactlyOnce<K> {
    fn default() -> Self {
        Self { keys: Keyed::new(), dues: Dues::new() }
    }
}

impl<K> ExactlyOnce<K> {
    /// What is attempted is delivered once when nothing is left to happen.
    pub fn new() -> Self {
        Self::default()
    }

    /// What is attempted is delivered at most that much later, in global time.
    pub fn within(self, within: Duration) -> Self {
        Self { dues: self.dues.within(within), ..self }
    }
}

impl<K: Eq + Hash + Clone + Debug> ExactlyOnce<K> {
    /// Reads an item; several copies may arrive, or one.
    #[inline]
    pub(super) fn judge(
        &mut self,
        seen: Seen,
        item: &Delivery<K>,
        several: bool,
    ) -> Result<(), Box<Violation>> {
        let mut delivered = false;
        if !matches!(item, Delivery::DeadLettered(_)) {
            let known = self.keys.of(item.key());
            known.attempted |= matches!(item, Delivery::Attempt(_));
            delivered = known.told.delivered();
            let arrived = matches!(item, Delivery::Arrived(_));
            if !known.attempted && (arrived || matches!(item, Delivery::Effect(_))) {
                return Err(nowhere(item.key(), seen.event).into());
            }
            if !(several && arrived) {
                known.told.hear(seen.event, item)?;
            }
        }
        self.dues.see(seen, item, delivered)
    }
}

impl<K: Eq + Hash + Clone + Debug> Checker for ExactlyOnce<K> {
    type Item = Delivery<K>;

    fn see(&mut self, seen: Seen, item: Delivery<K>) -> Result<(), Box<Violation>> {
        self.judge(seen, &item, false)
    }

    // That nothing was delivered is for the dues to judge: they know whether something should have been.
    fn conclude(&mut self, conclusion: &Conclusion) -> Verdict {
        self.dues.conclude(conclusion)
    }

    fn reset(&mut self) {
        self.keys.clear();
        self.dues.clear();
    }
}
