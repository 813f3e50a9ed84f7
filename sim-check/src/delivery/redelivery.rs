//! The redelivery bound: nothing comes more often than allowed.

use std::collections::BTreeMap;
use std::fmt::Debug;

use sim_core::EventId;

use super::Delivery;
use crate::checker::{Checker, Conclusion, Seen};
use crate::verdict::{Evidence, Verdict, Violation};

/// Nothing arrives, and nothing is delivered, more than a number of times after the first.
///
/// Costs O(log keys) per item. Keeps every key: each may come again.
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
    arrived: BTreeMap<K, Vec<EventId>>,
    delivered: BTreeMap<K, Vec<EventId>>,
}

impl<K: Ord + Clone + Debug> RedeliveryBound<K> {
    /// At most so many times after the first.
    pub const fn at_most(redeliveries: u32) -> Self {
        let limit = redeliveries as usize + 1;
        Self { limit, arrived: BTreeMap::new(), delivered: BTreeMap::new() }
    }
}

impl<K: Ord + Clone + Debug> Checker for RedeliveryBound<K> {
    type Item = Delivery<K>;

    fn see(&mut self, seen: Seen, item: Delivery<K>) -> Result<(), Box<Violation>> {
        let (key, times, what) = match item {
            Delivery::Arrived(key) => (key, &mut self.arrived, "received"),
            Delivery::Effect(key) => (key, &mut self.delivered, "delivered"),
            Delivery::Attempt(_)
            | Delivery::Acknowledged(_)
            | Delivery::GivenUp(_)
            | Delivery::Unknown(_)
            | Delivery::DeadLettered(_) => return Ok(()),
        };
        let events = times.entry(key.clone()).or_default();
        events.push(seen.event);
        let (count, limit) = (events.len(), self.limit);
        if count <= limit {
            return Ok(());
        }
        let said = format!("{key:?} is {what} {count} times, at most {limit} are allowed");
        let note = |rank| if rank == 0 { "first" } else { "again" };
        let evidence =
            events.iter().enumerate().map(|(rank, event)| Evidence::new(*event, note(rank)));
        Err(Violation::new("redelivered too often", said).shown_by(evidence).into())
    }

    fn conclude(&mut self, _: &Conclusion) -> Verdict {
        if self.arrived.is_empty() && self.delivered.is_empty() {
            return Verdict::nothing_to_judge("nothing was delivered");
        }
        Verdict::Passed
    }

    fn reset(&mut self) {
        self.arrived.clear();
        self.delivered.clear();
    }
}
