//! What is wrong with single lists and transactions, without asking what comes before what.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use super::anomaly::Anomaly;
use super::ledger::{Ledger, List, Read, steps};
use super::step::Step;
use crate::history::Outcome;
use crate::verdict::Violation;

/// The first violation of each anomaly.
pub(super) type Findings = BTreeMap<Anomaly, Violation>;

/// How many elements of a list are printed at most.
const SHOWN_MAX: usize = 8;

/// Finds everything that is wrong with single lists and transactions, in as many steps as lists have elements, times a
/// logarithm.
pub(super) fn find<K, V>(ledger: &Ledger<'_, K, V>) -> Findings
where
    K: Ord + Display,
    V: Ord + Display,
{
    let mut found = Findings::new();
    for list in &ledger.lists {
        let judge = Judge { ledger, list };
        judge.orders(&mut found);
        judge.contents(&mut found);
        judge.reads(&mut found);
        judge.lost_updates(&mut found);
    }
    internal(ledger, &mut found);
    found
}

struct Judge<'l, 'h, K, V> {
    ledger: &'l Ledger<'h, K, V>,
    list: &'l List<'h, K, V>,
}

impl<'h, K: Ord + Display, V: Ord + Display> Judge<'_, 'h, K, V> {
    /// Whoever first read the whole order.
    fn longest(&self) -> Option<&Read<'h, V>> {
        self.list.reads.iter().find(|read| read.elements.len() == self.list.order.len())
    }

    /// Lists that aren't beginnings of each other, or don't have the order in which a transaction appended.
    fn orders(&self, found: &mut Findings) {
        let Some(longest) = self.longest() else { return };
        if let Some(read) = self.list.reads.iter().find(|read| !self.list.agrees(read.elements)) {
            self.report(found, Anomaly::IncompatibleOrder, &[read, longest], &[], || {
                format!(
                    "{} read {} as {}, {} as {}: neither is the beginning of the other",
                    self.ledger.name(read.transaction),
                    self.list.key,
                    shown(read.elements),
                    self.ledger.name(longest.transaction),
                    shown(longest.elements)
                )
            });
        }
        let mut next = BTreeMap::new();
        for version in &self.list.versions {
            let element = &self.list.order[version.place];
            let expected: &mut usize = next.entry(version.transaction).or_default();
            if self.list.writes[element].rank != *expected {
                let missing = self.list.appended[&version.transaction][*expected];
                let writer = [version.transaction];
                self.report(found, Anomaly::IncompatibleOrder, &[longest], &writer, || {
                    format!(
                        "{} appended {missing} to {} before {element}, but {} read {}",
                        self.ledger.name(version.transaction),
                        self.list.key,
                        self.ledger.name(longest.transaction),
                        shown(longest.elements)
                    )
                });
            }
            *expected += 1;
        }
    }

    /// Elements that stand twice in a list, that nobody appended, or that lie on those of a failed transaction.
    fn contents(&self, found: &mut Findings) {
        let strange = self.list.reads.iter().filter(|read| !self.list.agrees(read.elements));
        for read in self.longest().into_iter().chain(strange) {
            let reader = self.ledger.name(read.transaction);
            let (mut seen, mut below) = (BTreeSet::new(), None);
            for element in read.elements {
                if !seen.insert(element) {
                    self.report(found, Anomaly::DuplicateElements, &[read], &[], || {
                        let (key, list) = (self.list.key, shown(read.elements));
                        format!("{reader} read {element} more than once in {key}: {list}")
                    });
                }
                let writer = self.list.writes.get(element).map(|write| write.transaction);
                if writer.is_none() {
                    self.report(found, Anomaly::UnwrittenRead, &[read], &[], || {
                        format!(
                            "{reader} read {element} in {}, which nobody appended",
                            self.list.key
                        )
                    });
                }
                if let (Some((failed, aborted)), Some(above)) = (below, writer)
                    && !self.ledger.failed(above)
                {
                    self.report(found, Anomaly::DirtyUpdate, &[read], &[failed, above], || {
                        let key = self.list.key;
                        let (below, above) = (self.ledger.name(failed), self.ledger.name(above));
                        format!("{above} appended {element} to {key} after {aborted}, which {below} appended and failed")
                    });
                }
                below = writer.filter(|it| self.ledger.failed(*it)).map(|it| (it, element));
            }
        }
    }

    /// Reads of what failed transactions appended, or of what wasn't yet all.
    fn reads(&self, found: &mut Findings) {
        for read in &self.list.reads {
            let Some(element) = self.list.foreign(read) else { continue };
            let Some(write) = self.list.writes.get(element) else { continue };
            let tell = |what: String| {
                let (reader, key) = (self.ledger.name(read.transaction), self.list.key);
                let writer = self.ledger.name(write.transaction);
                format!("{reader} read {key} up to {element}, which {writer} appended {what}")
            };
            if self.ledger.failed(write.transaction) {
                self.report(found, Anomaly::AbortedRead, &[read], &[write.transaction], || {
                    tell("and failed".into())
                });
            } else if let Some(next) = self.list.appended[&write.transaction].get(write.rank + 1) {
                self.report(
                    found,
                    Anomaly::IntermediateRead,
                    &[read],
                    &[write.transaction],
                    || tell(format!("before it appended {next}")),
                );
            }
        }
    }

    /// Two transactions that read the same list and then appended to it.
    fn lost_updates(&self, found: &mut Findings) {
        let (mut readers, mut before) = (BTreeMap::new(), None);
        for read in &self.list.reads {
            // Reads come by transaction, so that the first of each is the one after another's.
            let first = before.replace(read.transaction) != Some(read.transaction);
            let appended = self.list.appended.contains_key(&read.transaction);
            if !(first && read.untouched && appended && self.list.agrees(read.elements)) {
                continue;
            }
            let other = *readers.entry(read.elements.len()).or_insert(read);
            if other.transaction != read.transaction {
                self.report(found, Anomaly::LostUpdate, &[other, read], &[], || {
                    let (key, both) = (self.list.key, shown(read.elements));
                    let mine = self.list.appended[&read.transaction][0];
                    let others = self.list.appended[&other.transaction][0];
                    let (reader, other) =
                        (self.ledger.name(read.transaction), self.ledger.name(other.transaction));
                    format!("{other} and {reader} both read {key} as {both}, and then appended {others} and {mine}")
                });
            }
        }
    }

    fn report(
        &self,
        found: &mut Findings,
        anomaly: Anomaly,
        readers: &[&Read<'h, V>],
        writers: &[usize],
        say: impl FnOnce() -> String,
    ) {
        found.entry(anomaly).or_insert_with(|| {
            let readers = readers.iter().map(|read| read.transaction);
            let evidence =
                readers.chain(writers.iter().copied()).map(|it| self.ledger.evidence(it));
            Violation::new(anomaly.name(), say()).shown_by(evidence)
        });
    }
}

