//! The level: which anomalies a store promises to prevent.

use super::anomaly::{Anomaly, Shape, Ties};

/// What a store promises.
///
/// Each level forbids what the levels before it forbid, but for the ties: `StrongSession` adds the order of each process,
/// `Strong` and `Strict` real time. Without predicates, as here, repeatable read is the same as serializable.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Level {
    /// Writes of different transactions aren't mixed: no G0.
    ReadUncommitted,
    /// Only what was committed is read, and in its final state: no G1.
    ReadCommitted,
    /// The same, and each process sees its own transactions in their order.
    StrongSessionReadCommitted,
    /// What was read stays until it is written: no lost update.
    CursorStability,
    /// What is read together belongs together: no cycle with one read-write edge (Adya's PL-2+).
    ConsistentView,
    /// Reads see one moment, and of two concurrent writers of a list one fails: read-write edges of a cycle only in
    /// adjacent pairs.
    SnapshotIsolation,
    /// The same, and each process sees its own transactions in their order.
    StrongSessionSnapshotIsolation,
    /// The same, and the moment isn't earlier than the transaction.
    StrongSnapshotIsolation,
    /// All is as if one transaction had run after the other: no cycle.
    Serializable,
    /// The same, in the order of each process.
    StrongSessionSerializable,
    /// The same, in the order of real time.
    StrictSerializable,
}

impl Level {
    /// All levels, the weaker ones first.
    pub const ALL: [Self; 11] = [
        Self::ReadUncommitted,
        Self::ReadCommitted,
        Self::StrongSessionReadCommitted,
        Self::CursorStability,
        Self::ConsistentView,
        Self::SnapshotIsolation,
        Self::StrongSessionSnapshotIsolation,
        Self::StrongSnapshotIsolation,
        Self::Serializable,
        Self::StrongSessionSerializable,
        Self::StrictSerializable,
    ];

    /// Whether an anomaly breaks the promise.
    ///
    /// ```
    /// use sim_check::transactions::{Anomaly, Level, Shape, Ties};
    /// let write_skew = Anomaly::Cycle(Ties::Data, Shape::G2);
    /// assert!(!Level::SnapshotIsolation.forbids(write_skew));
    /// assert!(Level::Serializable.forbids(write_skew));
    /// ```
    pub fn forbids(self, anomaly: Anomaly) -> bool {
        match anomaly {
            // Nothing can be said of lists that aren't lists of what was appended, in one order.
            Anomaly::DuplicateElements
            | Anomaly::IncompatibleOrder
            | Anomaly::UnwrittenRead
            | Anomaly::Internal => true,
            Anomaly::AbortedRead | Anomaly::DirtyUpdate | Anomaly::IntermediateRead => {
                self >= Self::ReadCommitted
            }
            Anomaly::LostUpdate => self >= Self::CursorStability,
            Anomaly::Cycle(ties, shape) => ties <= self.ties() && shape <= self.shape(),
        }
    }

    /// The mildest kind of cycle that is forbidden: worse ones are too.
    pub(super) const fn shape(self) -> Shape {
        match self {
            Self::ReadUncommitted => Shape::G0,
            Self::ReadCommitted | Self::StrongSessionReadCommitted | Self::CursorStability => {
                Shape::G1c
            }
            Self::ConsistentView => Shape::GSingle,
            Self::SnapshotIsolation
            | Self::StrongSessionSnapshotIsolation
            | Self::StrongSnapshotIsolation => Shape::GNonadjacent,
            Self::Serializable | Self::StrongSessionSerializable | Self::StrictSerializable => {
                Shape::G2
            }
        }
    }

    /// What may not be contradicted besides the data.
    pub(super) const fn ties(self) -> Ties {
        match self {
            Self::ReadUncommitted
            | Self::ReadCommitted
            | Self::CursorStability
            | Self::ConsistentView
            | Self::SnapshotIsolation
            | Self::Serializable => Ties::Data,
            Self::StrongSessionReadCommitted
            | Self::StrongSessionSnapshotIsolation
            | Self::StrongSessionSerializable => Ties::Process,
            Self::StrongSnapshotIsolation | Self::StrictSerializable => Ties::Realtime,
        }
    }
}
