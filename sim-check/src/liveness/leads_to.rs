//! Leads to: what is owed comes.

use std::fmt::Debug;

use sim_core::Duration;

use super::Progress;
use super::promises::Promises;
use crate::checker::{Checker, Conclusion, Seen};
use crate::verdict::{Verdict, Violation};

/// What is owed comes: when nothing is left to happen, or [within a time](Self::within).
///
/// What is owed again before it has come is owed once. The time runs only in a
/// calm world, anew after each heal, and for what a node is owed or owes while that is up: so a stall that faults explain is no
/// violation. [`in_weather`](crate::in_weather) tells it of faults.
///
/// A run that is cut off says nothing about what has some of its time left, and is undecided where there is no time.
///
/// Costs O(log pending) per item, O(pending · log pending) when the world is healed and when a node goes down or comes back.
/// Keeps what is owed.
///
/// ```
/// use sim_check::{Checker, LeadsTo, Progress::{self, Disturbed, Healed, Met}, Seen};
/// use sim_core::{EventId, Time, nanos};
///
/// let mut checker = LeadsTo::new().within(nanos(2));
/// let at = |index| Seen { event: EventId::nth(index), time: Time::from_nanos(index) };
/// checker.see(at(0), Disturbed).unwrap();
/// checker.see(at(1), Progress::owed("answer")).unwrap();
/// checker.see(at(9), Healed).unwrap();
/// assert_eq!(
///     checker.see(at(12), Met("answer")).unwrap_err().to_string(),
///     "not in time: \"answer\" doesn't come within 2ns (#1 owed, #9 healed, #12 late)",
/// );
/// ```
#[derive(Clone, Debug)]
pub struct LeadsTo<K>(Promises<K>);

impl<K: Ord> Default for LeadsTo<K> {
    fn default() -> Self {
        Self(Promises::new())
    }
}

impl<K: Ord> LeadsTo<K> {
    /// What is owed comes before nothing is left to happen.
    pub fn new() -> Self {
        Self::default()
    }

    /// What is owed comes at most that much later, in global time, while the world is calm.
    pub fn within(mut self, within: Duration) -> Self {
        self.0.within = Some(within);
        self
    }

    /// What a node is owed, or owes, is forgotten when it goes down.
    pub fn waived_by_crashes(mut self) -> Self {
        self.0.waived_by_crashes = true;
        self
    }
}

impl<K: Ord + Clone + Debug> Checker for LeadsTo<K> {
    type Item = Progress<K>;

    fn see(&mut self, seen: Seen, item: Progress<K>) -> Result<(), Box<Violation>> {
        self.0.see(seen, item)
    }

    fn conclude(&mut self, conclusion: &Conclusion) -> Verdict {
        self.0.conclude(conclusion)
    }

    fn reset(&mut self) {
        self.0.reset();
    }
}
