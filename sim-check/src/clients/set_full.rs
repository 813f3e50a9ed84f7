//! A set that is read all the time: when each value can be seen.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use sim_core::EventId;

use super::calls::{Calls, Told};
use super::final_set::SetAsk;
use crate::checker::{Checker, Conclusion, Seen};
use crate::history::{Call, Outcome};
use crate::verdict::{Evidence, Verdict, Violation};

/// What is known to be in a set is read from then on, or at least in the end.
///
/// A value is *known* as soon as its addition was acknowledged or a read has told it. It is *lost* if a read misses it that
/// began after it was known and after every read that had it. It is *stale* if a read misses it that began after it was
/// known, but it isn't lost; that is wrong only [in a linearizable set](Self::linearizable). It is *never read* if no
/// read tells either; a run in which no value was ever read is undecided.
///
/// Costs O(values · log values) per read. Keeps the values, not the reads.
///
/// ```
/// use sim_check::{Call, Checker, Conclusion, Seen, SetAsk, SetFull};
/// use sim_core::{EventId, Time};
///
/// let mut checker = SetFull::new().linearizable();
/// let at = |index| Seen { event: EventId::nth(index), time: Time::from_nanos(index) };
/// checker.see(at(0), (1, Call::Invoked(SetAsk::Add("a")))).unwrap();
/// checker.see(at(1), (1, Call::Ok(vec![]))).unwrap();
/// for (index, values) in [(2, vec![]), (4, vec!["a"])] {
///     checker.see(at(index), (1, Call::Invoked(SetAsk::Read))).unwrap();
///     checker.see(at(index + 1), (1, Call::Ok(values))).unwrap();
/// }
/// let verdict = checker.conclude(&Conclusion { time: at(6).time, idle: true });
/// assert_eq!(
///     verdict.to_string(),
///     "violated: stale: \"a\" is known to be there, but a later read misses it (#1 known, #2 read begins, #3 missed)",
/// );
/// ```
#[derive(Clone, Debug)]
pub struct SetFull<V> {
    linearizable: bool,
    calls: Calls<SetAsk<V>>,
    values: BTreeMap<V, Timeline>,
}

// What is known of a value.
#[derive(Clone, Default, Debug)]
struct Timeline {
    asked: usize,
    failures: usize,
    failed: Option<EventId>,
    known: Option<EventId>,
    // When the last read ended that has it.
    present: Option<EventId>,
    // When reads began and ended that miss it although it was known: the first of them, and the one that began last.
    missed_first: Option<(EventId, EventId)>,
    missed_last: Option<(EventId, EventId)>,
}

impl Timeline {
    fn is_lost(&self) -> bool {
        self.missed_last.is_some_and(|(began, _)| self.present.is_none_or(|it| it < began))
    }

    fn is_stale(&self) -> bool {
        self.missed_last.is_some() && !self.is_lost()
    }

    const fn has_failed(&self) -> bool {
        self.failures == self.asked
    }

    fn violation<V: Debug>(
        &self,
        anomaly: &'static str,
        said: &str,
        missed: Option<(EventId, EventId)>,
        value: &V,
    ) -> Violation {
        let missed = missed.map(|(began, ended)| {
            [Evidence::new(began, "read begins"), Evidence::new(ended, "missed")]
        });
        Violation::new(anomaly, format!("{value:?} {said}"))
            .shown_by(self.known.map(|event| Evidence::new(event, "known")))
            .shown_by(missed.into_iter().flatten())
    }
}

/// What became of what was added to a set, by all its reads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SetFullReport<V> {
    /// It was known, and is gone for good.
    pub lost: Vec<V>,
    /// It was read, and is not lost.
    pub stable: Vec<V>,
    /// Those of the stable ones that a read had missed although they were known.
    pub stale: Vec<V>,
    /// No read tells whether it is there. What has failed for sure isn't listed.
    pub never_read: Vec<V>,
}

impl<V: Ord> Default for SetFull<V> {
    fn default() -> Self {
        Self { linearizable: false, calls: Calls::default(), values: BTreeMap::new() }
    }
}

impl<V: Ord + Clone + Debug> SetFull<V> {
    /// An empty set. What is known is read in the end.
    pub fn new() -> Self {
        Self::default()
    }

    /// What is known is read from then on.
    pub fn linearizable(self) -> Self {
        Self { linearizable: true, ..self }
    }

