//! The book: who wrote and who read what, in which session.

use std::collections::BTreeMap;
use std::fmt::Display;

use sim_core::EventId;

use super::access::{Access, Transaction};
use crate::history::Outcome;
use crate::verdict::{Doubt, Evidence, Violation};

/// A history, by transaction. Transactions are named by their place in the history; one more stands before all others, as
/// if it had written that there is nothing.
#[derive(Debug)]
pub(super) struct Book<'h, K, V> {
    pub(super) transactions: &'h [Transaction<K, V>],
    pub(super) keys: Vec<&'h K>,
    /// The registers that each transaction wrote, sorted.
    pub(super) writes: Vec<Vec<usize>>,
    /// What each transaction read from others, in its order.
    pub(super) reads: Vec<Vec<Read>>,
    /// The transactions that count, by session. One whose end is unknown has its own: nothing follows it.
    pub(super) sessions: Vec<Vec<usize>>,
    /// Which transaction comes right before another in its session.
    pub(super) steps: Vec<(usize, usize)>,
    /// The first read that is wrong on every level.
    pub(super) broken: Option<Violation>,
}

/// A register is read from a transaction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Read {
    pub(super) key: usize,
    pub(super) writer: usize,
}

/// Who wrote a value.
#[derive(Clone, Copy)]
struct Write {
    transaction: usize,
    /// How many values of that register the transaction had written before.
    rank: usize,
}

/// The values of one register.
type Values<'h, V> = BTreeMap<&'h V, Write>;

impl<'h, K: Ord + Display, V: Ord + Display> Book<'h, K, V> {
    /// The book of a history, in as many steps as it has accesses, times a logarithm.
    ///
    /// # Errors
    /// A value was written twice, or nothing was read.
    pub(super) fn new(transactions: &'h [Transaction<K, V>]) -> Result<Self, Doubt> {
        let all = || transactions.iter().flat_map(accesses).map(key);
        let places: BTreeMap<&K, usize> = all().map(|key| (key, 0)).collect();
        let keys: Vec<_> = places.into_keys().collect();
        let count = transactions.len();
        let mut book = Self {
            transactions,
            keys,
            writes: vec![Vec::new(); count + 1],
            reads: vec![Vec::new(); count],
            sessions: Vec::new(),
            steps: Vec::new(),
            broken: None,
        };
        let values = book.note_writes()?;
        let mut counted: Vec<bool> = transactions.iter().map(is_ok).collect();
        let mut silent = true;
        for index in (0..count).filter(|index| is_ok(&transactions[*index])) {
            silent &=
                !accesses(&transactions[index]).iter().any(|it| matches!(it, Access::Read(..)));
            book.note_reads(index, &values);
            for read in book.reads[index].iter().filter(|read| read.writer < count) {
                counted[read.writer] = true;
            }
        }
        if silent {
            return Err(Doubt::NothingToJudge(format!(
                "of {count} transactions none read anything and ended well"
            )));
        }
        book.note_sessions(&counted);
        Ok(book)
    }

    fn place(&self, key: &K) -> usize {
        self.keys.binary_search(&key).expect("all keys of the history were listed")
    }

