//! The isolation: how much of what came before a transaction must see.

/// What a store promises. Each level holds wherever a stronger one does.
///
/// An order of all transactions must exist that agrees with sessions and with who read from whom. In it, whoever wrote a
/// register that a transaction read from somebody else comes before that other one, if the transaction had *seen* it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Isolation {
    /// Seen is what the transaction had read from before.
    ReadCommitted,
    /// Seen is all that the transaction reads from, early or late, and what its session did before.
    ReadAtomic,
    /// Seen is also what those had seen, and so on.
    Causal,
}

impl Isolation {
    /// All, the weaker ones first.
    pub const ALL: [Self; 3] = [Self::ReadCommitted, Self::ReadAtomic, Self::Causal];

    /// What it is called when this level is the weakest that doesn't hold.
    pub(super) const fn anomaly(self) -> &'static str {
        match self {
            Self::ReadCommitted => "non-monotonic reads",
            Self::ReadAtomic => "fractured reads",
            Self::Causal => "causality violation",
        }
    }
}
