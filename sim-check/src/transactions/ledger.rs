//! The ledger: for each list who appended what, who read what, and in which order elements came.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use sim_core::EventId;

use super::step::{Step, Transaction};
use crate::history::Outcome;
use crate::verdict::{Doubt, Evidence};

/// A history, by list. Transactions are named by their place in the history.
#[derive(Debug)]
pub(super) struct Ledger<'h, K, V> {
    pub(super) transactions: &'h [Transaction<K, V>],
    /// Whether a transaction is known to have taken effect: it ended well, or what it appended was read.
    pub(super) counted: Vec<bool>,
    /// In their order.
    pub(super) lists: Vec<List<'h, K, V>>,
}

/// What happened to one list.
#[derive(Debug)]
pub(super) struct List<'h, K, V> {
    pub(super) key: &'h K,
    /// Who appended an element, whatever became of it.
    pub(super) writes: BTreeMap<&'h V, Write>,
    /// What each transaction appended, in its order.
    pub(super) appended: BTreeMap<usize, Vec<&'h V>>,
    /// What was read by transactions that ended well.
    pub(super) reads: Vec<Read<'h, V>>,
    /// The longest list that was read: all others should be beginnings of it.
    pub(super) order: &'h [V],
    /// The elements of the order that count, each once.
    pub(super) versions: Vec<Version>,
    /// How many versions stand before each place of the order.
    before: Vec<usize>,
    /// What was certainly appended and stands in no list, by transaction: it came after the order.
    pub(super) unseen: Vec<(usize, &'h V)>,
}

/// Who appended an element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Write {
    pub(super) transaction: usize,
    /// How many elements that transaction had appended to the list before.
    pub(super) rank: usize,
}

/// A list as it was read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Read<'h, V> {
    pub(super) transaction: usize,
    pub(super) elements: &'h [V],
    /// Whether the transaction had not yet appended to the list.
    pub(super) untouched: bool,
}

/// An element that counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Version {
    pub(super) transaction: usize,
    /// Its place in the order.
    pub(super) place: usize,
}

impl<'h, K: Ord + Display, V: Ord + Display> Ledger<'h, K, V> {
    /// The ledger of a history, in as many steps as its lists have elements, times a logarithm for what was appended.
    ///
    /// # Errors
    /// An element was appended twice: nobody can say which of the two a list shows.
    pub(super) fn new(transactions: &'h [Transaction<K, V>]) -> Result<Self, Doubt> {
        let mut lists = BTreeMap::new();
        for (index, transaction) in transactions.iter().enumerate() {
            let ok = matches!(transaction.outcome, Outcome::Ok(_));
            for step in steps(transaction) {
                let key = step.key();
                let list: &mut List<'h, K, V> = lists.entry(key).or_insert_with(|| List::new(key));
                match step {
                    Step::Append(_, element) => list.append(index, element)?,
                    Step::Read(_, elements) if ok => {
                        let untouched = !list.appended.contains_key(&index);
                        list.reads.push(Read { transaction: index, elements, untouched });
                    }
                    Step::Read(..) => {}
                }
            }
        }
        let mut lists: Vec<_> = lists.into_values().collect();
        let counted = counted(transactions, &mut lists);
        for list in &mut lists {
            list.settle(&counted);
        }
        Ok(Self { transactions, counted, lists })
    }
}

impl<K, V> Ledger<'_, K, V> {
    /// Whether anything was read: otherwise nothing can be wrong.
    pub(super) fn is_silent(&self) -> bool {
        self.lists.iter().all(|list| list.reads.is_empty())
    }

    /// Whether a transaction certainly took no effect.
    pub(super) fn failed(&self, transaction: usize) -> bool {
        matches!(self.transactions[transaction].outcome, Outcome::Failed)
    }

    /// The event that shows a transaction: its end, where that says something.
    pub(super) fn event(&self, transaction: usize) -> EventId {
        let transaction = &self.transactions[transaction];
        transaction.returned.unwrap_or(transaction.invoked)
    }

    /// A transaction as evidence.
    pub(super) fn evidence(&self, transaction: usize) -> Evidence {
        let note = format!("T{} of process {}", transaction + 1, self.process(transaction));
        Evidence::new(self.event(transaction), note)
    }

    pub(super) fn process(&self, transaction: usize) -> u64 {
        self.transactions[transaction].process
    }

    /// A transaction in a sentence: `T1 (#3)`.
    pub(super) fn name(&self, transaction: usize) -> String {
        format!("T{} ({})", transaction + 1, self.event(transaction))
    }
}

