//! Leader completeness: who is elected has all that was committed before.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::marker::PhantomData;
use std::ops::Bound::{Excluded, Unbounded};

use sim_core::EventId;

use super::Replication;
use super::terms::Terms;
use crate::checker::{Checker, Conclusion, Seen};
use crate::verdict::{Evidence, Verdict, Violation};

/// An entry that is committed in a term is in the log of each leader of a later term when it begins to lead; and no two
/// entries are committed at the same place.
///
/// An entry is committed in the earliest term in which somebody says so, whether that is heard before the election or after
/// it. What a snapshot stands for is taken on trust.
///
/// Costs O(committed entries · log) per election, O(new entries · (log + later leaders)) per commit. Keeps the terms of all
/// committed entries, and those of each leader's log as it was elected, many entries of one term as one.
///
/// ```
/// use sim_check::{Checker, LeaderCompleteness, Replication::{Commits, Leads, Stores}, Seen};
/// use sim_core::{EventId, Time};
///
/// let mut checker = LeaderCompleteness::new();
/// let at = |index| Seen { event: EventId::nth(index), time: Time::from_nanos(index) };
/// checker.see(at(0), Leads { node: "n1", term: 1 }).unwrap();
/// checker.see(at(1), Stores { node: "n1", index: 1, term: 1, entry: "x" }).unwrap();
/// checker.see(at(2), Commits { node: "n1", term: 1, index: 1 }).unwrap();
/// assert_eq!(
///     checker.see(at(3), Leads { node: "n2", term: 2 }).unwrap_err().to_string(),
///     "leader without a committed entry: \"n2\" begins to lead term 2 without entry 1 of term 1, \
///      which \"n1\" has committed in term 1 (#2 committed, #3 elected)",
/// );
/// ```
#[derive(Clone, Debug)]
pub struct LeaderCompleteness<N, T, E> {
    logs: BTreeMap<N, Terms<T>>,
    committed: BTreeMap<u64, Committed<N, T>>,
    // How far each node has said that its log is committed, and in which term: it needn't be looked at again.
    told: BTreeMap<N, (u64, T)>,
    leaders: BTreeMap<T, Vec<Leader<N, T>>>,
    compared: bool,
    entries: PhantomData<fn(&E)>,
}

#[derive(Clone, Debug)]
struct Committed<N, T> {
    // The term for which it was made.
    term: T,
    // The earliest term in which somebody says that it is committed; who does, and where.
    within: T,
    by: N,
    event: EventId,
}

#[derive(Clone, Debug)]
struct Leader<N, T> {
    node: N,
    log: Terms<T>,
    event: EventId,
}

impl<N: Ord, T: Ord, E> Default for LeaderCompleteness<N, T, E> {
    fn default() -> Self {
        Self {
            logs: BTreeMap::new(),
            committed: BTreeMap::new(),
            told: BTreeMap::new(),
            leaders: BTreeMap::new(),
            compared: false,
            entries: PhantomData,
        }
    }
}

impl<N: Ord, T: Ord, E> LeaderCompleteness<N, T, E> {
    /// All logs are empty.
    pub fn new() -> Self {
        Self::default()
    }
}

fn incomplete<N: Debug, T: Debug>(
    index: u64,
    committed: &Committed<N, T>,
    term: &T,
    leader: &Leader<N, T>,
) -> Violation {
    let (node, of, by, within) = (&leader.node, &committed.term, &committed.by, &committed.within);
    let said = format!(
        "{node:?} begins to lead term {term:?} without entry {index} of term {of:?}, \
         which {by:?} has committed in term {within:?}"
    );
    Violation::new("leader without a committed entry", said).involving(["leader"]).shown_by([
        Evidence::new(committed.event, "committed"),
        Evidence::new(leader.event, "elected"),
    ])
}

