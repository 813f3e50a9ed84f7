//! Replication: what happens to the logs of nodes that follow a leader.

/// Something that happens to a node which keeps a log, under leaders that are elected for terms. Entries are counted
/// from 1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Replication<N, T, E> {
    /// A node begins to lead a term.
    Leads {
        /// Who.
        node: N,
        /// Which term.
        term: T,
    },
    /// A node puts an entry into its log. An entry of another term that stood there is gone, with all that followed it; one of
    /// the same term is replaced.
    Stores {
        /// Who.
        node: N,
        /// Where.
        index: u64,
        /// The term for which the entry was made.
        term: T,
        /// What.
        entry: E,
    },
    /// A node's log loses what stands there and all that follows: cut off by a leader, or lost in a crash.
    Truncates {
        /// Who.
        node: N,
        /// The first entry that is gone.
        from: u64,
    },
    /// A node has a snapshot instead of its first entries. What follows in its log stays if the last entry of the snapshot
    /// stands there, otherwise the whole log is gone.
    Compacts {
        /// Who.
        node: N,
        /// How many entries.
        through: u64,
        /// The term for which the last of them was made.
        term: T,
    },
    /// A node learns in a term that its log is committed so far.
    Commits {
        /// Who.
        node: N,
        /// The term in which it is: not that of the entry.
        term: T,
        /// The last committed entry.
        index: u64,
    },
    /// A node applies an entry to its state machine.
    Applies {
        /// Who.
        node: N,
        /// Which entry.
        index: u64,
        /// What.
        entry: E,
    },
}
