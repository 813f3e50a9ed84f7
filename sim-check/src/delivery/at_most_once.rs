//! At most once: nothing is delivered twice, and nothing that has failed is delivered.

use std::fmt::Debug;
use std::hash::Hash;

use sim_core::EventId;

use super::Delivery;
use super::word::{Noted, Word};
use crate::checker::{Checker, Conclusion, Seen};
use crate::keyed::Keyed;
use crate::verdict::{Evidence, Verdict, Violation};

/// Nothing is delivered twice, and nothing whose every attempt has failed is delivered at all.
///
/// Each copy that arrives counts as well, if the protocol tells of arrivals. A second delivery is told when it happens,
/// and so is one that contradicts the sender's word.
///
/// Costs O(1) per item. Keeps every key: each may come again.
///
/// ```
/// use sim_check::{AtMostOnce, Checker, Delivery::{Attempt, Effect}, Seen};
/// use sim_core::{EventId, Time};
///
/// let mut checker = AtMostOnce::new();
/// let mut results = [Attempt(7), Effect(7), Effect(7)].into_iter().zip(0..).map(|(item, index)| {
///     checker.see(Seen { event: EventId::nth(index), time: Time::from_nanos(index) }, item)
/// });
/// assert!(results.next().unwrap().is_ok());
/// assert!(results.next().unwrap().is_ok());
/// assert_eq!(
///     results.next().unwrap().unwrap_err().to_string(),
///     "delivered twice: 7 is delivered twice (#1 first, #2 again)",
/// );
/// ```
#[derive(Clone, Debug)]
pub struct AtMostOnce<K> {
    keys: Keyed<K, Told>,
    delivered: bool,
}

/// What was told of a key.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Told {
    word: Word,
    arrived: Noted,
    delivered: Noted,
}

impl<K> Default for AtMostOnce<K> {
    fn default() -> Self {
        Self { keys: Keyed::new(), delivered: false }
    }
}

impl<K> AtMostOnce<K> {
    /// Nothing is delivered yet.
    pub fn new() -> Self {
        Self::default()
    }
}

impl<K: Eq + Hash + Clone + Debug> Checker for AtMostOnce<K> {
    type Item = Delivery<K>;

    fn see(&mut self, seen: Seen, item: Delivery<K>) -> Result<(), Box<Violation>> {
        match item {
            Delivery::DeadLettered(_) => return Ok(()),
            Delivery::Effect(_) | Delivery::Arrived(_) => self.delivered = true,
            Delivery::Attempt(_)
            | Delivery::Acknowledged(_)
            | Delivery::GivenUp(_)
            | Delivery::Unknown(_) => {}
        }
        self.keys.of(item.key()).hear(seen.event, &item)
    }

    fn conclude(&mut self, _: &Conclusion) -> Verdict {
        if self.delivered {
            Verdict::Passed
        } else {
            Verdict::nothing_to_judge("nothing was delivered")
        }
    }

    fn reset(&mut self) {
        self.keys.clear();
        self.delivered = false;
    }
}

impl Told {
    /// Whether it was delivered.
    pub(super) fn delivered(&self) -> bool {
        self.delivered != Noted::NONE
    }

    /// Something is told of its key.
    #[inline]
    pub(super) fn hear<K: Debug>(
        &mut self,
        event: EventId,
        item: &Delivery<K>,
    ) -> Result<(), Box<Violation>> {
        match item {
            Delivery::Attempt(_) => self.word.attempt(),
            Delivery::Acknowledged(_) | Delivery::Unknown(_) => self.word.acknowledge_or_doubt(),
            Delivery::GivenUp(key) => {
                self.word.fail(event);
                return self.contradiction(key);
            }
            Delivery::Effect(key) => {
                if let Some(first) = self.delivered.get() {
                    return Err(twice("delivered twice", key, "delivered", first, event).into());
                }
                self.delivered = Noted::some(event);
                return self.contradiction(key);
            }
            Delivery::Arrived(key) => {
                if let Some(first) = self.arrived.get() {
                    return Err(twice("arrived twice", key, "received", first, event).into());
                }
                self.arrived = Noted::some(event);
            }
            Delivery::DeadLettered(_) => {}
        }
        Ok(())
    }

    fn contradiction<K: Debug>(&self, key: &K) -> Result<(), Box<Violation>> {
        let (Some(failed), Some(delivered)) = (self.word.all_failed(), self.delivered.get()) else {
            return Ok(());
        };
        let said = format!("{key:?} has failed for sure, but is delivered");
        Err(Violation::new("failed but delivered", said)
            .shown_by([Evidence::new(failed, "failed"), Evidence::new(delivered, "delivered")])
            .into())
    }
}

#[cold]
fn twice<K: Debug>(
    anomaly: &'static str,
    key: &K,
    what: &str,
    first: EventId,
    again: EventId,
) -> Violation {
    let said = format!("{key:?} is {what} twice");
    Violation::new(anomaly, said)
        .shown_by([Evidence::new(first, "first"), Evidence::new(again, "again")])
}
