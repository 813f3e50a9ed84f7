//! At least once: what is attempted is delivered in the end, or within a time.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use sim_core::{Duration, EventId, Time};

use super::Delivery;
use crate::checker::{Checker, Conclusion, Seen};
use crate::verdict::{Evidence, Verdict, Violation};

/// What is attempted is delivered: when nothing is left to happen, or [within a time](Self::within).
///
/// What has failed for sure needn't be delivered, nor what nobody knows about; what was acknowledged must, whatever was
/// said of other attempts of it. A dead letter is no delivery. A run that was cut off says nothing about what is still
/// missing, unless its time is over.
///
/// Costs O(log keys) per item, O(missing) at the end. Keeps what is missing, and the names of what was delivered; with
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
    within: Option<Duration>,
    forgets: bool,
    missing: BTreeMap<K, Owed>,
    // Invariant: holds the due time of each missing key, if there is a time; so the earliest is found at once.
    due: BTreeSet<(Time, K)>,
    delivered: BTreeSet<K>,
    // Whether something that had to be delivered was.
    met: bool,
    attempted: bool,
}

// Why a key must be delivered. Invariant: at least one of the attempts is there.
#[derive(Clone, Copy, Debug)]
struct Owed {
    // The attempt that waits for the sender's word.
    open: Option<Seen>,
    // The first attempt that was acknowledged, and the acknowledgement.
    acknowledged: Option<(Seen, EventId)>,
}

impl<K: Ord> Default for AtLeastOnce<K> {
    fn default() -> Self {
        Self {
            within: None,
            forgets: false,
            missing: BTreeMap::new(),
            due: BTreeSet::new(),
            delivered: BTreeSet::new(),
            met: false,
            attempted: false,
        }
    }
}

impl<K: Ord + Clone + Debug> AtLeastOnce<K> {
    /// What is attempted is delivered when nothing is left to happen.
    pub fn new() -> Self {
        Self::default()
    }

    /// What is attempted is delivered at most that much later, in global time.
    pub fn within(self, within: Duration) -> Self {
        Self { within: Some(within), ..self }
    }

    /// Forgets what is delivered and acknowledged. If that is attempted again, it must be delivered again.
    pub fn forgetting(self) -> Self {
        Self { forgets: true, ..self }
    }

    /// How many keys it keeps.
    pub fn kept(&self) -> usize {
        self.missing.len() + self.delivered.len()
    }

    fn due_of(&self, owed: &Owed) -> Option<Time> {
        // A due time past the end of time never comes.
        let due = |attempt: Seen| attempt.time.checked_add(self.within?);
        let acknowledged = owed.acknowledged.map(|(attempt, _)| attempt);
        [owed.open, acknowledged].into_iter().flatten().filter_map(due).min()
    }

    // Changes what a missing key is owed for; `None` if for nothing more.
    fn set_owed(&mut self, key: &K, owed: Option<Owed>) {
        let before = match owed {
            Some(owed) => self.missing.insert(key.clone(), owed),
            None => self.missing.remove(key),
        };
        let (before, after) =
            (before.and_then(|it| self.due_of(&it)), owed.and_then(|it| self.due_of(&it)));
        if before == after {
            return;
        }
        if let Some(time) = before {
            self.due.remove(&(time, key.clone()));
        }
        if let Some(time) = after {
            self.due.insert((time, key.clone()));
        }
    }

    fn attempt(&mut self, seen: Seen, key: &K) {
        self.attempted = true;
        if self.delivered.contains(key) {
            self.met = true;
            return;
        }
        let mut owed =
            self.missing.get(key).copied().unwrap_or(Owed { open: None, acknowledged: None });
        if owed.open.is_none() {
            owed.open = Some(seen);
            self.set_owed(key, Some(owed));
        }
    }

    fn acknowledge(&mut self, seen: Seen, key: &K) {
        self.attempted = true;
        if self.delivered.contains(key) {
            self.met = true;
            if self.forgets {
                self.delivered.remove(key);
            }
            return;
        }
        let mut owed =
            self.missing.get(key).copied().unwrap_or(Owed { open: None, acknowledged: None });
        let attempt = owed.open.take().unwrap_or(seen);
        owed.acknowledged = owed.acknowledged.or(Some((attempt, seen.event)));
        self.set_owed(key, Some(owed));
    }

