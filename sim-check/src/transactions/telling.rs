//! The telling: a cycle in words.

use std::collections::BTreeSet;
use std::fmt::Display;

use super::anomaly::Anomaly;
use super::cycle::Cycle;
use super::dependency::{Kind, Label};
use super::ledger::{Ledger, List};
use crate::graph::Edge;
use crate::verdict::{Evidence, Violation};

/// How many steps of a cycle are told at most.
// No reader follows further; the evidence has them all.
const TOLD_MAX: usize = 12;

/// A cycle as a violation: why each transaction comes before the next.
pub(super) fn tell<K, V>(ledger: &Ledger<'_, K, V>, anomaly: Anomaly, cycle: &Cycle) -> Violation
where
    K: Ord + Display,
    V: Ord + Display,
{
    let mut teller = Teller { ledger, named: BTreeSet::new() };
    let mut said: Vec<_> = cycle.iter().take(TOLD_MAX).map(|edge| teller.step(edge)).collect();
    if cycle.len() > TOLD_MAX {
        said.push(format!("and {} more steps back to the first", cycle.len() - TOLD_MAX));
    }
    said.push("so none of them comes first".to_owned());
    let ends = cycle.iter().map(|edge| ledger.evidence(edge.source));
    let begins = cycle.iter().filter(|edge| edge.label.kind == Kind::Realtime).map(|edge| {
        let note = format!("T{} begins", edge.target + 1);
        Evidence::new(ledger.transactions[edge.target].invoked, note)
    });
    Violation::new(anomaly.name(), said.join("; ")).shown_by(ends.chain(begins))
}

struct Teller<'l, 'h, K, V> {
    ledger: &'l Ledger<'h, K, V>,
    /// The transactions of which the event was told.
    named: BTreeSet<usize>,
}

impl<K: Ord + Display, V: Ord + Display> Teller<'_, '_, K, V> {
    fn name(&mut self, transaction: usize) -> String {
        if self.named.insert(transaction) {
            self.ledger.name(transaction)
        } else {
            format!("T{}", transaction + 1)
        }
    }

    fn step(&mut self, edge: &Edge<Label>) -> String {
        let Edge { source, target, label } = *edge;
        let (first, second) = (self.name(source), self.name(target));
        match label.kind {
            Kind::Process => {
                let process = self.ledger.process(source);
                return format!("process {process} called {first} before {second}");
            }
            Kind::Realtime => {
                let begun = self.ledger.transactions[target].invoked;
                return format!("{first} had ended when {second} began at {begun}");
            }
            Kind::WriteWrite | Kind::WriteRead | Kind::ReadWrite | Kind::Onward => {}
        }
        let list = &self.ledger.lists[label.list];
        let key = list.key;
        let element = element(list, label.version, target);
        match label.kind {
            Kind::WriteRead => format!("{first} appended {element} to {key}, which {second} read"),
            Kind::ReadWrite => {
                format!("{first} read {key} without {element}, which {second} appended")
            }
            Kind::WriteWrite | Kind::Process | Kind::Realtime | Kind::Onward => {
                let before = &list.order[list.versions[label.version - 1].place];
                format!(
                    "{first} appended {before} to {key}, and {second} appended {element} after it"
                )
            }
        }
    }
}

/// The element of a version; one past the end, what a transaction appended unseen.
fn element<'l, K, V>(list: &'l List<'_, K, V>, version: usize, target: usize) -> &'l V {
    if let Some(version) = list.versions.get(version) {
        return &list.order[version.place];
    }
    let place = list.unseen.binary_search_by_key(&target, |(transaction, _)| *transaction);
    list.unseen[place.expect("an edge past the end leads to somebody unseen")].1
}
