//! State machine safety: nobody applies something else where another has applied something.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::marker::PhantomData;

use sim_core::EventId;

use super::Replication;
use crate::checker::{Checker, Conclusion, Seen};
use crate::verdict::{Evidence, Verdict, Violation};

/// At each index, everybody applies the same entry, however often.
///
/// In which order a node applies entries is for [`TotalOrder`](crate::TotalOrder).
///
/// Costs O(log entries) per applied entry. Keeps them all.
///
/// ```
/// use sim_check::{Checker, Replication::Applies, Seen, StateMachineSafety};
/// use sim_core::{EventId, Time};
///
/// let mut checker = StateMachineSafety::<_, (), _>::new();
/// let at = |index| Seen { event: EventId::nth(index), time: Time::from_nanos(index) };
/// checker.see(at(0), Applies { node: "n1", index: 7, entry: "x" }).unwrap();
/// assert_eq!(
///     checker.see(at(1), Applies { node: "n2", index: 7, entry: "y" }).unwrap_err().to_string(),
///     "two entries applied: \"n2\" applies \"y\" as entry 7, where \"n1\" has applied \"x\" \
///      (#0 applied, #1 applied otherwise)",
/// );
/// ```
#[derive(Clone, Debug)]
pub struct StateMachineSafety<N, T, E> {
    applied: BTreeMap<u64, (E, N, EventId)>,
    compared: bool,
    terms: PhantomData<fn(&T)>,
}

impl<N, T, E> Default for StateMachineSafety<N, T, E> {
    fn default() -> Self {
        Self { applied: BTreeMap::new(), compared: false, terms: PhantomData }
    }
}

impl<N, T, E> StateMachineSafety<N, T, E> {
    /// Nothing is applied yet.
    pub fn new() -> Self {
        Self::default()
    }
}

impl<N: Debug, T, E: Eq + Debug> Checker for StateMachineSafety<N, T, E> {
    type Item = Replication<N, T, E>;

    fn see(&mut self, seen: Seen, item: Replication<N, T, E>) -> Result<(), Box<Violation>> {
        let (node, index, entry) = match item {
            Replication::Applies { node, index, entry } => (node, index, entry),
            Replication::Leads { .. }
            | Replication::Stores { .. }
            | Replication::Truncates { .. }
            | Replication::Compacts { .. }
            | Replication::Commits { .. } => return Ok(()),
        };
        let Some((first, by, event)) = self.applied.get(&index) else {
            self.applied.insert(index, (entry, node, seen.event));
            return Ok(());
        };
        self.compared = true;
        if *first == entry {
            return Ok(());
        }
        let said = format!(
            "{node:?} applies {entry:?} as entry {index}, where {by:?} has applied {first:?}"
        );
        Err(Violation::new("two entries applied", said)
            .shown_by([
                Evidence::new(*event, "applied"),
                Evidence::new(seen.event, "applied otherwise"),
            ])
            .into())
    }

    fn conclude(&mut self, _: &Conclusion) -> Verdict {
        if self.compared {
            Verdict::Passed
        } else {
            Verdict::nothing_to_judge("no entry was applied twice")
        }
    }

    fn reset(&mut self) {
        self.applied.clear();
        self.compared = false;
    }
}
