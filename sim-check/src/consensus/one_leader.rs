//! One leader: nobody leads a term that another leads.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::marker::PhantomData;

use sim_core::EventId;

use super::Replication;
use crate::checker::{Checker, Conclusion, Seen};
use crate::verdict::{Evidence, Verdict, Violation};

/// One leader per term: no two nodes ever lead the same one.
///
/// Costs O(log terms) for each election. Keeps each term that had a leader.
///
/// ```
/// use sim_check::{Checker, OneLeader, Replication, Seen};
/// use sim_core::{EventId, Time};
///
/// let mut checker = OneLeader::<_, _, ()>::new();
/// let at = |index| Seen { event: EventId::nth(index), time: Time::from_nanos(index) };
/// checker.see(at(0), Replication::Leads { node: "n1", term: 4 }).unwrap();
/// assert_eq!(
///     checker.see(at(1), Replication::Leads { node: "n2", term: 4 }).unwrap_err().to_string(),
///     "two leaders: \"n2\" leads term 4, but \"n1\" leads it already (#0 elected, #1 elected as well)",
/// );
/// ```
#[derive(Clone, Debug)]
pub struct OneLeader<N, T, E> {
    leaders: BTreeMap<T, (N, EventId)>,
    entries: PhantomData<fn(&E)>,
}

impl<N, T: Ord, E> Default for OneLeader<N, T, E> {
    fn default() -> Self {
        Self { leaders: BTreeMap::new(), entries: PhantomData }
    }
}

impl<N, T: Ord, E> OneLeader<N, T, E> {
    /// Nobody leads yet.
    pub fn new() -> Self {
        Self::default()
    }
}

impl<N: Eq + Debug, T: Ord + Debug, E> Checker for OneLeader<N, T, E> {
    type Item = Replication<N, T, E>;

    fn see(&mut self, seen: Seen, item: Replication<N, T, E>) -> Result<(), Box<Violation>> {
        let (node, term) = match item {
            Replication::Leads { node, term } => (node, term),
            Replication::Stores { .. }
            | Replication::Truncates { .. }
            | Replication::Compacts { .. }
            | Replication::Commits { .. }
            | Replication::Applies { .. } => return Ok(()),
        };
        match self.leaders.get(&term) {
            None => {
                self.leaders.insert(term, (node, seen.event));
                Ok(())
            }
            Some((first, _)) if *first == node => Ok(()),
            Some((first, event)) => {
                let said = format!("{node:?} leads term {term:?}, but {first:?} leads it already");
                Err(Violation::new("two leaders", said)
                    .involving(["leader"])
                    .shown_by([
                        Evidence::new(*event, "elected"),
                        Evidence::new(seen.event, "elected as well"),
                    ])
                    .into())
            }
        }
    }

    fn conclude(&mut self, _: &Conclusion) -> Verdict {
        if self.leaders.is_empty() {
            return Verdict::nothing_to_judge("nobody led");
        }
        Verdict::Passed
    }

    fn reset(&mut self) {
        self.leaders.clear();
    }
}
