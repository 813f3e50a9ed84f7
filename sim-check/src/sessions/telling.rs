//! The telling: what is wrong with sessions, in words.

use std::collections::BTreeSet;
use std::fmt::Display;

use super::book::Book;
use super::infer::{Order, Reason};
use crate::graph::{Components, Edge, Search};
use crate::verdict::Violation;

/// How many steps of a cycle are told at most.
// No reader follows further; the evidence has them all.
const TOLD_MAX: usize = 12;

/// A short cycle, as a violation, if there is any.
pub(super) fn cycle<K: Display, V>(
    book: &Book<'_, K, V>,
    order: &Order,
    anomaly: &'static str,
) -> Option<Violation> {
    let parts = Components::of(order, |_| true);
    // Sessions alone make no cycle.
    let edges = order.edges().iter().enumerate();
    let told = |reason| matches!(reason, Reason::Seen { .. } | Reason::Read { .. });
    let starts: Vec<_> =
        edges.filter(|(_, it)| parts.hold(it) && told(it.label)).map(|(name, _)| name).collect();
    if starts.is_empty() {
        return None;
    }
    let found = Search::new(order).shortest(order, &starts, |edge| parts.hold(edge), |_| true)?;
    let mut cycle: Vec<_> = found.into_iter().map(|name| order.edges()[name]).collect();
    let first = (0..cycle.len()).min_by_key(|place| cycle[*place].source);
    cycle.rotate_left(first.unwrap_or(0));
    let mut teller = Teller { book, named: BTreeSet::new() };
    let mut said: Vec<_> = cycle.iter().take(TOLD_MAX).map(|edge| teller.step(edge)).collect();
    if cycle.len() > TOLD_MAX {
        said.push(format!("and {} more steps back to the first", cycle.len() - TOLD_MAX));
    }
    said.push("so none of them comes first".to_owned());
    let involved = cycle.iter().flat_map(|edge| match edge.label {
        Reason::Seen { reader, .. } => [edge.source, reader],
        Reason::Beginning | Reason::Session | Reason::Read { .. } => [edge.source, edge.target],
    });
    let evidence = involved.filter(|it| *it != book.first()).map(|it| book.evidence(it));
    Some(Violation::new(anomaly, said.join("; ")).shown_by(evidence))
}

/// Two reads of one register by one transaction, from different writers.
pub(super) fn unrepeated<K: Display, V>(book: &Book<'_, K, V>) -> Option<Violation> {
    for (reader, reads) in book.reads.iter().enumerate() {
        let mut sources = std::collections::BTreeMap::new();
        for read in reads {
            let first = *sources.entry(read.key).or_insert(read.writer);
            if first != read.writer {
                let said = format!(
                    "{} read {} from {}, then from {}",
                    book.name(reader),
                    book.keys[read.key],
                    book.name(first),
                    book.name(read.writer)
                );
                let involved = [reader, first, read.writer].into_iter();
                let evidence =
                    involved.filter(|it| *it != book.first()).map(|it| book.evidence(it));
                return Some(Violation::new("non-repeatable read", said).shown_by(evidence));
            }
        }
    }
    None
}

struct Teller<'b, 'h, K, V> {
    book: &'b Book<'h, K, V>,
    /// The transactions of which the event was told.
    named: BTreeSet<usize>,
}

impl<K: Display, V> Teller<'_, '_, K, V> {
    fn name(&mut self, transaction: usize) -> String {
        if transaction == self.book.first() || self.named.insert(transaction) {
            self.book.name(transaction)
        } else {
            format!("T{}", transaction + 1)
        }
    }

    fn step(&mut self, edge: &Edge<Reason>) -> String {
        let Edge { source, target, label } = *edge;
        match label {
            Reason::Beginning => {
                format!("{} comes before {}", self.name(source), self.name(target))
            }
            Reason::Session => {
                let process = self.book.transactions[source].process;
                format!(
                    "process {process} called {} before {}",
                    self.name(source),
                    self.name(target)
                )
            }
            Reason::Read { key } => {
                let key = self.book.keys[key];
                let target = self.name(target);
                format!("{target} read {key} from {}", self.name(source))
            }
            Reason::Seen { reader, key } => {
                let key = self.book.keys[key];
                let (reader, source) = (self.name(reader), self.name(source));
                let target = self.name(target);
                format!(
                    "{reader} had seen {source}, which wrote {key}, and read {key} from {target}"
                )
            }
        }
    }
}
