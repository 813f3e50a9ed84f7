//! Reads: whether transactions see only what is committed, and not each other.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Debug;

use super::anomaly::{LogAnomaly, LogFinding};
use super::item::LogWord;
use super::view::{View, new};
use crate::verdict::Evidence;

impl<K: Ord + Clone + Debug, V: Ord + Clone + Debug> View<'_, K, V> {
    /// Values that were polled though they weren't committed: because they never are, or by who sends them.
    pub(super) fn reads(&self, found: &mut Vec<LogFinding<K, V>>) {
        for (key, partition) in &self.partitions {
            for (value, readers) in &partition.readers {
                let Some(writer) = partition.writers.get(value).copied() else { continue };
                let fate = |index: &usize| self.transactions[*index].fate;
                let failed = fate(&writer) == LogWord::Failed;
                // What an aborted transaction has seen says nothing: it is aborted. Of what is unknown, nobody knows.
                let reader = readers.iter().find(|it| fate(it) == LogWord::Ok);
                let sent = (self.transactions[writer].event, "send failed".to_string());
                if let Some(reader) = reader.filter(|_| failed) {
                    let polled = (self.transactions[*reader].event, "polled".to_string());
                    let value = vec![(*value).clone()];
                    found.push(new(LogAnomaly::AbortedRead, key, value, [sent, polled]));
                } else if readers.contains(&writer) && !failed {
                    let both = (self.transactions[writer].event, "sent and polled".to_string());
                    let value = vec![(*value).clone()];
                    found.push(new(LogAnomaly::PrecommittedRead, key, value, [both]));
                }
            }
        }
    }

    /// Transactions that see each other in a circle: of each set of them, one shortest circle.
    pub(super) fn circles(&self, found: &mut Vec<LogFinding<K, V>>) {
        let mut read_by: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for partition in self.partitions.values() {
            for (value, readers) in &partition.readers {
                let Some(writer) = partition.writers.get(value) else { continue };
                let certain = |index: &&usize| self.transactions[**index].fate == LogWord::Ok;
                // In a circle everybody reads, so that of writers nothing more needs to be asked.
                let readers = readers.iter().filter(certain).filter(|it| *it != writer);
                read_by.entry(*writer).or_default().extend(readers);
            }
        }
        let mut told: BTreeSet<usize> = BTreeSet::new();
        let (seers, seen) = (suspects(&read_by), suspects(&reversed(&read_by)));
        for start in seers.intersection(&seen).copied() {
            if told.contains(&start) {
                continue;
            }
            let Some(circle) = shortest_circle(&read_by, start) else { continue };
            // One circle stands for all transactions that are in circles with these.
            let (after, before) = (reach(&read_by, start), reach(&reversed(&read_by), start));
            told.extend(after.intersection(&before));
            let evidence = circle.iter().map(|index| {
                Evidence::new(self.transactions[*index].event, "reads from the one before")
            });
            found.push(
                LogFinding::new(LogAnomaly::CircularReads, None, Vec::new()).shown_by(evidence),
            );
        }
    }
}

type Edges = BTreeMap<usize, BTreeSet<usize>>;

// Whoever is left when those are taken away that see nobody who is left, again and again: in a log without circles nobody.
fn suspects(edges: &Edges) -> BTreeSet<usize> {
    let mut sources: BTreeMap<usize, usize> = edges.keys().map(|from| (*from, 0)).collect();
    for to in edges.values().flatten() {
        *sources.entry(*to).or_default() += 1;
    }
    let mut free: Vec<usize> =
        sources.iter().filter(|(_, count)| **count == 0).map(|(index, _)| *index).collect();
    while let Some(index) = free.pop() {
        sources.remove(&index);
        for to in edges.get(&index).into_iter().flatten() {
            let count = sources.get_mut(to).expect("it is taken away after all that it sees");
            *count -= 1;
            if *count == 0 {
                free.push(*to);
            }
        }
    }
    sources.into_keys().collect()
}

fn reversed(edges: &Edges) -> Edges {
    let mut reversed = Edges::new();
    for (from, targets) in edges {
        for to in targets {
            reversed.entry(*to).or_default().insert(*from);
        }
    }
    reversed
}

fn reach(edges: &Edges, start: usize) -> BTreeSet<usize> {
    let mut reached = BTreeSet::new();
    let mut open = vec![start];
    while let Some(index) = open.pop() {
        let next = edges.get(&index).into_iter().flatten();
        open.extend(next.filter(|to| reached.insert(**to)));
    }
    reached
}

fn shortest_circle(edges: &Edges, start: usize) -> Option<Vec<usize>> {
    let mut came_from = BTreeMap::new();
    let mut open = VecDeque::from([start]);
    while let Some(index) = open.pop_front() {
        for to in edges.get(&index).into_iter().flatten() {
            if came_from.contains_key(to) {
                continue;
            }
            came_from.insert(*to, index);
            if *to == start {
                let mut circle = vec![start];
                let mut at = index;
                while at != start {
                    circle.push(at);
                    at = came_from[&at];
                }
                return Some(circle);
            }
            open.push_back(*to);
        }
    }
    None
}
