//! What clients of a log say.

/// A word of a client of a log: what it asks for, or how that has ended.
///
/// An item is a transaction. Without transactions, an item is what is asked for at once: a batch of sends, a poll.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LogItem<K, V> {
    /// Whose word. A process asks for one thing at a time.
    pub process: u64,
    /// Which.
    pub word: LogWord,
    /// What it asks for, or what is known of that in the end. If nothing is known, none: then it is what was asked for.
    pub steps: Vec<LogStep<K, V>>,
}

/// Which word it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LogWord {
    /// It is asked for.
    Asked,
    /// It was done, and is committed.
    Ok,
    /// It certainly has no effect; what was polled was still seen, and the positions are those from before.
    Failed,
    /// Nobody knows: it may take effect at any later time, or never.
    Unknown,
}

/// A step of what a client of a log does. Values of the same key must differ.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LogStep<K, V> {
    /// It sends a value.
    Send {
        /// To which partition.
        key: K,
        /// What.
        value: V,
        /// At which offset it is, if the client was told.
        offset: Option<u64>,
    },
    /// It polls, and gets records of each partition, in this order; none when it is asked for.
    Poll {
        /// The records, with their offsets.
        records: Vec<(K, Vec<(u64, V)>)>,
    },
    /// It asks for exactly these partitions. Where it hasn't had one of them before, it may begin anywhere.
    Assign {
        /// Which.
        keys: Vec<K>,
    },
    /// It was given other partitions by the log, or the same ones anew: it may begin anywhere.
    Rebalance,
}
