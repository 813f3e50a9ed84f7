//! No creation: nothing is delivered that nobody attempted.

use std::fmt::Debug;
use std::hash::Hash;

use sim_core::EventId;

use super::Delivery;
use crate::checker::{Checker, Conclusion, Seen};
use crate::keyed::Keyed;
use crate::verdict::{Evidence, Verdict, Violation};

/// Nothing arrives or is delivered that nobody has attempted before.
///
/// Costs O(1) per item. Keeps the keys that were attempted: each may come again.
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
    attempted: Keyed<K, ()>,
    delivered: bool,
}

impl<K> Default for NoCreation<K> {
    fn default() -> Self {
        Self { attempted: Keyed::new(), delivered: false }
    }
}

impl<K> NoCreation<K> {
    /// Nothing is attempted yet.
    pub fn new() -> Self {
        Self::default()
    }
}

impl<K: Eq + Hash + Clone + Debug> Checker for NoCreation<K> {
    type Item = Delivery<K>;

    fn see(&mut self, seen: Seen, item: Delivery<K>) -> Result<(), Box<Violation>> {
        match item {
            Delivery::Attempt(key) => {
                self.attempted.of(&key);
                Ok(())
            }
            Delivery::Arrived(key) | Delivery::Effect(key) => {
                self.delivered = true;
                if self.attempted.contains(&key) {
                    return Ok(());
                }
                Err(nowhere(&key, seen.event).into())
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

/// Nobody has attempted what is delivered here.
#[cold]
pub(super) fn nowhere<K: Debug>(key: &K, delivered: EventId) -> Violation {
    let said = format!("{key:?} is delivered, but nobody has attempted it");
    Violation::new("delivered from nowhere", said).shown_by([Evidence::new(delivered, "delivered")])
}
