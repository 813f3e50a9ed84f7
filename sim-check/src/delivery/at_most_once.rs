//! At most once: nothing is delivered twice, and nothing that has failed is delivered.

use std::collections::BTreeMap;
use std::fmt::Debug;

use sim_core::EventId;

use super::{Delivery, word::Word};
use crate::checker::{Checker, Conclusion, Seen};
use crate::verdict::{Evidence, Verdict, Violation};

/// Nothing is delivered twice, and nothing whose every attempt has failed is delivered at all.
///
/// Each copy that arrives counts as well, if the protocol tells of arrivals. A second delivery is told when it happens,
/// and so is one that contradicts the sender's word.
///
/// Costs O(log keys) per item. Keeps every key: each may come again.
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
    keys: BTreeMap<K, Told>,
    delivered: bool,
}

#[derive(Clone, Copy, Default, Debug)]
struct Told {
    word: Word,
    arrived: Option<EventId>,
    delivered: Option<EventId>,
}

impl<K: Ord> Default for AtMostOnce<K> {
    fn default() -> Self {
        Self { keys: BTreeMap::new(), delivered: false }
    }
}

impl<K: Ord> AtMostOnce<K> {
    /// Nothing is delivered yet.
    pub fn new() -> Self {
        Self::default()
    }
}

impl<K: Ord + Clone + Debug> Checker for AtMostOnce<K> {
    type Item = Delivery<K>;

    fn see(&mut self, seen: Seen, item: Delivery<K>) -> Result<(), Box<Violation>> {
        let event = seen.event;
        match item {
            Delivery::Attempt(key) => self.keys.entry(key).or_default().word.attempt(),
            Delivery::Acknowledged(key) | Delivery::Unknown(key) => {
                self.keys.entry(key).or_default().word.acknowledge_or_doubt();
            }
            Delivery::GivenUp(key) => {
                let told = self.keys.entry(key.clone()).or_default();
                told.word.fail(event);
                return told.contradiction(&key);
            }
            Delivery::Effect(key) => {
                self.delivered = true;
                let told = self.keys.entry(key.clone()).or_default();
                if let Some(first) = told.delivered {
                    return Err(twice("delivered twice", &key, "delivered", first, event).into());
                }
                told.delivered = Some(event);
                return told.contradiction(&key);
            }
            Delivery::Arrived(key) => {
                self.delivered = true;
                let told = self.keys.entry(key.clone()).or_default();
                if let Some(first) = told.arrived {
                    return Err(twice("arrived twice", &key, "received", first, event).into());
                }
                told.arrived = Some(event);
            }
            Delivery::DeadLettered(_) => {}
        }
        Ok(())
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
    fn contradiction<K: Debug>(&self, key: &K) -> Result<(), Box<Violation>> {
        let (Some(failed), Some(delivered)) = (self.word.all_failed(), self.delivered) else {
            return Ok(());
        };
        let said = format!("{key:?} has failed for sure, but is delivered");
        Err(Violation::new("failed but delivered", said)
            .shown_by([Evidence::new(failed, "failed"), Evidence::new(delivered, "delivered")])
            .into())
    }
}

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