impl<N: Ord + Clone + Debug, T: Ord + Clone + Debug, E> LeaderCompleteness<N, T, E> {
    fn elect(&mut self, event: EventId, node: N, term: T) -> Result<(), Box<Violation>> {
        let log = self.logs.get(&node).cloned().unwrap_or_default();
        let leader = Leader { node, log, event };
        for (index, committed) in self.committed.iter().filter(|(_, it)| it.within < term) {
            self.compared = true;
            if !leader.log.may_hold(*index, &committed.term) {
                return Err(incomplete(*index, committed, &term, &leader).into());
            }
        }
        self.leaders.entry(term).or_default().push(leader);
        Ok(())
    }

    fn commit(
        &mut self,
        event: EventId,
        node: &N,
        within: &T,
        end: u64,
    ) -> Result<(), Box<Violation>> {
        let log = self.logs.entry(node.clone()).or_default();
        if end > log.end() {
            let have = log.end();
            let said = format!("{node:?} commits entry {end}, but its log has {have} entries");
            return Err(Violation::new("commit past the end of the log", said)
                .shown_by([Evidence::new(event, "committed")])
                .into());
        }
        let known = self.told.get(node).filter(|(_, term)| term <= within).map_or(0, |it| it.0);
        for index in known + 1..=end {
            let Some(term) = log.of(index) else { continue };
            let new = || Committed {
                term: term.clone(),
                within: within.clone(),
                by: node.clone(),
                event,
            };
            let committed = self.committed.entry(index).or_insert_with(new);
            if committed.term != *term {
                let (by, other) = (&committed.by, &committed.term);
                let said = format!(
                    "{node:?} commits entry {index} of term {term:?}, but {by:?} has committed one of term {other:?} there"
                );
                return Err(Violation::new("two entries committed", said)
                    .shown_by([
                        Evidence::new(committed.event, "committed"),
                        Evidence::new(event, "committed otherwise"),
                    ])
                    .into());
            }
            if *within < committed.within {
                *committed = new();
            }
            if committed.event != event {
                continue;
            }
            for (term, leaders) in self.leaders.range((Excluded(within), Unbounded)) {
                self.compared = true;
                let without = |it: &&Leader<N, T>| !it.log.may_hold(index, &committed.term);
                if let Some(leader) = leaders.iter().find(without) {
                    return Err(incomplete(index, committed, term, leader).into());
                }
            }
        }
        if known <= end {
            self.told.insert(node.clone(), (end, within.clone()));
        }
        Ok(())
    }

    // What is gone and stored anew may be committed anew.
    fn gone(&mut self, node: &N, from: Option<u64>) {
        if let (Some(from), Some((told, _))) = (from, self.told.get_mut(node)) {
            *told = (*told).min(from - 1);
        }
    }
}

impl<N, T, E> Checker for LeaderCompleteness<N, T, E>
where
    N: Ord + Clone + Debug,
    T: Ord + Clone + Debug,
{
    type Item = Replication<N, T, E>;

    fn see(&mut self, seen: Seen, item: Replication<N, T, E>) -> Result<(), Box<Violation>> {
        match item {
            Replication::Leads { node, term } => return self.elect(seen.event, node, term),
            Replication::Commits { node, term, index } => {
                return self.commit(seen.event, &node, &term, index);
            }
            Replication::Stores { node, index, term, .. } => {
                let lost = self.logs.entry(node.clone()).or_default().store(index, &term);
                self.gone(&node, lost.and_then(|lost| lost.first().map(|(first, _)| *first)));
            }
            Replication::Truncates { node, from } => {
                let lost = self.logs.entry(node.clone()).or_default().truncate(from);
                self.gone(&node, lost.first().map(|(first, _)| *first));
            }
            Replication::Compacts { node, through, term } => {
                let lost = self.logs.entry(node.clone()).or_default().compact(through, &term);
                self.gone(&node, lost.first().map(|(first, _)| *first));
            }
            Replication::Applies { .. } => {}
        }
        Ok(())
    }

    fn conclude(&mut self, _: &Conclusion) -> Verdict {
        if self.compared {
            Verdict::Passed
        } else {
            Verdict::nothing_to_judge("nobody was elected after something had been committed")
        }
    }

    fn reset(&mut self) {
        self.logs.clear();
        self.committed.clear();
        self.told.clear();
        self.leaders.clear();
        self.compared = false;
    }
}
