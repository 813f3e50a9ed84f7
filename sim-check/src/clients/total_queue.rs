//! A queue that is drained in the end: what went in comes out.

use std::fmt::Debug;

use sim_core::EventId;

use super::unordered_queue::{Counts, QueueAsk, UnorderedQueue};
use crate::checker::{Checker, Conclusion, Seen};
use crate::history::Call;
use crate::verdict::{Evidence, Verdict, Violation};

/// What certainly went into a queue comes out, once; the protocol drains it before the run ends.
///
/// What is judged online is as with [`UnorderedQueue`]. What was taken out by a call whose end is unknown is lost, unless
/// another call gets it.
///
/// Costs O(log values) for each value that goes in or comes out, O(values) at the end. Keeps them all.
///
/// ```
/// use sim_check::{Call, Checker, Conclusion, QueueAsk, Seen, TotalQueue};
/// use sim_core::{EventId, Time};
///
/// let mut checker = TotalQueue::new();
/// let at = |index| Seen { event: EventId::nth(index), time: Time::from_nanos(index) };
/// checker.see(at(0), (1, Call::Invoked(QueueAsk::Enqueue("a")))).unwrap();
/// checker.see(at(1), (1, Call::Ok(vec![]))).unwrap();
/// let verdict = checker.conclude(&Conclusion { time: at(2).time, idle: true });
/// assert_eq!(verdict.to_string(), "violated: lost: \"a\" was enqueued and never comes out (#1 enqueued)");
/// assert_eq!(checker.report().lost, ["a"]);
/// ```
#[derive(Clone, Debug)]
pub struct TotalQueue<V> {
    queue: UnorderedQueue<V>,
    duplicates_allowed: bool,
}

/// What became of what went into a queue. A value is listed as often as it applies.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TotalQueueReport<V> {
    /// It certainly went in, and never came out.
    pub lost: Vec<V>,
    /// It came out, though nobody has asked for it to go in.
    pub unexpected: Vec<V>,
    /// It came out, though nobody knew that it had gone in.
    pub recovered: Vec<V>,
    /// It came out more often than anybody has asked for it to go in.
    pub duplicated: Vec<V>,
    /// How often somebody has asked for something to go in.
    pub attempt_count: usize,
    /// How often that certainly happened.
    pub acknowledged_count: usize,
    /// How often something came out that had, or may have, gone in.
    pub ok_count: usize,
}

impl<V: Ord> Default for TotalQueue<V> {
    fn default() -> Self {
        Self { queue: UnorderedQueue::default(), duplicates_allowed: false }
    }
}

impl<V: Ord + Clone + Debug> TotalQueue<V> {
    /// An empty queue.
    pub fn new() -> Self {
        Self::default()
    }

    /// What went in may come out several times.
    pub fn duplicates_allowed(self) -> Self {
        Self { duplicates_allowed: true, ..self }
    }

    /// What became of everything so far.
    pub fn report(&self) -> TotalQueueReport<V> {
        let values = &self.queue.values;
        let list = |count: fn(&Counts) -> usize| {
            let repeated = values.iter().flat_map(|(value, counts)| vec![value; count(counts)]);
            repeated.cloned().collect()
        };
        let sum = |count: fn(&Counts) -> usize| values.values().map(count).sum();
        TotalQueueReport {
            lost: list(Counts::lost),
            unexpected: list(|it| if it.asked.is_empty() { it.dequeued.len() } else { 0 }),
            recovered: list(|it| it.ok().saturating_sub(it.acknowledged.len())),
            duplicated: list(|it| match it.asked.len() {
                0 => 0,
                asked => it.dequeued.len().saturating_sub(asked),
            }),
            attempt_count: sum(|it| it.asked.len()),
            acknowledged_count: sum(|it| it.acknowledged.len()),
            ok_count: sum(Counts::ok),
        }
    }
}

impl Counts {
    fn lost(&self) -> usize {
        self.acknowledged.len().saturating_sub(self.dequeued.len())
    }

    fn ok(&self) -> usize {
        self.dequeued.len().min(self.asked.len())
    }
}

impl<V: Ord + Clone + Debug> Checker for TotalQueue<V> {
    type Item = (u64, Call<QueueAsk<V>, Vec<V>>);

    fn see(&mut self, seen: Seen, item: Self::Item) -> Result<(), Box<Violation>> {
        self.queue.add(seen, item, self.duplicates_allowed)
    }

    fn conclude(&mut self, conclusion: &Conclusion) -> Verdict {
        let lost = self.queue.values.iter().filter(|(_, counts)| counts.lost() > 0);
        let first = |counts: &Counts| counts.acknowledged.first().copied();
        let Some((value, counts)) = lost.min_by_key(|(_, counts)| first(counts)) else {
            return self.queue.conclude(conclusion);
        };
        if !conclusion.idle {
            let why = format!("the run was cut off before {value:?} came out");
            return Verdict::nothing_to_judge(why);
        }
        let evidence = |events: &[EventId], note: &'static str| {
            events.iter().map(|event| Evidence::new(*event, note)).collect::<Vec<_>>()
        };
        let said = match counts.dequeued.len() {
            0 => format!("{value:?} was enqueued and never comes out"),
            count => {
                format!("{value:?} was enqueued more often than the {count} times it comes out")
            }
        };
        Violation::new("lost", said)
            .shown_by(evidence(&counts.acknowledged, "enqueued"))
            .shown_by(evidence(&counts.dequeued, "dequeued"))
            .into()
    }

    fn reset(&mut self) {
        self.queue.reset();
    }
}
