//! The dependency: why one transaction comes before another, as a graph.
//!
//! The graph grows with the history, not with its square. Where each of some transactions comes before each of others, edges
//! lead through nodes in between: a chain for real time, two for what was appended to a list and never read.

use std::fmt::Display;

use sim_core::EventId;

use super::anomaly::Ties;
use super::ledger::{Ledger, List};
use crate::graph::{Edge, Graph};
use crate::history::Outcome;

/// Why one comes before another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// The target appended next after the source.
    WriteWrite,
    /// The target read what the source appended.
    WriteRead,
    /// The source read a list to which the target appended next.
    ReadWrite,
    /// One process called the source, then the target.
    Process,
    /// The source had ended when the target began.
    Realtime,
    /// The rest of a way that began with another edge.
    Onward,
}

/// What an edge says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label {
    pub(super) kind: Kind,
    /// The list, where there is one.
    pub(super) list: usize,
    /// The number of the version: that of the target, for a read that of the source. One past the end: never seen.
    pub(super) version: usize,
}

impl Label {
    const fn tie(kind: Kind) -> Self {
        Self { kind, list: 0, version: 0 }
    }
}

impl Ties {
    /// Whether edges of a kind say something.
    // Real time implies the order of processes; with both, nothing depends on how events are numbered.
    pub(super) fn allow(self, kind: Kind) -> bool {
        match kind {
            Kind::WriteWrite | Kind::WriteRead | Kind::ReadWrite | Kind::Onward => true,
            Kind::Process => self >= Self::Process,
            Kind::Realtime => self >= Self::Realtime,
        }
    }
}

/// The graph of a history: its first nodes are the transactions.
pub(super) fn graph<K, V>(ledger: &Ledger<'_, K, V>, ties: Ties) -> Graph<Label>
where
    K: Ord + Display,
    V: Ord + Display,
{
    let mut builder = Builder { edges: Vec::new(), node_count: ledger.transactions.len() };
    for (index, list) in ledger.lists.iter().enumerate() {
        builder.versions(index, list);
        builder.reads(index, list);
        builder.unseen(index, list);
    }
    match ties {
        Ties::Data => {}
        Ties::Process => builder.processes(ledger),
        Ties::Realtime => {
            builder.processes(ledger);
            builder.time(ledger);
        }
    }
    Graph::new(builder.node_count, builder.edges)
}

struct Builder {
    edges: Vec<Edge<Label>>,
    node_count: usize,
}

impl Builder {
    /// No transaction comes before itself.
    fn add(&mut self, source: usize, target: usize, label: Label) {
        if source != target {
            self.edges.push(Edge { source, target, label });
        }
    }

    fn onward(&mut self, source: usize, target: usize) {
        self.add(source, target, Label::tie(Kind::Onward));
    }

    /// Nodes in between, in a row.
    fn row(&mut self, count: usize) -> std::ops::Range<usize> {
        let first = self.node_count;
        self.node_count += count;
        first..self.node_count
    }

    fn versions<K, V>(&mut self, index: usize, list: &List<'_, K, V>) {
        for (version, pair) in list.versions.windows(2).enumerate() {
            let label = Label { kind: Kind::WriteWrite, list: index, version: version + 1 };
            self.add(pair[0].transaction, pair[1].transaction, label);
        }
    }

    fn reads<K, V: Ord>(&mut self, index: usize, list: &List<'_, K, V>) {
        for read in list.reads.iter().filter(|read| list.agrees(read.elements)) {
            let count = list.version_count(read.elements);
            let newest = count.checked_sub(1).map(|version| (version, list.versions[version]));
            // What it appended itself tells no more than the order does.
            if newest.is_some_and(|(_, version)| version.transaction == read.transaction) {
                continue;
            }
            if let Some((version, by)) = newest {
                let label = Label { kind: Kind::WriteRead, list: index, version };
                self.add(by.transaction, read.transaction, label);
            }
            if let Some(next) = list.versions.get(count) {
                let label = Label { kind: Kind::ReadWrite, list: index, version: count };
                self.add(read.transaction, next.transaction, label);
            }
        }
    }

    /// What was never seen comes after the last version and after those who read that one.
    fn unseen<K, V: Ord>(&mut self, index: usize, list: &List<'_, K, V>) {
        let targets: Vec<_> = list.unseen.iter().map(|(transaction, _)| *transaction).collect();
        if targets.is_empty() {
            return;
        }
        // The first row leads to all targets up to a place, the second to all from a place on: a source that is itself a
        // target goes around itself.
        let (upto, from) = (self.row(targets.len()), self.row(targets.len()));
        for (place, target) in targets.iter().enumerate() {
            self.onward(upto.start + place, *target);
            self.onward(from.start + place, *target);
            if place > 0 {
                self.onward(upto.start + place, upto.start + place - 1);
                self.onward(from.start + place - 1, from.start + place);
            }
        }
        let version = list.versions.len();
        let newest = list.versions.last().map(|it| (it.transaction, Kind::WriteWrite));
        let readers = list.reads.iter().filter(|read| {
            let whole = list.agrees(read.elements) && list.version_count(read.elements) == version;
            whole && newest.is_none_or(|(writer, _)| writer != read.transaction)
        });
        let readers = readers.map(|read| (read.transaction, Kind::ReadWrite));
        for (source, kind) in newest.into_iter().chain(readers) {
            let label = Label { kind, list: index, version };
            let (before, after) = match targets.binary_search(&source) {
                Ok(place) => (place, place + 1),
                Err(_) => (targets.len(), targets.len()),
            };
            if before > 0 {
                self.add(source, upto.start + before - 1, label);
            }
            if after < targets.len() {
                self.add(source, from.start + after, label);
            }
        }
    }

    /// Each process calls one transaction after the other; one whose end is unknown may take effect at any later time.
    fn processes<K, V>(&mut self, ledger: &Ledger<'_, K, V>) {
        let mut last = std::collections::BTreeMap::new();
        for (index, transaction) in ledger.transactions.iter().enumerate() {
            if !ledger.counted[index] {
                continue;
            }
            if let Some(before) = last.get(&transaction.process) {
                self.add(*before, index, Label::tie(Kind::Process));
            }
            if matches!(transaction.outcome, Outcome::Ok(_)) {
                last.insert(transaction.process, index);
            }
        }
    }

    /// Each transaction that had ended comes before each that begins: through a row of nodes, one for each end.
    fn time<K, V>(&mut self, ledger: &Ledger<'_, K, V>) {
        let counted = || (0..ledger.transactions.len()).filter(|index| ledger.counted[*index]);
        let end = |index: usize| Some((ledger.transactions[index].returned?, index));
        let mut ends: Vec<(EventId, usize)> = counted().filter_map(end).collect();
        ends.sort_unstable();
        let row = self.row(ends.len());
        for (place, (_, transaction)) in ends.iter().enumerate() {
            self.add(*transaction, row.start + place, Label::tie(Kind::Realtime));
            if place > 0 {
                self.onward(row.start + place - 1, row.start + place);
            }
        }
        for index in counted() {
            let begun = ledger.transactions[index].invoked;
            let ended = ends.partition_point(|(returned, _)| *returned < begun);
            if ended > 0 {
                self.onward(row.start + ended - 1, index);
            }
        }
    }
}
