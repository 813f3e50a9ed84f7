//! A set that is read in the end.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use sim_core::EventId;

use super::calls::{Calls, Told};
use crate::checker::{Checker, Conclusion, Seen};
use crate::history::{Call, Outcome};
use crate::verdict::{Evidence, Verdict, Violation};

/// What a client asks of a set. It is told what is in it, if it reads.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum SetAsk<V> {
    /// That a value is added.
    Add(V),
    /// What is in it.
    Read,
}

/// What was certainly added to a set is in it when it is read for the last time, and nothing is that nobody added.
///
/// The last read is the one that was asked for last. An addition that had not ended by then needn't be in it; one that has
/// failed for sure must not be in it.
///
/// Costs O(log values) per addition and per value read. Keeps the values, and the last read.
///
/// ```
/// use sim_check::{Call, Checker, Conclusion, FinalSet, Seen, SetAsk};
/// use sim_core::{EventId, Time};
///
/// let mut checker = FinalSet::new();
/// let at = |index| Seen { event: EventId::nth(index), time: Time::from_nanos(index) };
/// checker.see(at(0), (1, Call::Invoked(SetAsk::Add("a")))).unwrap();
/// checker.see(at(1), (1, Call::Ok(vec![]))).unwrap();
/// checker.see(at(2), (1, Call::Invoked(SetAsk::Read))).unwrap();
/// checker.see(at(3), (1, Call::Ok(vec![]))).unwrap();
/// let verdict = checker.conclude(&Conclusion { time: at(4).time, idle: true });
/// assert_eq!(verdict.to_string(), "violated: lost: \"a\" was added, but is not read (#1 added, #3 read)");
/// ```
#[derive(Clone, Debug)]
pub struct FinalSet<V> {
    calls: Calls<SetAsk<V>>,
    added: BTreeMap<V, Added>,
    last: Option<LastRead<V>>,
}

// How often one has asked for a value to be added, and how that ended.
#[derive(Clone, Default, Debug)]
struct Added {
    asked: usize,
    acknowledged: Option<EventId>,
    failures: usize,
    failed: Option<EventId>,
}

#[derive(Clone, Debug)]
struct LastRead<V> {
    asked: EventId,
    told: EventId,
    values: BTreeSet<V>,
}

/// What became of what was added to a set, by its last read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FinalSetReport<V> {
    /// It was certainly added, and isn't there.
    pub lost: Vec<V>,
    /// It is there, though nobody has added it.
    pub unexpected: Vec<V>,
    /// It is there, though nobody knew that it had been added, or though that had failed.
    pub recovered: Vec<V>,
    /// Those of the recovered ones for which it had failed for sure.
    pub revived: Vec<V>,
    /// It is there, and somebody had added it.
    pub ok: Vec<V>,
    /// How many values somebody has asked to add.
    pub attempt_count: usize,
    /// How many values were certainly added.
    pub acknowledged_count: usize,
}

impl<V: Ord> Default for FinalSet<V> {
    fn default() -> Self {
        Self { calls: Calls::default(), added: BTreeMap::new(), last: None }
    }
}

impl Added {
    const fn has_failed(&self) -> bool {
        self.failures == self.asked
    }
}

impl<V: Ord + Clone + Debug> FinalSet<V> {
    /// An empty set.
    pub fn new() -> Self {
        Self::default()
    }

    fn is_lost(&self, value: &V, added: &Added) -> bool {
        let (Some(last), Some(acknowledged)) = (&self.last, added.acknowledged) else {
            return false;
        };
        acknowledged < last.asked && !last.values.contains(value)
    }

