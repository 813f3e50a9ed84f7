//! The view: what is known of a log when everything was said.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use sim_core::EventId;

use super::anomaly::{LogAnomaly, LogFinding};
use super::item::{LogStep, LogWord};
use crate::verdict::Evidence;

/// What a client asked for, and how it ended.
#[derive(Clone, Debug)]
pub(super) struct Transaction<K, V> {
    pub(super) process: u64,
    pub(super) fate: LogWord,
    pub(super) steps: Vec<LogStep<K, V>>,
    // Its last word, or if it has none its first.
    pub(super) event: EventId,
}

impl<K, V> Transaction<K, V> {
    pub(super) fn sends(&self) -> impl DoubleEndedIterator<Item = (&K, &V, Option<u64>)> {
        self.steps.iter().filter_map(|step| match step {
            LogStep::Send { key, value, offset } => Some((key, value, *offset)),
            LogStep::Poll { .. } | LogStep::Assign { .. } | LogStep::Rebalance => None,
        })
    }

    pub(super) fn polled(&self) -> impl Iterator<Item = (&K, u64, &V)> {
        self.steps
            .iter()
            .filter_map(|step| match step {
                LogStep::Poll { records } => Some(records),
                LogStep::Send { .. } | LogStep::Assign { .. } | LogStep::Rebalance => None,
            })
            .flatten()
            .flat_map(|(key, records)| records.iter().map(move |(offset, v)| (key, *offset, v)))
    }
}

/// What is known of a partition.
#[derive(Debug)]
pub(super) struct Partition<'a, V> {
    // What was seen at each offset, and who saw it first.
    pub(super) log: BTreeMap<u64, BTreeMap<&'a V, EventId>>,
    pub(super) offsets: BTreeMap<&'a V, BTreeMap<u64, EventId>>,
    // Who sent each value.
    pub(super) writers: BTreeMap<&'a V, usize>,
    // Who polled each value.
    pub(super) readers: BTreeMap<&'a V, Vec<usize>>,
    // The offsets at which something was seen, in order: a value's rank is its place among these.
    ranks: Vec<u64>,
    highest_polled: Option<(u64, EventId)>,
}

impl<V> Default for Partition<'_, V> {
    fn default() -> Self {
        Self {
            log: BTreeMap::new(),
            offsets: BTreeMap::new(),
            writers: BTreeMap::new(),
            readers: BTreeMap::new(),
            ranks: Vec::new(),
            highest_polled: None,
        }
    }
}

impl<V> Partition<'_, V> {
    /// How many known offsets lie before one that is known.
    pub(super) fn rank(&self, offset: u64) -> i64 {
        let rank = self.ranks.binary_search(&offset).unwrap_or_else(|rank| rank);
        i64::try_from(rank).expect("a list isn't that long")
    }
}

impl<'a, V: Ord> Partition<'a, V> {
    fn place(&mut self, value: &'a V, offset: u64, event: EventId) {
        self.log.entry(offset).or_default().entry(value).or_insert(event);
        self.offsets.entry(value).or_default().entry(offset).or_insert(event);
    }

    /// Where a value is: its first place, if it has several.
    pub(super) fn offset(&self, value: &V) -> Option<u64> {
        self.offsets.get(value)?.first_key_value().map(|(offset, _)| *offset)
    }
}

/// What is known of a log.
#[derive(Debug)]
pub(super) struct View<'a, K, V> {
    pub(super) transactions: &'a [Transaction<K, V>],
    pub(super) partitions: BTreeMap<&'a K, Partition<'a, V>>,
    // Of each transaction, whether it must have taken effect.
    pub(super) committed: Vec<bool>,
}

impl<'a, K: Ord + Clone + Debug, V: Ord + Clone + Debug> View<'a, K, V> {
    pub(super) fn new(transactions: &'a [Transaction<K, V>]) -> Self {
        let mut partitions: BTreeMap<&'a K, Partition<'a, V>> = BTreeMap::new();
        for (index, transaction) in transactions.iter().enumerate() {
            let event = transaction.event;
            for (key, value, offset) in transaction.sends() {
                let partition = partitions.entry(key).or_default();
                partition.writers.entry(value).or_insert(index);
                // What has failed is nowhere, whatever it was told first.
                if let Some(offset) = offset.filter(|_| transaction.fate != LogWord::Failed) {
                    partition.place(value, offset, event);
                }
            }
            for (key, offset, value) in transaction.polled() {
                let partition = partitions.entry(key).or_default();
                partition.place(value, offset, event);
                partition.readers.entry(value).or_default().push(index);
                if partition.highest_polled.is_none_or(|(highest, _)| highest < offset) {
                    partition.highest_polled = Some((offset, event));
                }
            }
        }
        for partition in partitions.values_mut() {
            partition.ranks = partition.log.keys().copied().collect();
        }
        let committed = vec![false; transactions.len()];
        let mut view = View { transactions, partitions, committed };
        view.committed = (0..transactions.len()).map(|index| view.is_committed(index)).collect();
        view
    }

