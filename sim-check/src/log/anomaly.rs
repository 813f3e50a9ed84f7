//! What can be wrong with a log.

use std::fmt::Debug;

use crate::verdict::{Evidence, Violation};

/// What can be wrong with a log: the worst first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum LogAnomaly {
    /// Two values have the same offset.
    InconsistentOffsets,
    /// A committed value was never polled, though something at or behind its offset was.
    LostWrite,
    /// A value was polled whose send has failed for sure.
    AbortedRead,
    /// Transactions poll each other's values in a circle.
    CircularReads,
    /// A transaction polls what it has sent itself.
    PrecommittedRead,
    /// A value has several offsets.
    Duplicate,
    /// A consumer skips a committed value from one transaction to the next.
    PollSkip,
    /// A consumer skips a committed value inside a transaction.
    InternalPollSkip,
    /// A consumer goes back, or stays, from one transaction to the next.
    NonmonotonicPoll,
    /// A consumer goes back, or stays, inside a transaction.
    InternalNonmonotonicPoll,
    /// What a producer sends in a later transaction has an earlier offset.
    NonmonotonicSend,
    /// What a producer sends later in a transaction has an earlier offset.
    InternalNonmonotonicSend,
    /// Values of others stand between those that one transaction has sent.
    InternalSendSkip,
    /// A committed value was never polled.
    Unseen,
}

impl LogAnomaly {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::InconsistentOffsets => "inconsistent offsets",
            Self::LostWrite => "lost write",
            Self::AbortedRead => "aborted read",
            Self::CircularReads => "circular reads",
            Self::PrecommittedRead => "precommitted read",
            Self::Duplicate => "duplicate",
            Self::PollSkip => "poll skip",
            Self::InternalPollSkip => "internal poll skip",
            Self::NonmonotonicPoll => "nonmonotonic poll",
            Self::InternalNonmonotonicPoll => "internal nonmonotonic poll",
            Self::NonmonotonicSend => "nonmonotonic send",
            Self::InternalNonmonotonicSend => "internal nonmonotonic send",
            Self::InternalSendSkip => "internal send skip",
            Self::Unseen => "unseen",
        }
    }
}

/// Something that is wrong with a log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LogFinding<K, V> {
    /// Which kind of wrong.
    pub anomaly: LogAnomaly,
    /// In which partition, if it is one.
    pub key: Option<K>,
    /// The values that it is about. Of two that are in a wrong order, first the one that came first to the client.
    pub values: Vec<V>,
    /// The offsets that it is about: several of one value, or one of several.
    pub offsets: Vec<u64>,
    /// The values that were skipped.
    pub skipped: Vec<V>,
    /// How far the client went, counted in the offsets that are known to hold something.
    pub delta: i64,
    /// What shows it.
    pub evidence: Vec<Evidence>,
}

impl<K: Debug, V: Debug> LogFinding<K, V> {
    pub(super) fn new(anomaly: LogAnomaly, key: Option<K>, values: Vec<V>) -> Self {
        let (offsets, skipped, evidence) = (Vec::new(), Vec::new(), Vec::new());
        Self { anomaly, key, values, offsets, skipped, delta: 0, evidence }
    }

    pub(super) fn shown_by(mut self, evidence: impl IntoIterator<Item = Evidence>) -> Self {
        self.evidence.extend(evidence);
        self
    }

    pub(super) fn violation(&self) -> Violation {
        let Self { anomaly, key, values, offsets, skipped, delta, evidence } = self;
        let what = match anomaly {
            LogAnomaly::InconsistentOffsets => format!("{values:?} are at one offset, {offsets:?}"),
            LogAnomaly::LostWrite => {
                format!(
                    "{values:?} is committed at {offsets:?} and never polled, but later ones are"
                )
            }
            LogAnomaly::AbortedRead => format!("{values:?} is polled, but its send has failed"),
            LogAnomaly::CircularReads => {
                "transactions poll each other's values in a circle".to_string()
            }
            LogAnomaly::PrecommittedRead => format!("{values:?} is polled by who is sending it"),
            LogAnomaly::Duplicate => format!("{values:?} is at several offsets, {offsets:?}"),
            LogAnomaly::PollSkip | LogAnomaly::InternalPollSkip => {
                format!(
                    "{values:?} are polled one after the other, without {skipped:?} between them"
                )
            }
            LogAnomaly::NonmonotonicPoll | LogAnomaly::InternalNonmonotonicPoll => {
                format!("{values:?} are polled in this order, which is by {delta} in the log")
            }
            LogAnomaly::NonmonotonicSend | LogAnomaly::InternalNonmonotonicSend => {
                format!("{values:?} are sent in this order, which is by {delta} in the log")
            }
            LogAnomaly::InternalSendSkip => {
                format!("{values:?} are sent at once, but {skipped:?} stand between them")
            }
            LogAnomaly::Unseen => format!("{values:?} is committed and never polled"),
        };
        let place = key.as_ref().map_or_else(String::new, |key| format!("in {key:?}, "));
        Violation::new(anomaly.name(), place + &what).shown_by(evidence.iter().cloned())
    }
}
