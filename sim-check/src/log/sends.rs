//! Sends: whether what a producer sends is in the log in its order.

use std::collections::BTreeMap;
use std::fmt::Debug;

use super::anomaly::{LogAnomaly, LogFinding};
use super::item::LogWord;
use super::view::{View, new};

impl<K: Ord + Clone + Debug, V: Ord + Clone + Debug> View<'_, K, V> {
    /// Sends that are in the log in another order.
    pub(super) fn sends(&self, found: &mut Vec<LogFinding<K, V>>) {
        // Of each process and partition, what was sent last for sure. What is unknown binds nothing that comes later: it
        // may have taken effect after that.
        let mut last: BTreeMap<(u64, &K), (&V, u64, usize)> = BTreeMap::new();
        for (index, transaction) in self.transactions.iter().enumerate() {
            if transaction.fate == LogWord::Failed {
                continue;
            }
            let mut before: BTreeMap<&K, (&V, u64)> = BTreeMap::new();
            for (key, value, offset) in transaction.sends() {
                let partition = &self.partitions[key];
                let Some(offset) = offset.or_else(|| partition.offset(value)) else { continue };
                let step = |from: u64| partition.rank(offset) - partition.rank(from);
                let event = transaction.event;
                if let Some((earlier, from)) = before.insert(key, (value, offset)) {
                    let values = vec![earlier.clone(), value.clone()];
                    let delta = step(from);
                    let skipped = self.between(partition, from, offset);
                    let anomaly = match (delta, skipped.is_empty()) {
                        (..=0, _) => LogAnomaly::InternalNonmonotonicSend,
                        (_, false) => LogAnomaly::InternalSendSkip,
                        (_, true) => continue,
                    };
                    let evidence = [(event, "sent".to_string())];
                    found.push(LogFinding {
                        skipped,
                        delta,
                        ..new(anomaly, key, values, evidence)
                    });
                } else if let Some((earlier, from, writer)) =
                    last.get(&(transaction.process, key)).filter(|(_, from, _)| step(*from) <= 0)
                {
                    let values = vec![(*earlier).clone(), value.clone()];
                    let sent = self.transactions[*writer].event;
                    let evidence = [(sent, "sent".to_string()), (event, "sent later".to_string())];
                    found.push(LogFinding {
                        delta: step(*from),
                        ..new(LogAnomaly::NonmonotonicSend, key, values, evidence)
                    });
                }
            }
            if transaction.fate == LogWord::Ok {
                let process = transaction.process;
                let ends = before
                    .into_iter()
                    .map(|(key, (value, offset))| ((process, key), (value, offset, index)));
                last.extend(ends);
            }
        }
    }
}
