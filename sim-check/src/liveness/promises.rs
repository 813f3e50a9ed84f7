//! Promises: what is owed, and by when.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use sim_core::{Duration, EventId, NodeId, Time};

use super::Progress;
use crate::checker::{Conclusion, Seen};
use crate::verdict::{Evidence, Verdict, Violation};

/// What is owed, and by when.
#[derive(Clone, Debug)]
pub(super) struct Promises<K> {
    pub(super) within: Option<Duration>,
    pub(super) waived_by_crashes: bool,
    pending: BTreeMap<K, Promise>,
    // Invariant: the due time of each pending promise that has one now, so that the earliest is found at once.
    due: BTreeSet<(Time, K)>,
    calm: Option<Calm>,
    down: BTreeSet<NodeId>,
    // When nodes came back.
    up: BTreeMap<NodeId, Time>,
    // Whether anything that was owed has come.
    met: bool,
}

/// Something that is owed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Promise {
    pub(super) since: Time,
    pub(super) event: Option<EventId>,
    pub(super) node: Option<NodeId>,
}

// Since when nothing is wrong.
#[derive(Clone, Copy, Debug)]
struct Calm {
    since: Time,
    healed: Option<EventId>,
}

impl<K: Ord> Promises<K> {
    pub(super) const fn new() -> Self {
        Self {
            within: None,
            waived_by_crashes: false,
            pending: BTreeMap::new(),
            due: BTreeSet::new(),
            calm: Some(Calm { since: Time::ZERO, healed: None }),
            down: BTreeSet::new(),
            up: BTreeMap::new(),
            met: false,
        }
    }

    pub(super) fn reset(&mut self) {
        self.pending.clear();
        self.due.clear();
        self.down.clear();
        self.up.clear();
        self.calm = Some(Calm { since: Time::ZERO, healed: None });
        self.met = false;
    }
}

impl<K: Ord + Clone + Debug> Promises<K> {
    /// Something is owed, unless it is already.
    pub(super) fn owe(&mut self, key: K, promise: Promise) {
        if !self.pending.contains_key(&key) {
            let due = self.due_of(&promise);
            self.due.extend(due.map(|due| (due, key.clone())));
            self.pending.insert(key, promise);
        }
    }

    fn close(&mut self, key: &K) -> bool {
        let Some(promise) = self.pending.remove(key) else { return false };
        if let Some(due) = self.due_of(&promise) {
            self.due.remove(&(due, key.clone()));
        }
        true
    }

    // When its time begins to run, if nothing excuses that it doesn't.
    fn runs_since(&self, promise: &Promise) -> Option<Time> {
        let calm = self.calm?.since;
        let up = match promise.node {
            Some(node) if self.down.contains(&node) => return None,
            Some(node) => self.up.get(&node).copied(),
            None => None,
        };
        Some(promise.since.max(calm).max(up.unwrap_or(Time::ZERO)))
    }

    // A due time past the end of time never comes.
    fn due_of(&self, promise: &Promise) -> Option<Time> {
        self.runs_since(promise)?.checked_add(self.within?)
    }

    fn dues_again(&mut self) {
        let due = |(key, promise): (&K, &Promise)| Some((self.due_of(promise)?, key.clone()));
        self.due = self.pending.iter().filter_map(due).collect();
    }

    /// Says whether something is late by now; then does as it is told.
    pub(super) fn see(&mut self, seen: Seen, item: Progress<K>) -> Result<(), Box<Violation>> {
        let late = match &item {
            Progress::Met(key) => Some((key, seen.event)),
            Progress::Owed { .. }
            | Progress::Waived(_)
            | Progress::Disturbed
            | Progress::Healed
            | Progress::Down(_)
            | Progress::Up(_) => None,
        };
        self.late(seen.time, late)?;
        match item {
            Progress::Owed { key, node } => {
                self.owe(key, Promise { since: seen.time, event: Some(seen.event), node });
            }
            Progress::Met(key) => self.met |= self.close(&key),
            Progress::Waived(key) => {
                self.close(&key);
            }
            Progress::Disturbed => {
                self.calm = None;
                self.due.clear();
            }
            Progress::Healed => {
                if self.calm.is_none() {
                    self.calm = Some(Calm { since: seen.time, healed: Some(seen.event) });
                    self.dues_again();
                }
            }
            Progress::Down(node) => {
                if self.waived_by_crashes {
                    self.pending.retain(|_, promise| promise.node != Some(node));
                }
                self.down.insert(node);
                self.dues_again();
            }
            Progress::Up(node) => {
                if self.down.remove(&node) {
                    self.up.insert(node, seen.time);
                    self.dues_again();
                }
            }
        }
        Ok(())
    }

    fn evidence(&self, promise: &Promise) -> impl Iterator<Item = Evidence> {
        let healed = self.calm.filter(|calm| calm.since >= promise.since);
        let healed = healed.and_then(|calm| calm.healed);
        let owed = promise.event.map(|event| Evidence::new(event, "owed"));
        owed.into_iter().chain(healed.map(|event| Evidence::new(event, "healed")))
    }

    /// Says what is late at this time, although it may come just now.
    pub(super) fn late(
        &self,
        now: Time,
        coming: Option<(&K, EventId)>,
    ) -> Result<(), Box<Violation>> {
        let (Some(within), Some((due, key))) = (self.within, self.due.first()) else {
            return Ok(());
        };
        if *due >= now {
            return Ok(());
        }
        let coming = coming.filter(|(it, _)| *it == key);
        let late = coming.map(|(_, event)| Evidence::new(event, "late"));
        let evidence = self.pending.get(key).map(|promise| self.evidence(promise));
        Err(Violation::new("not in time", format!("{} within {within}", absent(key)))
            .shown_by(evidence.into_iter().flatten())
            .shown_by(late)
            .into())
    }

    pub(super) fn conclude(&self, conclusion: &Conclusion) -> Verdict {
        if let Err(violation) = self.late(conclusion.time, None) {
            return Verdict::Violated(violation);
        }
        let running = self.pending.iter().filter(|(_, promise)| self.runs_since(promise).is_some());
        let running = running.min_by_key(|(_, promise)| (promise.event, promise.since));
        match running {
            Some((key, promise)) if conclusion.idle => {
                let evidence = self.evidence(promise);
                return Violation::new("never", absent(key)).shown_by(evidence).into();
            }
            // With a time of its own it has some of it left.
            Some((key, _)) if self.within.is_none() => {
                let why = format!("the run was cut off before {} came", name(key));
                return Verdict::nothing_to_judge(why);
            }
            Some(_) | None => {}
        }
        match (self.met, self.pending.is_empty()) {
            (true, _) => Verdict::Passed,
            (false, true) => Verdict::nothing_to_judge("nothing that was owed came"),
            (false, false) => {
                Verdict::nothing_to_judge("what was owed had no time to come without faults")
            }
        }
    }
}

// What names nothing isn't said.
fn name<K: Debug>(key: &K) -> String {
    match format!("{key:?}").as_str() {
        "()" => "what is owed".into(),
        name => name.into(),
    }
}

fn absent<K: Debug>(key: &K) -> String {
    format!("{} doesn't come", name(key))
}
