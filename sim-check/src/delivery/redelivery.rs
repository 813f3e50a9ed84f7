//! The redelivery bound: nothing comes more often than allowed.

use std::fmt::Debug;
use std::hash::Hash;

use sim_core::EventId;

use super::{Delivery, word::Noted};
use crate::checker::{Checker, Conclusion, Seen};
use crate::keyed::Keyed;
use crate::verdict::{Evidence, Verdict, Violation};

/// Nothing arrives, and nothing is delivered, more than a number of times after the first.
///
/// Costs O(1) per item. Keeps every key: each may come again.
///
/// ```
/// use sim_check::{Checker, Delivery::Effect, RedeliveryBound, Seen};
/// use sim_core::{EventId, Time};
///
/// let mut checker = RedeliveryBound::at_most(1);
/// let at = |index| Seen { event: EventId::nth(index), time: Time::from_nanos(index) };
/// assert!(checker.see(at(0), Effect(7)).is_ok());
/// assert!(checker.see(at(1), Effect(7)).is_ok());
/// assert_eq!(
///     checker.see(at(2), Effect(7)).unwrap_err().to_string(),
///     "redelivered too often: 7 is delivered 3 times, at most 2 are allowed (#0 first, #1 again, #2 again)",
/// );
/// ```
#[derive(Clone, Debug)]
pub struct RedeliveryBound<K> {
    limit: usize,
    keys: Keyed<K, Comings>,
}

#[derive(Clone, Default, Debug)]
struct Comings {
    arrived: Times,
    delivered: Times,
}

// Most things come once: that takes no allocation.
#[derive(Clone, Default, Debug)]
struct Times {
    first: Noted,
    again: Vec<EventId>,
}

impl Times {
    // Once more; so often by now.
    fn add(&mut self, event: EventId) -> usize {
        if self.first == Noted::NONE {
            self.first = Noted::some(event);
        } else {
            self.again.push(event);
        }
        1 + self.again.len()
    }

    fn evidence(&self) -> impl Iterator<Item = Evidence> {
        let first = self.first.get().map(|event| Evidence::new(event, "first"));
        first.into_iter().chain(self.again.iter().map(|event| Evidence::new(*event, "again")))
    }
}

impl<K> RedeliveryBound<K> {
    /// At most so many times after the first.
    pub const fn at_most(redeliveries: u32) -> Self {
        Self { limit: redeliveries as usize + 1, keys: Keyed::new() }
    }
}

impl<K: Eq + Hash + Clone + Debug> Checker for RedeliveryBound<K> {
    type Item = Delivery<K>;

    fn see(&mut self, seen: Seen, item: Delivery<K>) -> Result<(), Box<Violation>> {
        let (key, times, what) = match &item {
            Delivery::Arrived(key) => (key, &mut self.keys.of(key).arrived, "received"),
            Delivery::Effect(key) => (key, &mut self.keys.of(key).delivered, "delivered"),
            Delivery::Attempt(_)
            | Delivery::Acknowledged(_)
            | Delivery::GivenUp(_)
            | Delivery::Unknown(_)
            | Delivery::DeadLettered(_) => return Ok(()),
        };
        let (count, limit) = (times.add(seen.event), self.limit);
        if count <= limit {
            return Ok(());
        }
        let said = format!("{key:?} is {what} {count} times, at most {limit} are allowed");
        Err(Violation::new("redelivered too often", said).shown_by(times.evidence()).into())
    }

    fn conclude(&mut self, _: &Conclusion) -> Verdict {
        if self.keys.is_empty() {
            return Verdict::nothing_to_judge("nothing was delivered");
        }
        Verdict::Passed
    }

    fn reset(&mut self) {
        self.keys.clear();
    }
}
