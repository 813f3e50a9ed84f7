//! Eventually: something happens.

use sim_core::{Duration, Time};

use super::Progress;
use super::promises::{Promise, Promises};
use crate::checker::{Checker, Conclusion, Seen};
use crate::verdict::{Verdict, Violation};

/// Something happens, once: when nothing is left to happen, or [within a time](Self::within); or it happens
/// [from a time on](Self::after), whatever came before.
///
/// It is owed from the start, or from that time on; what faults excuse is the same as for [`LeadsTo`](super::LeadsTo). If the
/// items say that it is owed again, it must happen again.
///
/// Costs O(1) per item.
///
/// ```
/// use sim_check::{Checker, Conclusion, Eventually, Progress, Seen, Verdict};
/// use sim_core::{EventId, Time, nanos};
///
/// let mut checker = Eventually::new().after(nanos(5)).within(nanos(3));
/// let at = |index| Seen { event: EventId::nth(index), time: Time::from_nanos(index) };
/// checker.see(at(4), Progress::happens()).unwrap();
/// let end = |time| Conclusion { time: Time::from_nanos(time), idle: false };
/// assert!(matches!(checker.conclude(&end(8)), Verdict::Undecided(_)));
/// assert_eq!(
///     checker.conclude(&end(9)).to_string(),
///     "violated: not in time: what is owed doesn't come within 3ns",
/// );
/// ```
#[derive(Clone, Debug)]
pub struct Eventually {
    promises: Promises<()>,
    after: Time,
    begun: bool,
}

impl Default for Eventually {
    fn default() -> Self {
        Self { promises: Promises::new(), after: Time::ZERO, begun: false }
    }
}

impl Eventually {
    /// It happens before nothing is left to happen.
    pub fn new() -> Self {
        Self::default()
    }

    /// It happens when the run has lasted so long, or later.
    pub fn after(self, elapsed: Duration) -> Self {
        Self { after: Time::after(elapsed), ..self }
    }

    /// It happens at most that much later than it is owed, in global time, while the world is calm.
    pub const fn within(mut self, within: Duration) -> Self {
        self.promises.within = Some(within);
        self
    }

    fn begin(&mut self, now: Time) {
        if !self.begun && now >= self.after {
            self.begun = true;
            self.promises.owe((), Promise { since: self.after, event: None, node: None });
        }
    }
}

impl Checker for Eventually {
    type Item = Progress<()>;

    fn see(&mut self, seen: Seen, item: Progress<()>) -> Result<(), Box<Violation>> {
        self.begin(seen.time);
        self.promises.see(seen, item)
    }

    fn conclude(&mut self, conclusion: &Conclusion) -> Verdict {
        self.begin(conclusion.time);
        if !self.begun {
            return Verdict::nothing_to_judge("the run ended before anything was owed");
        }
        self.promises.conclude(conclusion)
    }

    fn reset(&mut self) {
        self.promises.reset();
        self.begun = false;
    }
}