    /// What became of everything so far, if the set was read.
    pub fn report(&self) -> Option<FinalSetReport<V>> {
        let read_last = &self.last.as_ref()?.values;
        let read = |wanted: fn(Option<&Added>) -> bool| {
            read_last.iter().filter(|it| wanted(self.added.get(*it))).cloned().collect()
        };
        let lost = self.added.iter().filter(|(value, added)| self.is_lost(value, added));
        Some(FinalSetReport {
            lost: lost.map(|(value, _)| value.clone()).collect(),
            unexpected: read(|it| it.is_none()),
            recovered: read(|it| it.is_some_and(|it| it.acknowledged.is_none())),
            revived: read(|it| it.is_some_and(Added::has_failed)),
            ok: read(|it| it.is_some()),
            attempt_count: self.added.len(),
            acknowledged_count: self.added.values().filter(|it| it.acknowledged.is_some()).count(),
        })
    }

    fn read(
        &mut self,
        asked: EventId,
        told: EventId,
        values: Vec<V>,
    ) -> Result<(), Box<Violation>> {
        let values: BTreeSet<V> = values.into_iter().collect();
        let unexpected = values.iter().find(|value| !self.added.contains_key(*value));
        let wrong = unexpected.map_or(Ok(()), |value| {
            let said = format!("{value:?} is read, but nobody has added it");
            Err(Violation::new("read from nowhere", said)
                .shown_by([Evidence::new(told, "read")])
                .into())
        });
        if self.last.as_ref().is_none_or(|last| last.asked < asked) {
            self.last = Some(LastRead { asked, told, values });
        }
        wrong
    }
}

impl<V: Ord + Clone + Debug> Checker for FinalSet<V> {
    type Item = (u64, Call<SetAsk<V>, Vec<V>>);

    fn see(&mut self, seen: Seen, (process, call): Self::Item) -> Result<(), Box<Violation>> {
        match self.calls.add(seen, process, call)? {
            Told::Asked(SetAsk::Add(value)) => self.added.entry(value).or_default().asked += 1,
            Told::Ended(SetAsk::Add(value), _, outcome) => {
                let added = self.added.entry(value).or_default();
                match outcome {
                    Outcome::Ok(_) => {
                        added.acknowledged.get_or_insert(seen.event);
                    }
                    Outcome::Failed => {
                        added.failures += 1;
                        added.failed = Some(seen.event);
                    }
                    Outcome::Unknown => {}
                }
            }
            Told::Ended(SetAsk::Read, asked, Outcome::Ok(values)) => {
                return self.read(asked, seen.event, values);
            }
            Told::Asked(SetAsk::Read)
            | Told::Ended(SetAsk::Read, _, Outcome::Failed | Outcome::Unknown) => {}
        }
        Ok(())
    }

    fn conclude(&mut self, conclusion: &Conclusion) -> Verdict {
        let Some(final_read) = &self.last else {
            return Verdict::nothing_to_judge("the set was never read");
        };
        let read = Evidence::new(final_read.told, "read");
        let revived = self
            .added
            .iter()
            .find(|(value, added)| added.has_failed() && final_read.values.contains(value));
        if let Some((value, added)) = revived {
            let said = format!("{value:?} is read, but to add it has failed for sure");
            let failed = added.failed.map(|event| Evidence::new(event, "failed"));
            return Violation::new("failed but read", said)
                .shown_by(failed)
                .shown_by([read])
                .into();
        }
        let mut lost = self.added.iter().filter(|(value, added)| self.is_lost(value, added));
        if let Some((value, added)) = lost.next() {
            if !conclusion.idle {
                let why = format!("the run was cut off before a read that has {value:?}");
                return Verdict::nothing_to_judge(why);
            }
            let others = match lost.count() {
                0 => String::new(),
                others => format!(", nor are {others} others"),
            };
            let said = format!("{value:?} was added, but is not read{others}");
            let added = added.acknowledged.map(|event| Evidence::new(event, "added"));
            return Violation::new("lost", said).shown_by(added).shown_by([read]).into();
        }
        if self.added.is_empty() {
            return Verdict::nothing_to_judge("nothing was added to the set");
        }
        Verdict::Passed
    }

    fn reset(&mut self) {
        self.calls.clear();
        self.added.clear();
        self.last = None;
    }
}
