//! A queue in any order: what comes out went in.

use std::collections::BTreeMap;
use std::fmt::Debug;

use sim_core::EventId;

use super::calls::{Calls, Told};
use crate::checker::{Checker, Conclusion, Seen};
use crate::history::{Call, Outcome};
use crate::verdict::{Evidence, Verdict, Violation};

/// What a client asks of a queue. It is told what came out: nothing, one value or, draining it, several.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum QueueAsk<V> {
    /// That a value goes in.
    Enqueue(V),
    /// That what is in it comes out.
    Dequeue,
}

/// What comes out of a queue went in, and as often.
///
/// A value may come out as soon as somebody has asked for it to go in; if that fails for sure, it may not. Order is no
/// matter, and nothing needs to come out.
///
/// Costs O(log values) for each value that goes in or comes out. Keeps them all.
///
/// ```
/// use sim_check::{Call, Checker, QueueAsk, Seen, UnorderedQueue};
/// use sim_core::{EventId, Time};
///
/// let mut checker = UnorderedQueue::new();
/// let at = |index| Seen { event: EventId::nth(index), time: Time::from_nanos(index) };
/// checker.see(at(0), (1, Call::Invoked(QueueAsk::Enqueue("a")))).unwrap();
/// checker.see(at(1), (2, Call::Invoked(QueueAsk::Dequeue))).unwrap();
/// checker.see(at(2), (2, Call::Ok(vec!["a"]))).unwrap();
/// let violation = checker.see(at(3), (1, Call::Failed)).unwrap_err();
/// assert_eq!(violation.anomaly, "failed but dequeued");
/// ```
#[derive(Clone, Debug)]
pub struct UnorderedQueue<V> {
    calls: Calls<QueueAsk<V>>,
    pub(super) values: BTreeMap<V, Counts>,
}

/// How often a value went in, or may have, and came out.
#[derive(Clone, Default, Debug)]
pub(super) struct Counts {
    pub(super) asked: Vec<EventId>,
    pub(super) acknowledged: Vec<EventId>,
    pub(super) failed: Vec<EventId>,
    pub(super) dequeued: Vec<EventId>,
}

impl<V: Ord> Default for UnorderedQueue<V> {
    fn default() -> Self {
        Self { calls: Calls::default(), values: BTreeMap::new() }
    }
}

impl<V: Ord> UnorderedQueue<V> {
    /// An empty queue.
    pub fn new() -> Self {
        Self::default()
    }
}

impl Counts {
    fn judge<V: Debug>(&self, value: &V, duplicates_allowed: bool) -> Result<(), Box<Violation>> {
        let (asked, failed, dequeued) = (&self.asked, &self.failed, &self.dequeued);
        let (anomaly, said) = if dequeued.is_empty() {
            return Ok(());
        } else if asked.is_empty() {
            ("dequeued from nowhere", format!("{value:?} is dequeued, but nobody has enqueued it"))
        } else if asked.len() == failed.len() {
            let said = format!("{value:?} is dequeued, but to enqueue it has failed for sure");
            ("failed but dequeued", said)
        } else if dequeued.len() <= asked.len() - failed.len() || duplicates_allowed {
            return Ok(());
        } else if dequeued.len() <= asked.len() {
            let said = format!("{value:?} is dequeued more often than to enqueue it hasn't failed");
            ("failed but dequeued", said)
        } else {
            ("dequeued twice", format!("{value:?} is dequeued more often than it was enqueued"))
        };
        let evidence = |events: &[EventId], note: &'static str| {
            events.iter().map(|event| Evidence::new(*event, note)).collect::<Vec<_>>()
        };
        Err(Violation::new(anomaly, said)
            .shown_by(evidence(asked, "enqueued"))
            .shown_by(evidence(failed, "failed"))
            .shown_by(evidence(dequeued, "dequeued"))
            .into())
    }
}

impl<V: Ord + Clone + Debug> UnorderedQueue<V> {
    pub(super) fn add(
        &mut self,
        seen: Seen,
        (process, call): (u64, Call<QueueAsk<V>, Vec<V>>),
        duplicates_allowed: bool,
    ) -> Result<(), Box<Violation>> {
        let event = seen.event;
        let mut wrong = Ok(());
        match self.calls.add(seen, process, call)? {
            Told::Asked(QueueAsk::Enqueue(value)) => {
                self.values.entry(value).or_default().asked.push(event);
            }
            Told::Ended(QueueAsk::Enqueue(value), _, outcome) => {
                let counts = self.values.entry(value.clone()).or_default();
                match outcome {
                    Outcome::Ok(_) => counts.acknowledged.push(event),
                    Outcome::Failed => counts.failed.push(event),
                    Outcome::Unknown => {}
                }
                wrong = counts.judge(&value, duplicates_allowed);
            }
            Told::Ended(QueueAsk::Dequeue, _, Outcome::Ok(values)) => {
                for value in values {
                    let counts = self.values.entry(value.clone()).or_default();
                    counts.dequeued.push(event);
                    wrong = wrong.and(counts.judge(&value, duplicates_allowed));
                }
            }
            Told::Asked(QueueAsk::Dequeue)
            | Told::Ended(QueueAsk::Dequeue, _, Outcome::Failed | Outcome::Unknown) => {}
        }
        wrong
    }
}

impl<V: Ord + Clone + Debug> Checker for UnorderedQueue<V> {
    type Item = (u64, Call<QueueAsk<V>, Vec<V>>);

    fn see(&mut self, seen: Seen, item: Self::Item) -> Result<(), Box<Violation>> {
        self.add(seen, item, false)
    }

    fn conclude(&mut self, _: &Conclusion) -> Verdict {
        if self.calls.any() {
            Verdict::Passed
        } else {
            Verdict::nothing_to_judge("nobody has called the queue")
        }
    }

    fn reset(&mut self) {
        self.calls.clear();
        self.values.clear();
    }
}
