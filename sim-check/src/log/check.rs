//! The checker of logs.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use super::anomaly::{LogAnomaly, LogFinding};
use super::item::{LogItem, LogWord};
use super::view::{Transaction, View};
use crate::checker::{Checker, Conclusion, Seen};
use crate::history::HistoryError;
use crate::verdict::{Verdict, Violation};

/// What is sent to a log is polled from it, in its order, as far as positions and assignments allow.
///
/// The anomalies are those of [`LogAnomaly`]; some of them may be [allowed](Self::allowing). A value is *committed* if its send
/// was acknowledged, or if its outcome is unknown but somebody has seen something of the same transaction. A committed
/// value is lost if nobody has polled it though somebody has polled at or behind its offset: so somebody should read each
/// partition from its start.
///
/// It judges at the end: only then it is known which unknown sends took effect, and what lies between two offsets. Costs
/// O(records · log records), plus what was skipped for each skip and O(records) for each transaction that may be in a circle.
/// Keeps the history.
///
/// ```
/// use sim_check::{Checker, Conclusion, LogDelivery, LogItem, LogStep::{Poll, Send}, LogWord, Seen};
/// use sim_core::{EventId, Time};
///
/// let send = |value, offset| Send { key: "x", value, offset: Some(offset) };
/// let poll = |records| Poll { records: vec![("x", records)] };
/// let told = [
///     (LogWord::Asked, vec![send("a", 0), send("b", 1)]),
///     (LogWord::Ok, vec![send("a", 0), send("b", 1)]),
///     (LogWord::Asked, vec![poll(vec![])]),
///     (LogWord::Ok, vec![poll(vec![(1, "b")])]),
/// ];
/// let mut checker = LogDelivery::new();
/// for (index, (word, steps)) in (0..).zip(told) {
///     let seen = Seen { event: EventId::nth(index), time: Time::from_nanos(index) };
///     checker.see(seen, LogItem { process: 0, word, steps }).unwrap();
/// }
/// assert_eq!(
///     checker.conclude(&Conclusion { time: Time::from_nanos(9), idle: true }).to_string(),
///     "violated: lost write: in \"x\", [\"a\"] is committed at [0] and never polled, but later ones are \
///      (#1 sent, #3 polled at or behind it)",
/// );
/// ```
#[derive(Clone, Debug)]
pub struct LogDelivery<K, V> {
    allowed: BTreeSet<LogAnomaly>,
    transactions: Vec<Transaction<K, V>>,
    open: BTreeMap<u64, usize>,
}

impl<K, V> Default for LogDelivery<K, V> {
    fn default() -> Self {
        let allowed = BTreeSet::from([LogAnomaly::Unseen]);
        Self { allowed, transactions: Vec::new(), open: BTreeMap::new() }
    }
}

impl<K: Ord + Clone + Debug, V: Ord + Clone + Debug> LogDelivery<K, V> {
    /// Nothing is allowed but that something is never polled behind what was.
    pub fn new() -> Self {
        Self::default()
    }

    /// This is not wrong here.
    pub fn allowing(mut self, anomaly: LogAnomaly) -> Self {
        self.allowed.insert(anomaly);
        self
    }

    /// When nothing is left to happen, everything was polled.
    pub fn drained(mut self) -> Self {
        self.allowed.remove(&LogAnomaly::Unseen);
        self
    }

    /// Everything that is wrong so far, allowed or not: the worst first.
    pub fn findings(&self) -> Vec<LogFinding<K, V>> {
        let view = View::new(&self.transactions);
        let mut found = Vec::new();
        view.ambiguities(&mut found);
        view.unpolled(&mut found);
        view.reads(&mut found);
        view.circles(&mut found);
        view.polls(&mut found);
        view.sends(&mut found);
        // Stable: within an anomaly, in the order of keys or of the history.
        found.sort_by_key(|finding| finding.anomaly);
        found
    }
}

impl<K: Ord + Clone + Debug, V: Ord + Clone + Debug> Checker for LogDelivery<K, V> {
    type Item = LogItem<K, V>;

    fn see(&mut self, seen: Seen, item: LogItem<K, V>) -> Result<(), Box<Violation>> {
        let (event, process) = (seen.event, item.process);
        match (item.word, self.open.remove(&process)) {
            (LogWord::Asked, None) => {
                self.open.insert(process, self.transactions.len());
                let (fate, steps) = (LogWord::Unknown, item.steps);
                self.transactions.push(Transaction { process, fate, steps, event });
                Ok(())
            }
            (LogWord::Asked, Some(_)) => {
                Err(Violation::from(HistoryError::StillOpen { event, process }).into())
            }
            (fate, Some(index)) => {
                let transaction = &mut self.transactions[index];
                (transaction.fate, transaction.event) = (fate, event);
                if !item.steps.is_empty() {
                    transaction.steps = item.steps;
                }
                Ok(())
            }
            (_, None) => Err(Violation::from(HistoryError::NotOpen { event, process }).into()),
        }
    }

    fn conclude(&mut self, conclusion: &Conclusion) -> Verdict {
        let mut found = self.findings();
        found.retain(|finding| !self.allowed.contains(&finding.anomaly));
        // What nobody has polled might still be.
        let (missing, wrong): (Vec<_>, Vec<_>) = found.into_iter().partition(|finding| {
            !conclusion.idle
                && matches!(finding.anomaly, LogAnomaly::LostWrite | LogAnomaly::Unseen)
        });
        if let Some(worst) = wrong.first() {
            return worst.violation().into();
        }
        if let Some(missing) = missing.first() {
            let values = &missing.values;
            let why = format!("the run was cut off before {values:?} was polled");
            return Verdict::nothing_to_judge(why);
        }
        if self.transactions.iter().all(|it| it.polled().next().is_none()) {
            return Verdict::nothing_to_judge("nothing was polled");
        }
        Verdict::Passed
    }

    fn reset(&mut self) {
        self.transactions.clear();
        self.open.clear();
    }
}
