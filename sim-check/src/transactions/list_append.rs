//! `ListAppend`: the checker of transactions on lists.

use std::fmt::Display;

use super::level::Level;
use super::step::{Transactions, Word};
use crate::checker::{Checker, Conclusion, Seen};
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
}

impl<K, V> ListAppend<K, V> {
    /// Transactions should be isolated as this level promises.
    pub fn new(level: Level) -> Self {
        Self { level, history: Transactions::new() }
    }

    /// What was seen so far.
    pub const fn history(&self) -> &Transactions<K, V> {
        &self.history
    }
}

impl<K: Ord + Display, V: Ord + Display> Checker for ListAppend<K, V> {
    type Item = Word<K, V>;

    fn see(&mut self, seen: Seen, (process, call): Word<K, V>) -> Result<(), Box<Violation>> {
        self.history.add(seen.event, process, call).map_err(Violation::from)?;
        Ok(())
    }

    fn conclude(&mut self, _: &Conclusion) -> Verdict {
        super::judge(&self.history, self.level)
    }

    fn reset(&mut self) {
        self.history.clear();
    }
}

#[cfg(test)]
mod tests {
    use sim_core::{EventId, Time};

    use super::*;
    use crate::history::Call;
    use crate::transactions::Step;

    const END: Conclusion = Conclusion { time: Time::ZERO, idle: true };

    #[track_caller]
    fn tell(checker: &mut ListAppend<char, u8>, words: Vec<Word<char, u8>>) -> Verdict {
        for (index, word) in (0..).zip(words) {
            checker.see(Seen { event: EventId::nth(index), time: Time::ZERO }, word).unwrap();
        }
        checker.conclude(&END)
    }

    #[test]
    fn a_process_with_two_open_calls_is_a_broken_history() {
        let mut checker = ListAppend::<char, u8>::new(Level::Serializable);
        let mut see = |index| {
            let begin = (1, Call::Invoked(vec![Step::Read('x', vec![])]));
            checker.see(Seen { event: EventId::nth(index), time: Time::ZERO }, begin)
        };
        assert_eq!(see(0), Ok(()));
        let said = "broken history: process 1 calls, but its last call is still open (#1 here)";
        assert_eq!(see(1).unwrap_err().to_string(), said);
    }

    #[test]
    fn what_was_seen_before_a_reset_is_forgotten() {
        let read = |elements| vec![Step::Read('x', elements)];
        let words = |elements: Vec<u8>| {
            vec![(1, Call::Invoked(read(vec![]))), (1, Call::Ok(read(elements)))]
        };
        let mut checker = ListAppend::new(Level::ReadUncommitted);
        let Verdict::Violated(violation) = tell(&mut checker, words(vec![7])) else { panic!() };
        assert_eq!(violation.said, "T1 (#1) read 7 in x, which nobody appended");
        checker.reset();
        assert_eq!(tell(&mut checker, words(vec![])), Verdict::Passed);
    }
}