impl<'h, K: Display, V: Ord + Display> List<'h, K, V> {
    const fn new(key: &'h K) -> Self {
        Self {
            key,
            writes: BTreeMap::new(),
            appended: BTreeMap::new(),
            reads: Vec::new(),
            order: &[],
            versions: Vec::new(),
            before: Vec::new(),
            unseen: Vec::new(),
        }
    }

    fn append(&mut self, transaction: usize, element: &'h V) -> Result<(), Doubt> {
        let mine = self.appended.entry(transaction).or_default();
        let write = Write { transaction, rank: mine.len() };
        mine.push(element);
        match self.writes.insert(element, write) {
            None => Ok(()),
            Some(first) => Err(Doubt::NothingToJudge(format!(
                "T{} and T{} both append {element} to {}: nobody can tell them apart",
                first.transaction + 1,
                transaction + 1,
                self.key
            ))),
        }
    }

    /// Finds versions and what was never seen, once it is known which transactions count.
    fn settle(&mut self, counted: &[bool]) {
        let mut shown = BTreeSet::new();
        for (place, element) in self.order.iter().enumerate() {
            self.before.push(self.versions.len());
            let write = self.writes.get(element);
            if let Some(Write { transaction, .. }) = write.filter(|it| counted[it.transaction])
                && shown.insert(element)
            {
                self.versions.push(Version { transaction: *transaction, place });
            }
        }
        self.before.push(self.versions.len());
        // What stands in a list that contradicts the order was seen, but nobody knows where it belongs.
        let strange = self.reads.iter().filter(|read| !self.order.starts_with(read.elements));
        shown.extend(strange.flat_map(|read| read.elements));
        for (transaction, elements) in &self.appended {
            if counted[*transaction]
                && let Some(element) = elements.iter().find(|it| !shown.contains(**it))
            {
                self.unseen.push((*transaction, *element));
            }
        }
    }
}

impl<'h, K, V: Ord> List<'h, K, V> {
    /// Whether a list is a beginning of the order.
    pub(super) fn agrees(&self, elements: &[V]) -> bool {
        self.order.starts_with(elements)
    }

    /// How many versions a beginning of the order holds.
    pub(super) fn version_count(&self, elements: &[V]) -> usize {
        self.before[elements.len()]
    }

    /// Whether a transaction appended an element.
    pub(super) fn is_by(&self, element: &V, transaction: usize) -> bool {
        self.writes.get(element).is_some_and(|write| write.transaction == transaction)
    }

    /// The last element of a list that somebody else had appended: what a transaction saw of others.
    pub(super) fn foreign(&self, read: &Read<'h, V>) -> Option<&'h V> {
        read.elements.iter().rev().find(|element| !self.is_by(element, read.transaction))
    }
}

/// The steps of a transaction: as told if it ended well, else as asked for.
pub(super) fn steps<K, V>(transaction: &Transaction<K, V>) -> &[Step<K, V>] {
    match &transaction.outcome {
        Outcome::Ok(told) => told,
        Outcome::Failed | Outcome::Unknown => &transaction.input,
    }
}

/// Finds the order of each list, and which transactions took effect.
fn counted<K, V: Ord>(
    transactions: &[Transaction<K, V>],
    lists: &mut [List<'_, K, V>],
) -> Vec<bool> {
    let ok = |it: &Transaction<K, V>| matches!(it.outcome, Outcome::Ok(_));
    let mut counted: Vec<bool> = transactions.iter().map(ok).collect();
    for list in lists {
        // Of several longest lists the first, so that sentences tell of the first reader.
        for read in &list.reads {
            if read.elements.len() > list.order.len() {
                list.order = read.elements;
            }
        }
        let strange = list.reads.iter().filter(|read| !list.order.starts_with(read.elements));
        for element in strange.flat_map(|read| read.elements).chain(list.order) {
            if let Some(Write { transaction, .. }) = list.writes.get(element)
                && matches!(transactions[*transaction].outcome, Outcome::Unknown)
            {
                counted[*transaction] = true;
            }
        }
    }
    counted
}