    /// Who wrote which value, and which registers.
    fn note_writes(&mut self) -> Result<Vec<Values<'h, V>>, Doubt> {
        let mut values: Vec<Values<'h, V>> = vec![BTreeMap::new(); self.keys.len()];
        for (index, transaction) in self.transactions.iter().enumerate() {
            let mut ranks = BTreeMap::new();
            for access in accesses(transaction) {
                let Access::Write(key, value) = access else { continue };
                let place = self.place(key);
                let rank: &mut usize = ranks.entry(place).or_default();
                let write = Write { transaction: index, rank: *rank };
                *rank += 1;
                if let Some(first) = values[place].insert(value, write) {
                    return Err(Doubt::NothingToJudge(format!(
                        "T{} and T{} both write {value} to {key}: nobody can tell them apart",
                        first.transaction + 1,
                        index + 1
                    )));
                }
            }
            self.writes[index] = ranks.into_keys().collect();
        }
        Ok(values)
    }

    /// From whom a transaction read.
    fn note_reads(&mut self, index: usize, values: &[Values<'h, V>]) {
        let mut own: BTreeMap<&K, &V> = BTreeMap::new();
        for access in accesses(&self.transactions[index]) {
            let (key, value) = match access {
                Access::Write(key, value) => {
                    own.insert(key, value);
                    continue;
                }
                Access::Read(key, value) => (key, value.as_ref()),
            };
            let place = self.place(key);
            match self.source(index, (key, value), own.get(key).copied(), &values[place]) {
                Ok(Some(writer)) => self.reads[index].push(Read { key: place, writer }),
                Ok(None) => {}
                Err(violation) => self.broken = self.broken.take().or(Some(violation)),
            }
        }
    }

    /// From whom a value was read; from nobody else, if the reader had written it itself.
    fn source(
        &self,
        index: usize,
        (key, value): (&K, Option<&V>),
        own: Option<&V>,
        values: &Values<'h, V>,
    ) -> Result<Option<usize>, Violation> {
        let name = self.name(index);
        let shown = value.map_or_else(|| "nothing".to_owned(), ToString::to_string);
        let wrong = |anomaly, writer: Option<usize>, said: String| {
            let involved = [index].into_iter().chain(writer.filter(|it| *it != index));
            Violation::new(anomaly, said).shown_by(involved.map(|it| self.evidence(it)))
        };
        if let Some(own) = own {
            let said = || format!("{name} read {shown} from {key} after it had written {own}");
            return if value == Some(own) {
                Ok(None)
            } else {
                Err(wrong("own write unseen", None, said()))
            };
        }
        let Some(value) = value else { return Ok(Some(self.transactions.len())) };
        let Some(write) = values.get(value) else {
            let said = format!("{name} read {shown} from {key}, which nobody wrote");
            return Err(wrong("unwritten read", None, said));
        };
        let writer = self.name(write.transaction);
        let told = |what| format!("{name} read {shown} from {key}, which {writer} wrote{what}");
        let by = Some(write.transaction);
        let later =
            values.values().any(|it| it.transaction == write.transaction && it.rank > write.rank);
        if write.transaction == index {
            Err(wrong(
                "unwritten read",
                by,
                format!("{name} read {shown} from {key} before it wrote it"),
            ))
        } else if matches!(self.transactions[write.transaction].outcome, Outcome::Failed) {
            Err(wrong("aborted read", by, told(" and failed")))
        } else if later {
            Err(wrong("intermediate read", by, told(" and overwrote")))
        } else {
            Ok(by)
        }
    }

    fn note_sessions(&mut self, counted: &[bool]) {
        let mut open: BTreeMap<u64, usize> = BTreeMap::new();
        for (index, transaction) in self.transactions.iter().enumerate() {
            if !counted[index] {
                continue;
            }
            let session = open.get(&transaction.process).copied();
            if let Some(before) = session.and_then(|it| self.sessions[it].last()) {
                self.steps.push((*before, index));
            }
            let session = session.filter(|_| is_ok(transaction)).unwrap_or_else(|| {
                self.sessions.push(Vec::new());
                self.sessions.len() - 1
            });
            self.sessions[session].push(index);
            if is_ok(transaction) {
                open.insert(transaction.process, session);
            }
        }
    }
}

impl<K, V> Book<'_, K, V> {
    /// The one that stands before all others.
    pub(super) const fn first(&self) -> usize {
        self.transactions.len()
    }

    /// Whether a transaction wrote a register.
    pub(super) fn wrote(&self, transaction: usize, key: usize) -> bool {
        self.writes[transaction].binary_search(&key).is_ok()
    }

    fn event(&self, transaction: usize) -> EventId {
        let transaction = &self.transactions[transaction];
        transaction.returned.unwrap_or(transaction.invoked)
    }

    /// A transaction in a sentence: `T1 (#3)`.
    pub(super) fn name(&self, transaction: usize) -> String {
        if transaction == self.first() {
            return "the beginning".to_owned();
        }
        format!("T{} ({})", transaction + 1, self.event(transaction))
    }

    /// A transaction as evidence.
    pub(super) fn evidence(&self, transaction: usize) -> Evidence {
        let process = self.transactions[transaction].process;
        let note = format!("T{} of process {process}", transaction + 1);
        Evidence::new(self.event(transaction), note)
    }
}

/// The accesses of a transaction: as told if it ended well, else as asked for.
fn accesses<K, V>(transaction: &Transaction<K, V>) -> &[Access<K, V>] {
    match &transaction.outcome {
        Outcome::Ok(told) => told,
        Outcome::Failed | Outcome::Unknown => &transaction.input,
    }
}

const fn key<K, V>(access: &Access<K, V>) -> &K {
    match access {
        Access::Write(key, _) | Access::Read(key, _) => key,
    }
}

const fn is_ok<K, V>(transaction: &Transaction<K, V>) -> bool {
    matches!(transaction.outcome, Outcome::Ok(_))
}
