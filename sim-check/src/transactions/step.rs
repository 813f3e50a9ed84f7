//! The step: what a transaction asks for, and what it gets.

use crate::history::{Call, History, Operation};

/// A step of a transaction on lists.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Step<K, V> {
    /// Appends an element to a list. No element may be appended twice to a list.
    Append(K, V),
    /// Reads a list. What it read counts only where a transaction ended well; what stands in the call is ignored.
    Read(K, Vec<V>),
}

impl<K, V> Step<K, V> {
    /// Which list.
    pub const fn key(&self) -> &K {
        match self {
            Self::Append(key, _) | Self::Read(key, _) => key,
        }
    }
}

/// The transactions of all clients: each asks for steps, and is told them with what was read.
pub type Transactions<K, V> = History<Vec<Step<K, V>>, Vec<Step<K, V>>>;

/// One transaction.
pub type Transaction<K, V> = Operation<Vec<Step<K, V>>, Vec<Step<K, V>>>;

/// A word of a client, which is a process, about one of its transactions.
pub type Word<K, V> = (u64, Call<Vec<Step<K, V>>, Vec<Step<K, V>>>);
