//! Ailments: what faults change of a node, and how that is repaired.

use sim_core::{DiskFaults, Fault, NodeId, Points, Ratio, Strike};

/// What a fault changes of a node.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Ailment {
    /// It is down.
    Down,
    /// It stands still.
    Still,
    /// It is slow.
    Slow,
    /// Its clocks are wrong.
    Clock,
    /// Its disk is not sound.
    Disk,
    /// It may crash at its fault points.
    Points,
    /// Bits on its disk have flipped.
    Rot,
}

impl Ailment {
    /// Whether a node has it wholly or not at all: then it stays as long as anything else gives it the same. Others are
    /// repaired, and what is left of them hits anew.
    pub(crate) const fn is_whole(self) -> bool {
        matches!(self, Self::Down | Self::Still)
    }

    /// Makes the node as it was.
    pub(crate) fn repair(self, node: NodeId, strike: &mut Strike<'_>) {
        strike.hit(match self {
            Self::Down => Fault::Restart(node),
            Self::Still => Fault::Resume(node),
            Self::Slow => Fault::Slow { node, factor: Ratio::ONE },
            Self::Clock => Fault::HealClock(node),
            Self::Disk => Fault::Disk { node, faults: DiskFaults::CALM },
            Self::Points => Fault::Points { node, points: Points::CALM },
            // A bit that has flipped stays so.
            Self::Rot => return,
        });
    }
}
