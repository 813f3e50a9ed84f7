//! `ListAppend`: the checker of transactions on lists.

use std::fmt::Display;

use super::level::Level;
use super::step::{Transactions, Word};
use crate::checker::{Checker, Conclusion, Seen};
use crate::history::HistoryError;
use crate::verdict::{Verdict, Violation};

/// Judges transactions on lists at the end of a run, as [`judge`](super::judge) does.
///
/// Each item is a process and what it says: that it begins a transaction, or how one ended. Keeps all transactions.
///
/// ```
/// use sim_check::transactions::{Level, ListAppend, Step};
/// use sim_check::{Call, Checker, Conclusion, Seen, Verdict};
/// use sim_core::{EventId, Time};
///
/// let mut checker = ListAppend::new(Level::StrictSerializable);
/// let words = [
///     (1, Call::Invoked(vec![Step::Append('x', 1)])),
///     (1, Call::Ok(vec![Step::Append('x', 1)])),
///     (2, Call::Invoked(vec![Step::Read('x', vec![])])),
///     (2, Call::Ok(vec![Step::Read('x', vec![])])),
/// ];
/// for (index, word) in (0..).zip(words) {
///     checker.see(Seen { event: EventId::nth(index), time: Time::ZERO }, word)?;
/// }
/// let Verdict::Violated(violation) = checker.conclude(&Conclusion { time: Time::ZERO, idle: true }) else { panic!() };
/// assert_eq!(violation.anomaly, "G-single-item-realtime");
/// # Ok::<(), Box<sim_check::Violation>>(())
/// ```
#[derive(Clone, Debug)]
pub struct ListAppend<K, V> {
    level: Level,
    history: Transactions<K, V>,
    // What no clients can have said isn't a finding about the store.
    mistake: Option<HistoryError>,
}

impl<K, V> ListAppend<K, V> {
    /// Transactions should be isolated as this level promises.
    pub fn new(level: Level) -> Self {
        Self { level, history: Transactions::new(), mistake: None }
    }

    /// What was seen so far.
    pub const fn history(&self) -> &Transactions<K, V> {
        &self.history
    }
}

impl<K: Ord + Display, V: Ord + Display> Checker for ListAppend<K, V> {
    type Item = Word<K, V>;

    fn see(&mut self, seen: Seen, (process, call): Word<K, V>) -> Result<(), Box<Violation>> {
        if self.mistake.is_none() {
            self.mistake = self.history.add(seen.event, process, call).err();
        }
        Ok(())
    }

    fn conclude(&mut self, _: &Conclusion) -> Verdict {
        match self.mistake {
            Some(mistake) => Verdict::nothing_to_judge(mistake.to_string()),
            None => super::judge(&self.history, self.level),
        }
    }

    fn reset(&mut self) {
        self.history.clear();
        self.mistake = None;
    }
}
