//! The replicated log: everything that is asked of nodes which keep one under elected leaders.

use std::fmt::Debug;

use super::{LeaderCompleteness, LogMatching, OneLeader, Replication, StateMachineSafety};
use crate::checker::{Checker, Conclusion, Seen};
use crate::verdict::{Verdict, Violation};

/// [`OneLeader`], [`LogMatching`], [`LeaderCompleteness`] and [`StateMachineSafety`] in one.
///
/// A run in which only some of them had something to judge passes; how much that was, each alone would say.
///
/// Costs what they cost.
///
/// ```
/// use sim_check::{Checker, Conclusion, ReplicatedLog, Replication::{Applies, Leads, Stores}, Seen, Verdict};
/// use sim_core::{EventId, Time};
///
/// let mut checker = ReplicatedLog::new();
/// let at = |index| Seen { event: EventId::nth(index), time: Time::from_nanos(index) };
/// checker.see(at(0), Leads { node: "n1", term: 1 }).unwrap();
/// checker.see(at(1), Stores { node: "n1", index: 1, term: 1, entry: "x" }).unwrap();
/// checker.see(at(2), Applies { node: "n1", index: 1, entry: "x" }).unwrap();
/// assert_eq!(checker.conclude(&Conclusion { time: at(3).time, idle: true }), Verdict::Passed);
/// ```
#[derive(Clone, Debug)]
pub struct ReplicatedLog<N, T, E> {
    leader: OneLeader<N, T, E>,
    matching: LogMatching<N, T, E>,
    completeness: LeaderCompleteness<N, T, E>,
    safety: StateMachineSafety<N, T, E>,
}

impl<N: Ord, T: Ord, E> Default for ReplicatedLog<N, T, E> {
    fn default() -> Self {
        Self {
            leader: OneLeader::new(),
            matching: LogMatching::new(),
            completeness: LeaderCompleteness::new(),
            safety: StateMachineSafety::new(),
        }
    }
}

impl<N: Ord, T: Ord, E> ReplicatedLog<N, T, E> {
    /// All logs are empty.
    pub fn new() -> Self {
        Self::default()
    }
}

impl<N, T, E> Checker for ReplicatedLog<N, T, E>
where
    N: Ord + Clone + Debug,
    T: Ord + Clone + Debug,
    E: Eq + Clone + Debug,
{
    type Item = Replication<N, T, E>;

    fn see(&mut self, seen: Seen, item: Replication<N, T, E>) -> Result<(), Box<Violation>> {
        self.leader.see(seen, item.clone())?;
        self.matching.see(seen, item.clone())?;
        self.completeness.see(seen, item.clone())?;
        self.safety.see(seen, item)
    }

    // Nothing is found only at the end, so what is left to say is whether anything was judged.
    fn conclude(&mut self, conclusion: &Conclusion) -> Verdict {
        let verdicts = [
            self.leader.conclude(conclusion),
            self.matching.conclude(conclusion),
            self.completeness.conclude(conclusion),
            self.safety.conclude(conclusion),
        ];
        if verdicts.contains(&Verdict::Passed) {
            return Verdict::Passed;
        }
        Verdict::nothing_to_judge("nobody led, and no two logs had anything in common")
    }

    fn reset(&mut self) {
        self.leader.reset();
        self.matching.reset();
        self.completeness.reset();
        self.safety.reset();
    }
}
