//! `WeakIsolation`: the checker of sessions.

use std::fmt::Display;

use super::access::{Sessions, Word};
use super::isolation::Isolation;
use crate::checker::{Checker, Conclusion, Seen};
use crate::verdict::{Verdict, Violation};

/// Judges sessions of transactions at the end of a run, as [`judge`](super::judge) does.
///
/// Each item is a process and what it says: that it begins a transaction, or how one ended. Keeps all transactions.
///
/// ```
/// use sim_check::sessions::{Access, Isolation, WeakIsolation};
/// use sim_check::{Call, Checker, Conclusion, Seen, Verdict};
/// use sim_core::{EventId, Time};
///
/// let mut checker = WeakIsolation::new(Isolation::ReadCommitted);
/// let read = vec![Access::Read("x", Some(7))];
/// for (index, call) in (0..).zip([Call::Invoked(read.clone()), Call::Ok(read)]) {
///     checker.see(Seen { event: EventId::nth(index), time: Time::ZERO }, (1, call))?;
/// }
/// let Verdict::Violated(violation) = checker.conclude(&Conclusion { time: Time::ZERO, idle: true }) else { panic!() };
/// assert_eq!(violation.said, "T1 (#1) read 7 from x, which nobody wrote");
/// # Ok::<(), Box<sim_check::Violation>>(())
/// ```
#[derive(Clone, Debug)]
pub struct WeakIsolation<K, V> {
    level: Isolation,
    history: Sessions<K, V>,
}

impl<K, V> WeakIsolation<K, V> {
    /// Sessions should see what this level promises.
    pub fn new(level: Isolation) -> Self {
        Self { level, history: Sessions::new() }
    }

    /// What was seen so far.
    pub const fn history(&self) -> &Sessions<K, V> {
        &self.history
    }
}

impl<K: Ord + Display, V: Ord + Display> Checker for WeakIsolation<K, V> {
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
