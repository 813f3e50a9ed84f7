//! No creation: nothing is delivered that nobody attempted.

use std::collections::BTreeSet;
use std::fmt::Debug;

use super::Delivery;
use crate::checker::{Checker, Conclusion, Seen};
use crate::verdict::{Evidence, Verdict, Violation};

/// Nothing arrives or is delivered that nobody has attempted before.
///
/// Costs O(log keys) per item. Keeps the keys that were attempted: each may come again.
///
/// ```
/// use sim_check::{Checker, Delivery, NoCreation, Seen};
/// use sim_core::{EventId, Time};
///
/// let seen = Seen { event: EventId::nth(4), time: Time::from_nanos(9) };
/// let violation = NoCreation::new().see(seen, Delivery::Effect("x")).unwrap_err();
/// assert_eq!(violation.anomaly, "delivered from nowhere");
/// ```
#[derive(Clone, Debug)]
pub struct NoCreation<K> {
    attempted: BTreeSet<K>,
    delivered: bool,
}

impl<K: Ord> Default for NoCreation<K> {
    fn default() -> Self {
        Self { attempted: BTreeSet::new(), delivered: false }
    }
}

impl<K: Ord> NoCreation<K> {
    /// Nothing is attempted yet.
    pub fn new() -> Self {
        Self::default()
    }
}

impl<K: Ord + Clone + Debug> Checker for NoCreation<K> {
    type Item = Delivery<K>;

    fn see(&mut self, seen: Seen, item: Delivery<K>) -> Result<(), Box<Violation>> {
        match item {
            Delivery::Attempt(key) => {
                self.attempted.insert(key);
                Ok(())
            }
            Delivery::Arrived(key) | Delivery::Effect(key) => {
                self.delivered = true;
                if self.attempted.contains(&key) {
                    return Ok(());
                }
                let said = format!("{key:?} is delivered, but nobody has attempted it");
                Err(Violation::new("delivered from nowhere", said)
                    .shown_by([Evidence::new(seen.event, "delivered")])
                    .into())
            }
            Delivery::Acknowledged(_)
            | Delivery::GivenUp(_)
            | Delivery::Unknown(_)
            | Delivery::DeadLettered(_) => Ok(()),
        }
    }

    fn conclude(&mut self, _: &Conclusion) -> Verdict {
        if self.delivered {
            Verdict::Passed
        } else {
            Verdict::nothing_to_judge("nothing was delivered")
        }
    }

    fn reset(&mut self) {
        self.attempted.clear();
        self.delivered = false;
    }
}
