//! Polls: whether a consumer goes through a partition without a gap and without going back.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use sim_core::EventId;

use super::anomaly::{LogAnomaly, LogFinding};
use super::item::{LogStep, LogWord};
use super::view::{Partition, Transaction, View, new, retain};

// Where a consumer may stand in a partition: the offsets of what it may have got last, and from whom it is known. There
// are several if nobody knows whether some of its polls took effect.
type Positions<'a, K> = BTreeMap<&'a K, BTreeSet<(u64, EventId)>>;

impl<'a, K: Ord + Clone + Debug, V: Ord + Clone + Debug> View<'a, K, V> {
    /// Polls that skip something or go back.
    pub(super) fn polls(&self, found: &mut Vec<LogFinding<K, V>>) {
        let mut consumers: BTreeMap<u64, Positions<'a, K>> = BTreeMap::new();
        // What has failed leaves the positions where they were. What it read is in nobody's sequence.
        for transaction in self.transactions.iter().filter(|it| it.fate != LogWord::Failed) {
            self.transaction(transaction, consumers.entry(transaction.process).or_default(), found);
        }
    }

    fn transaction(
        &self,
        transaction: &'a Transaction<K, V>,
        positions: &mut Positions<'a, K>,
        found: &mut Vec<LogFinding<K, V>>,
    ) {
        let event = transaction.event;
        let mut last: BTreeMap<&'a K, u64> = BTreeMap::new();
        for step in &transaction.steps {
            match step {
                LogStep::Send { .. } => {}
                LogStep::Assign { keys } => {
                    retain(positions, keys);
                    retain(&mut last, keys);
                }
                LogStep::Rebalance => {
                    positions.clear();
                    last.clear();
                }
                LogStep::Poll { records } => {
                    for (key, records) in records {
                        for (offset, _) in records {
                            let partition = &self.partitions[key];
                            let wrong = match (last.insert(key, *offset), positions.get(key)) {
                                (Some(from), _) => {
                                    self.step(key, partition, (from, event), (*offset, event), true)
                                }
                                (None, Some(from)) => {
                                    // All that is possible must be wrong.
                                    let mut wrong = from.iter().map(|from| {
                                        self.step(key, partition, *from, (*offset, event), false)
                                    });
                                    let first = wrong.next().flatten();
                                    wrong.fold(first, Option::and)
                                }
                                (None, None) => None,
                            };
                            found.extend(wrong);
                        }
                    }
                }
            }
        }
        for (key, offset) in last {
            if transaction.fate == LogWord::Ok {
                positions.insert(key, BTreeSet::from([(offset, event)]));
            } else if let Some(positions) = positions.get_mut(key) {
                positions.insert((offset, event));
            }
            // Otherwise it may begin anywhere, as before.
        }
    }

    // What is wrong with going from one record to another.
    fn step(
        &self,
        key: &K,
        partition: &Partition<'_, V>,
        (from, seen): (u64, EventId),
        (to, event): (u64, EventId),
        internal: bool,
    ) -> Option<LogFinding<K, V>> {
        let delta = partition.rank(to) - partition.rank(from);
        let skipped = self.between(partition, from, to);
        let anomaly = match (delta, skipped.is_empty(), internal) {
            (..=0, _, false) => LogAnomaly::NonmonotonicPoll,
            (..=0, _, true) => LogAnomaly::InternalNonmonotonicPoll,
            (_, false, false) => LogAnomaly::PollSkip,
            (_, false, true) => LogAnomaly::InternalPollSkip,
            (_, true, _) => return None,
        };
        let at = |offset| partition.log.get(&offset).into_iter().flat_map(BTreeMap::keys).next();
        let values = [at(from), at(to)].into_iter().flatten().map(|it| (*it).clone()).collect();
        let evidence = [(seen, "polled".to_string()), (event, "polled next".to_string())];
        let evidence = evidence.into_iter().skip(usize::from(internal));
        Some(LogFinding { skipped, delta, ..new(anomaly, key, values, evidence) })
    }
}
