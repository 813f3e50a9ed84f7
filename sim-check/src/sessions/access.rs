//! The access: what a transaction does to a register.

use crate::history::{Call, History, Operation};

/// A step of a transaction on registers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Access<K, V> {
    /// Writes a value, which nobody may write twice to one register.
    Write(K, V),
    /// Reads a value: none, if nothing had been written. What it read counts only where a transaction ended well.
    Read(K, Option<V>),
}

/// The transactions of all clients: each process is a session.
pub type Sessions<K, V> = History<Vec<Access<K, V>>, Vec<Access<K, V>>>;

/// One transaction.
pub type Transaction<K, V> = Operation<Vec<Access<K, V>>, Vec<Access<K, V>>>;

/// A word of a client, which is a process, about one of its transactions.
pub type Word<K, V> = (u64, Call<Vec<Access<K, V>>, Vec<Access<K, V>>>);