    fn close(&mut self, key: &K) {
        if let Some(owed) = self.missing.get(key).copied() {
            let owed = Owed { open: None, ..owed };
            self.set_owed(key, owed.acknowledged.is_some().then_some(owed));
        }
    }

    fn deliver(&mut self, key: K) {
        let acknowledged = match self.missing.get(&key).copied() {
            Some(owed) => {
                self.met = true;
                self.set_owed(&key, None);
                owed.acknowledged.is_some()
            }
            None => false,
        };
        if !(self.forgets && acknowledged) {
            self.delivered.insert(key);
        }
    }

    fn missed(&self, now: Time, late: Option<(&K, EventId)>) -> Result<(), Box<Violation>> {
        let (Some(within), Some((due, key))) = (self.within, self.due.first()) else {
            return Ok(());
        };
        if *due >= now {
            return Ok(());
        }
        let said = format!("{key:?} is not delivered within {within}");
        let late = late.filter(|(it, _)| *it == key).map(|(_, event)| Evidence::new(event, "late"));
        let evidence = self.missing.get(key).map(Owed::evidence).unwrap_or_default();
        Err(Violation::new("not delivered in time", said)
            .shown_by(evidence.into_iter().chain(late))
            .into())
    }
}

impl Owed {
    fn evidence(&self) -> Vec<Evidence> {
        let acknowledged = self.acknowledged.map(|(attempt, event)| {
            // An acknowledgement without an attempt is its own attempt.
            let attempt =
                (attempt.event != event).then(|| Evidence::new(attempt.event, "attempted"));
            [attempt, Some(Evidence::new(event, "acknowledged"))]
        });
        let open = self.open.map(|attempt| Evidence::new(attempt.event, "attempted"));
        // The acknowledged attempt alone shows it.
        match acknowledged {
            Some(evidence) => evidence.into_iter().flatten().collect(),
            None => open.into_iter().collect(),
        }
    }
}

impl<K: Ord + Clone + Debug> Checker for AtLeastOnce<K> {
    type Item = Delivery<K>;

    fn see(&mut self, seen: Seen, item: Delivery<K>) -> Result<(), Box<Violation>> {
        let late = match &item {
            Delivery::Effect(key) => Some((key, seen.event)),
            Delivery::Attempt(_)
            | Delivery::Arrived(_)
            | Delivery::Acknowledged(_)
            | Delivery::GivenUp(_)
            | Delivery::Unknown(_)
            | Delivery::DeadLettered(_) => None,
        };
        self.missed(seen.time, late)?;
        match item {
            Delivery::Attempt(key) => self.attempt(seen, &key),
            Delivery::Acknowledged(key) => self.acknowledge(seen, &key),
            Delivery::GivenUp(key) | Delivery::Unknown(key) => {
                self.attempted = true;
                self.close(&key);
            }
            Delivery::Effect(key) => self.deliver(key),
            Delivery::Arrived(_) | Delivery::DeadLettered(_) => {}
        }
        Ok(())
    }

    fn conclude(&mut self, conclusion: &Conclusion) -> Verdict {
        if let Err(violation) = self.missed(conclusion.time, None) {
            return Verdict::Violated(violation);
        }
        // What was acknowledged counts more; then the first attempt.
        let rank = |owed: &Owed| match (owed.acknowledged, owed.open) {
            (Some((attempt, _)), _) => (false, Some(attempt.event)),
            (None, open) => (true, open.map(|it| it.event)),
        };
        let Some((key, owed)) = self.missing.iter().min_by_key(|(_, owed)| rank(owed)) else {
            return match (self.attempted, self.met) {
                (_, true) => Verdict::Passed,
                (true, false) => Verdict::nothing_to_judge("nothing had to be delivered"),
                (false, false) => Verdict::nothing_to_judge("nothing was attempted"),
            };
        };
        if !conclusion.idle {
            return Verdict::nothing_to_judge(format!(
                "the run was cut off before {key:?} was delivered"
            ));
        }
        let others = match self.missing.len() - 1 {
            0 => String::new(),
            others => format!(", nor are {others} others"),
        };
        let anomaly = match owed.acknowledged {
            Some(_) => "acknowledged but not delivered",
            None => "not delivered",
        };
        Violation::new(anomaly, format!("{key:?} is not delivered{others}"))
            .shown_by(owed.evidence())
            .into()
    }

    fn reset(&mut self) {
        self.missing.clear();
        self.due.clear();
        self.delivered.clear();
        self.met = false;
        self.attempted = false;
    }
}
