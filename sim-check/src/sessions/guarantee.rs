//! The guarantee: what a session sees of what it did before.

/// What a store promises to each session, one register at a time. Registers have an order of versions, in which:
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Guarantee {
    /// What a session reads isn't before what it had written.
    ReadYourWrites,
    /// What a session reads isn't before what it had read.
    MonotonicReads,
    /// What a session writes is after what it had read.
    WritesFollowReads,
    /// What a session writes is after what it had written.
    MonotonicWrites,
}

impl Guarantee {
    /// All. The first with which there is no order any more is the one that is broken.
    // A reader that sees two writes in the wrong order breaks the order of writes only if reads are monotonic: so those
    // that are about reads come first.
    pub const ALL: [Self; 4] = [
        Self::ReadYourWrites,
        Self::MonotonicReads,
        Self::WritesFollowReads,
        Self::MonotonicWrites,
    ];

    /// What it is called when this is broken.
    pub(super) const fn anomaly(self) -> &'static str {
        match self {
            Self::ReadYourWrites => "own write unseen",
            Self::MonotonicReads => "reads go back",
            Self::WritesFollowReads => "write before its cause",
            Self::MonotonicWrites => "writes out of order",
        }
    }

    /// What a session did first, and then.
    pub(super) const fn verbs(self) -> (&'static str, &'static str) {
        match self {
            Self::ReadYourWrites => ("wrote", "read"),
            Self::MonotonicReads => ("read", "read"),
            Self::WritesFollowReads => ("read", "wrote"),
            Self::MonotonicWrites => ("wrote", "wrote"),
        }
    }
}
