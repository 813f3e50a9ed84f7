//! Log matching: logs that have one entry in common have all that come before it in common.

use std::collections::BTreeMap;
use std::fmt::Debug;

use sim_core::EventId;

use super::Replication;
use super::terms::{Lost, Terms};
use crate::checker::{Checker, Conclusion, Seen};
use crate::verdict::{Evidence, Verdict, Violation};

/// If two logs have at one time an entry of the same term at the same place, it is the same entry, and all that come before
/// it are the same too.
///
/// What a snapshot stands for isn't compared.
///
/// Costs O(log entries + log nodes) per entry that is stored or gone. Keeps what is in the logs, equal entries once.
///
/// ```
/// use sim_check::{Checker, LogMatching, Replication::Stores, Seen};
/// use sim_core::{EventId, Time};
///
/// let mut checker = LogMatching::new();
/// let at = |index| Seen { event: EventId::nth(index), time: Time::from_nanos(index) };
/// checker.see(at(0), Stores { node: "n1", index: 1, term: 1, entry: "x" }).unwrap();
/// checker.see(at(1), Stores { node: "n1", index: 2, term: 3, entry: "y" }).unwrap();
/// checker.see(at(2), Stores { node: "n2", index: 1, term: 2, entry: "z" }).unwrap();
/// assert_eq!(
///     checker.see(at(3), Stores { node: "n2", index: 2, term: 3, entry: "y" }).unwrap_err().to_string(),
///     "logs differ before: \"n1\" and \"n2\" have the same entry 2 of term 3, but before it one of term 1 and one of term 2 \
///      (#0 before, #1 stored, #2 before, #3 stored)",
/// );
/// ```
#[derive(Clone, Debug)]
pub struct LogMatching<N, T, E> {
    logs: BTreeMap<N, Terms<T>>,
    entries: BTreeMap<(u64, T), Entry<N, T, E>>,
    compared: bool,
}

// An entry that is in some logs: the same in all of them, and so is the term of the one before it. By induction nothing
// else need be compared when another log gets it.
#[derive(Clone, Debug)]
struct Entry<N, T, E> {
    content: E,
    before: Option<T>,
    // Invariant: not empty.
    holders: BTreeMap<N, EventId>,
}

impl<N: Ord, T: Ord, E> Default for LogMatching<N, T, E> {
    fn default() -> Self {
        Self { logs: BTreeMap::new(), entries: BTreeMap::new(), compared: false }
    }
}

impl<N: Ord, T: Ord, E> LogMatching<N, T, E> {
    /// All logs are empty.
    pub fn new() -> Self {
        Self::default()
    }
}

impl<N: Ord + Clone + Debug, T: Ord + Clone + Debug, E: Eq + Debug> LogMatching<N, T, E> {
    fn forget(&mut self, node: &N, lost: Lost<T>) {
        for place in lost {
            let Some(entry) = self.entries.get_mut(&place) else { continue };
            entry.holders.remove(node);
            if entry.holders.is_empty() {
                self.entries.remove(&place);
            }
        }
    }

    fn store(
        &mut self,
        event: EventId,
        node: N,
        index: u64,
        term: T,
        entry: E,
    ) -> Result<(), Box<Violation>> {
        let log = self.logs.entry(node.clone()).or_default();
        let Some(lost) = log.store(index, &term) else {
            let end = log.end();
            let said = format!("{node:?} stores entry {index}, but its log has {end} entries");
            return Err(Violation::new("gap in a log", said)
                .shown_by([Evidence::new(event, "stored")])
                .into());
        };
        if !log.stored().contains(&index) {
            return Ok(());
        }
        let before = log.of(index - 1).cloned();
        self.forget(&node, lost);
        let place = (index, term);
        let Some(known) = self.entries.get_mut(&place) else {
            let holders = BTreeMap::from([(node, event)]);
            self.entries.insert(place, Entry { content: entry, before, holders });
            return Ok(());
        };
        known.holders.remove(&node);
        let Some((other, there)) = known.holders.first_key_value() else {
            // Nobody else has it, so it is what this node says.
            (known.content, known.before) = (entry, before);
            known.holders.insert(node, event);
            return Ok(());
        };
        self.compared = true;
        let (stored, term) = (Evidence::new(*there, "stored"), &place.1);
        if known.content != entry {
            let elsewhere = &known.content;
            let said = format!(
                "entry {index} of term {term:?} is {entry:?} in the log of {node:?}, but {elsewhere:?} in that of {other:?}"
            );
            return Err(Violation::new("entries differ", said)
                .shown_by([stored, Evidence::new(event, "stored otherwise")])
                .into());
        }
        if known.before != before {
            let shown = [stored, Evidence::new(event, "stored")];
            let other = other.clone();
            return Err(self.differs_before(&other, &node, index, &place, shown).into());
        }
        known.holders.insert(node, event);
        Ok(())
    }

    fn differs_before(
        &self,
        other: &N,
        node: &N,
        index: u64,
        place: &(u64, T),
        shown: [Evidence; 2],
    ) -> Violation {
        let before = |node: &N| self.logs.get(node).and_then(|log| log.of(index - 1)).cloned();
        let one = |node: &N| match before(node) {
            Some(term) => format!("one of term {term:?}"),
            None => "none".into(),
        };
        let stored = |node: &N| {
            let entry = self.entries.get(&(index - 1, before(node)?))?;
            entry.holders.get(node).map(|event| Evidence::new(*event, "before"))
        };
        let said = format!(
            "{other:?} and {node:?} have the same entry {index} of term {:?}, but before it {} and {}",
            place.1,
            one(other),
            one(node)
        );
        Violation::new("logs differ before", said)
            .shown_by(shown)
            .shown_by([stored(other), stored(node)].into_iter().flatten())
    }
}

impl<N, T, E> Checker for LogMatching<N, T, E>
where
    N: Ord + Clone + Debug,
    T: Ord + Clone + Debug,
    E: Eq + Debug,
{
    type Item = Replication<N, T, E>;

    fn see(&mut self, seen: Seen, item: Replication<N, T, E>) -> Result<(), Box<Violation>> {
        let (node, lost) = match item {
            Replication::Stores { node, index, term, entry } => {
                return self.store(seen.event, node, index, term, entry);
            }
            Replication::Truncates { node, from } => {
                let lost = self.logs.entry(node.clone()).or_default().truncate(from);
                (node, lost)
            }
            Replication::Compacts { node, through, term } => {
                let lost = self.logs.entry(node.clone()).or_default().compact(through, &term);
                (node, lost)
            }
            Replication::Leads { .. }
            | Replication::Commits { .. }
            | Replication::Applies { .. } => return Ok(()),
        };
        self.forget(&node, lost);
        Ok(())
    }

    fn conclude(&mut self, _: &Conclusion) -> Verdict {
        if self.compared {
            Verdict::Passed
        } else {
            Verdict::nothing_to_judge("no two logs had an entry in common")
        }
    }

    fn reset(&mut self) {
        self.logs.clear();
        self.entries.clear();
        self.compared = false;
    }
}
