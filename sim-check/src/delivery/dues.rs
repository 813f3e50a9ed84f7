//! The dues: what must be delivered and isn't yet, and until when.

use std::collections::VecDeque;
use std::fmt::Debug;
use std::hash::Hash;

use sim_core::{Duration, EventId, Time};

use super::Delivery;
use crate::checker::{Conclusion, Seen};
use crate::keyed::Keyed;
use crate::verdict::{Evidence, Verdict, Violation};

/// What must be delivered and isn't yet. What is delivered, somebody else has to know.
#[derive(Clone, Debug)]
pub(super) struct Dues<K> {
    within: Option<Duration>,
    missing: Keyed<K, Owed>,
    // Invariant: if there is a time, holds when each missing key is due, the earliest first. It may hold more: what was
    // delivered is taken out when its turn comes, or when there is too much of it.
    due: VecDeque<(Time, K)>,
    // Whether something that had to be delivered was.
    met: bool,
    attempted: bool,
}

// Why a key must be delivered. Invariant: at least one of the attempts is there, and the acknowledged one is not the later.
#[derive(Clone, Copy, Default, Debug)]
struct Owed {
    // The attempt that waits for the sender's word.
    open: Option<Seen>,
    // The first attempt that was acknowledged, and the acknowledgement.
    acknowledged: Option<(Seen, EventId)>,
}

impl Owed {
    fn since(&self) -> Option<Time> {
        let acknowledged = self.acknowledged.map(|(attempt, _)| attempt);
        acknowledged.or(self.open).map(|attempt| attempt.time)
    }

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

impl<K> Dues<K> {
    /// Nothing is due yet, and then everything when nothing is left to happen.
    pub(super) const fn new() -> Self {
        Self {
            within: None,
            missing: Keyed::new(),
            due: VecDeque::new(),
            met: false,
            attempted: false,
        }
    }

    /// Everything is due that much later, in global time.
    pub(super) fn within(self, within: Duration) -> Self {
        Self { within: Some(within), ..self }
    }

    /// How many keys are missing.
    pub(super) const fn len(&self) -> usize {
        self.missing.len()
    }

    /// Forgets a run, keeping allocations.
    pub(super) fn clear(&mut self) {
        self.missing.clear();
        self.due.clear();
        self.met = false;
        self.attempted = false;
    }
}

impl<K: Eq + Hash + Clone + Debug> Dues<K> {
    /// Whether the sender was told of a missing key that it will be delivered.
    pub(super) fn is_acknowledged(&self, key: &K) -> bool {
        self.missing.get(key).is_some_and(|owed| owed.acknowledged.is_some())
    }

    /// Something is told of a key. Whether that is delivered already counts for attempts and acknowledgements.
    #[inline]
    pub(super) fn see(
        &mut self,
        seen: Seen,
        item: &Delivery<K>,
        delivered: bool,
    ) -> Result<(), Box<Violation>> {
        if self.within.is_some() {
            let late = match item {
                Delivery::Effect(key) => Some((key, seen.event)),
                Delivery::Attempt(_)
                | Delivery::Arrived(_)
                | Delivery::Acknowledged(_)
                | Delivery::GivenUp(_)
                | Delivery::Unknown(_)
                | Delivery::DeadLettered(_) => None,
            };
            self.missed(seen.time, late)?;
        }
        match item {
            Delivery::Attempt(_) | Delivery::Acknowledged(_) if delivered => {
                self.attempted = true;
                self.met = true;
            }
            Delivery::Attempt(key) => {
                let owed = self.owed(seen, key);
                owed.open = owed.open.or(Some(seen));
            }
            Delivery::Acknowledged(key) => {
                let owed = self.owed(seen, key);
                let attempt = owed.open.take().unwrap_or(seen);
                owed.acknowledged = owed.acknowledged.or(Some((attempt, seen.event)));
            }
            Delivery::GivenUp(key) | Delivery::Unknown(key) => self.close(key),
            Delivery::Effect(key) => self.met |= self.missing.remove(key).is_some(),
            Delivery::Arrived(_) | Delivery::DeadLettered(_) => {}
        }
        Ok(())
    }

    // A key must be delivered, if not from now on then since before.
    fn owed(&mut self, seen: Seen, key: &K) -> &mut Owed {
        self.attempted = true;
        let (within, due) = (self.within, &mut self.due);
        if due.len() > 2 * self.missing.len() + 64 {
            due.retain(|(time, key)| is_due(&self.missing, within, *time, key));
        }
        self.missing.of_or_with(key, || {
            // A due time past the end of time never comes.
            let time = within.and_then(|within| seen.time.checked_add(within));
            due.extend(time.map(|time| (time, key.clone())));
            Owed::default()
        })
    }

    fn close(&mut self, key: &K) {
        self.attempted = true;
        if let Some(owed) = self.missing.get_mut(key) {
            owed.open = None;
            if owed.acknowledged.is_none() {
                self.missing.remove(key);
            }
        }
    }

    fn missed(&mut self, now: Time, late: Option<(&K, EventId)>) -> Result<(), Box<Violation>> {
        while let Some((time, key)) = self.due.front()
            && *time < now
        {
            if is_due(&self.missing, self.within, *time, key) {
                return Err(self.too_late(key, late).into());
            }
            self.due.pop_front();
        }
        Ok(())
    }

    fn too_late(&self, key: &K, late: Option<(&K, EventId)>) -> Violation {
        let within = self.within.unwrap_or_default();
        let said = format!("{key:?} is not delivered within {within}");
        let late = late.filter(|(it, _)| *it == key).map(|(_, event)| Evidence::new(event, "late"));
        let evidence = self.missing.get(key).map(Owed::evidence).unwrap_or_default();
        Violation::new("not delivered in time", said).shown_by(evidence.into_iter().chain(late))
    }

    /// The run is over.
    pub(super) fn conclude(&mut self, conclusion: &Conclusion) -> Verdict {
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
}

// Whether this is when a missing key is due.
fn is_due<K: Eq + Hash>(
    missing: &Keyed<K, Owed>,
    within: Option<Duration>,
    time: Time,
    key: &K,
) -> bool {
    let since = missing.get(key).and_then(Owed::since);
    since.zip(within).and_then(|(since, within)| since.checked_add(within)) == Some(time)
}