    // An unknown transaction has taken effect if somebody else has seen something of it.
    fn is_committed(&self, index: usize) -> bool {
        let transaction = &self.transactions[index];
        let seen = |(key, value, _): (&K, &V, Option<u64>)| {
            let readers = self.partitions.get(key).and_then(|it| it.readers.get(value));
            readers.into_iter().flatten().any(|reader| *reader != index)
        };
        match transaction.fate {
            LogWord::Ok => true,
            LogWord::Failed => false,
            LogWord::Asked | LogWord::Unknown => transaction.sends().any(seen),
        }
    }

    /// Whether a value must be in the log: because it is committed, or because it was seen and nobody knows who sent it.
    pub(super) fn is_there(&self, partition: &Partition<'_, V>, value: &V) -> bool {
        match partition.writers.get(value) {
            Some(writer) => self.committed[*writer],
            None => partition.readers.contains_key(value),
        }
    }

    /// What a client that goes from one offset to a later one leaves out.
    pub(super) fn between(&self, partition: &Partition<'_, V>, from: u64, to: u64) -> Vec<V> {
        if to <= from + 1 {
            return Vec::new();
        }
        let values = partition.log.range(from + 1..to).flat_map(|(_, values)| values.keys());
        values.filter(|value| self.is_there(partition, value)).map(|it| (*it).clone()).collect()
    }

    /// Values that share an offset, and offsets that share a value.
    pub(super) fn ambiguities(&self, found: &mut Vec<LogFinding<K, V>>) {
        for (key, partition) in &self.partitions {
            for (offset, values) in partition.log.iter().filter(|(_, values)| values.len() > 1) {
                let names = values.keys().map(|value| (*value).clone()).collect();
                let evidence = values.iter().map(|(value, event)| (*event, format!("{value:?}")));
                found.push(LogFinding {
                    offsets: vec![*offset],
                    ..new(LogAnomaly::InconsistentOffsets, key, names, evidence)
                });
            }
            for (value, offsets) in partition.offsets.iter().filter(|(_, it)| it.len() > 1) {
                let evidence =
                    offsets.iter().map(|(offset, event)| (*event, format!("at {offset}")));
                found.push(LogFinding {
                    offsets: offsets.keys().copied().collect(),
                    ..new(LogAnomaly::Duplicate, key, vec![(*value).clone()], evidence)
                });
            }
        }
    }

    /// Values that are committed and that nobody has polled.
    pub(super) fn unpolled(&self, found: &mut Vec<LogFinding<K, V>>) {
        for (key, partition) in &self.partitions {
            let unpolled = partition.writers.iter().filter(|(value, writer)| {
                self.committed[**writer] && !partition.readers.contains_key(**value)
            });
            for (value, writer) in unpolled {
                let sent = (self.transactions[*writer].event, "sent".to_string());
                let value = vec![(*value).clone()];
                let offset = partition.offset(&value[0]);
                let overtaken = offset.zip(partition.highest_polled);
                found.push(match overtaken.filter(|(offset, (highest, _))| offset <= highest) {
                    Some((offset, (_, polled))) => LogFinding {
                        offsets: vec![offset],
                        ..new(
                            LogAnomaly::LostWrite,
                            key,
                            value,
                            [sent, (polled, "polled at or behind it".to_string())],
                        )
                    },
                    None => new(LogAnomaly::Unseen, key, value, [sent]),
                });
            }
        }
    }
}

pub(super) fn new<K: Clone + Debug, V: Debug>(
    anomaly: LogAnomaly,
    key: &K,
    values: Vec<V>,
    evidence: impl IntoIterator<Item = (EventId, String)>,
) -> LogFinding<K, V> {
    let evidence = evidence.into_iter().map(|(event, note)| Evidence::new(event, note));
    LogFinding::new(anomaly, Some(key.clone()), values).shown_by(evidence)
}

/// The keys that somebody keeps who asks for these.
pub(super) fn retain<K: Ord, T>(positions: &mut BTreeMap<&K, T>, keys: &[K]) {
    let keys: BTreeSet<&K> = keys.iter().collect();
    positions.retain(|key, _| keys.contains(*key));
}