    /// What became of everything so far.
    pub fn report(&self) -> SetFullReport<V> {
        let list = |wanted: fn(&Timeline) -> bool| {
            let wanted = self.values.iter().filter(|(_, timeline)| wanted(timeline));
            wanted.map(|(value, _)| value.clone()).collect()
        };
        SetFullReport {
            lost: list(Timeline::is_lost),
            stable: list(|it| it.present.is_some() && !it.is_lost()),
            stale: list(Timeline::is_stale),
            never_read: list(|it| it.present.is_none() && !it.is_lost() && !it.has_failed()),
        }
    }

    fn read(
        &mut self,
        began: EventId,
        ended: EventId,
        values: Vec<V>,
    ) -> Result<(), Box<Violation>> {
        let read = || [Evidence::new(ended, "read")];
        let mut told = BTreeSet::new();
        let mut wrong = Ok(());
        for value in values {
            if let Some(timeline) = self.values.get(&value) {
                wrong = wrong.and(timeline.contradiction(&value, ended));
            } else {
                let said = format!("{value:?} is read, but nobody has added it");
                let violation = Violation::new("read from nowhere", said).shown_by(read());
                wrong = wrong.and(Err(violation.into()));
            }
            if let Some(twice) = told.replace(value) {
                let said = format!("{twice:?} is told twice by one read");
                wrong = wrong.and(Err(Violation::new("read twice", said).shown_by(read()).into()));
            }
        }
        for (value, timeline) in &mut self.values {
            if told.contains(value) {
                timeline.known.get_or_insert(ended);
                timeline.present = Some(ended);
            } else if timeline.known.is_some_and(|known| known < began) {
                timeline.missed_first.get_or_insert((began, ended));
                timeline.missed_last = timeline.missed_last.max(Some((began, ended)));
            }
        }
        wrong
    }
}

impl Timeline {
    fn contradiction<V: Debug>(&self, value: &V, read: EventId) -> Result<(), Box<Violation>> {
        if !self.has_failed() {
            return Ok(());
        }
        let said = format!("{value:?} is read, but to add it has failed for sure");
        Err(Violation::new("failed but read", said)
            .shown_by(self.failed.map(|event| Evidence::new(event, "failed")))
            .shown_by([Evidence::new(read, "read")])
            .into())
    }
}

impl<V: Ord + Clone + Debug> Checker for SetFull<V> {
    type Item = (u64, Call<SetAsk<V>, Vec<V>>);

    fn see(&mut self, seen: Seen, (process, call): Self::Item) -> Result<(), Box<Violation>> {
        match self.calls.add(seen, process, call)? {
            Told::Asked(SetAsk::Add(value)) => self.values.entry(value).or_default().asked += 1,
            Told::Ended(SetAsk::Add(value), _, outcome) => {
                let timeline = self.values.entry(value.clone()).or_default();
                match outcome {
                    Outcome::Ok(_) => {
                        timeline.known.get_or_insert(seen.event);
                    }
                    Outcome::Failed => {
                        timeline.failures += 1;
                        timeline.failed = Some(seen.event);
                        if let Some(read) = timeline.present {
                            return timeline.contradiction(&value, read);
                        }
                    }
                    Outcome::Unknown => {}
                }
            }
            Told::Ended(SetAsk::Read, began, Outcome::Ok(values)) => {
                return self.read(began, seen.event, values);
            }
            Told::Asked(SetAsk::Read)
            | Told::Ended(SetAsk::Read, _, Outcome::Failed | Outcome::Unknown) => {}
        }
        Ok(())
    }

    fn conclude(&mut self, conclusion: &Conclusion) -> Verdict {
        let mut values = self.values.iter();
        if let Some((value, timeline)) = values.clone().find(|(_, it)| it.is_lost()) {
            if !conclusion.idle && !self.linearizable {
                let why = format!("the run was cut off before {value:?} was read again");
                return Verdict::nothing_to_judge(why);
            }
            let said = "is known to be there, but the last reads miss it";
            return timeline.violation("lost", said, timeline.missed_last, value).into();
        }
        let stale = values.clone().find(|(_, it)| it.is_stale()).filter(|_| self.linearizable);
        if let Some((value, timeline)) = stale {
            let said = "is known to be there, but a later read misses it";
            return timeline.violation("stale", said, timeline.missed_first, value).into();
        }
        if values.any(|(_, it)| it.present.is_some()) {
            Verdict::Passed
        } else {
            Verdict::nothing_to_judge("nothing that was added was ever read")
        }
    }

    fn reset(&mut self) {
        self.calls.clear();
        self.values.clear();
    }
}