/// Transactions that don't see exactly what they have appended so far.
// Only their own elements are looked at. That two reads of one transaction differ is a cycle with whoever appended in
// between, and whether it is wrong depends on the level.
fn internal<K, V>(ledger: &Ledger<'_, K, V>, found: &mut Findings)
where
    K: Ord + Display,
    V: Ord + Display,
{
    for (index, transaction) in ledger.transactions.iter().enumerate() {
        if !matches!(transaction.outcome, Outcome::Ok(_)) {
            continue;
        }
        let mut appended: BTreeMap<&K, usize> = BTreeMap::new();
        for step in steps(transaction) {
            let (key, elements) = match step {
                Step::Append(key, _) => {
                    *appended.entry(key).or_default() += 1;
                    continue;
                }
                Step::Read(key, elements) => (key, elements),
            };
            let place = ledger.lists.binary_search_by(|list| list.key.cmp(key));
            let list = &ledger.lists[place.expect("each list that is read has its own entry")];
            let Some(mine) = list.appended.get(&index) else { continue };
            let expected = &mine[..appended.get(key).copied().unwrap_or(0)];
            let mut seen = BTreeSet::new();
            let own = elements.iter().filter(|it| list.is_by(it, index) && seen.insert(*it));
            if own.eq(expected.iter().copied()) {
                continue;
            }
            found.entry(Anomaly::Internal).or_insert_with(|| {
                let said = format!(
                    "{} read {key} as {}, but had appended {} to it until then",
                    ledger.name(index),
                    shown(elements),
                    shown(expected)
                );
                Violation::new(Anomaly::Internal.name(), said).shown_by([ledger.evidence(index)])
            });
        }
    }
}

/// A list in a sentence: the end of it, where it is long.
fn shown<V: Display>(elements: &[V]) -> String {
    let from = elements.len().saturating_sub(SHOWN_MAX);
    let before = if from > 0 { "..., " } else { "" };
    let words: Vec<_> = elements[from..].iter().map(ToString::to_string).collect();
    format!("[{before}{}]", words.join(", "))
}
