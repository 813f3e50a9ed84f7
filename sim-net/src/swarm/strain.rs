//! The strain: one sort of trouble that a swarm has or hasn't.

use crate::family::Family;
use crate::model::FaultModel;
use crate::plan::Episode;

/// One sort of trouble. There is one per family, and one more for crashes without return.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Strain {
    Partition,
    SlowLink,
    Loss,
    Duplicates,
    Reorder,
    Corruption,
    Hold,
    Rule,
    Crash,
    CrashStop,
    Points,
    Pause,
    SlowNode,
    ClockJump,
    ClockDrift,
    Disk,
    BitRot,
}

impl Strain {
    pub(super) const COUNT: usize = 17;

    pub(super) const ALL: [Self; Self::COUNT] = [
        Self::Partition,
        Self::SlowLink,
        Self::Loss,
        Self::Duplicates,
        Self::Reorder,
        Self::Corruption,
        Self::Hold,
        Self::Rule,
        Self::Crash,
        Self::CrashStop,
        Self::Points,
        Self::Pause,
        Self::SlowNode,
        Self::ClockJump,
        Self::ClockDrift,
        Self::Disk,
        Self::BitRot,
    ];

    pub(super) const NAMES: [&'static str; Self::COUNT] = {
        let mut names = [""; Self::COUNT];
        let mut rank = 0;
        while rank < Self::COUNT {
            names[rank] = Self::ALL[rank].name();
            rank += 1;
        }
        names
    };

    /// Its name: that of its family, but for crashes without return.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Partition => "partition",
            Self::SlowLink => "slow-link",
            Self::Loss => "loss",
            Self::Duplicates => "duplicates",
            Self::Reorder => "reorder",
            Self::Corruption => "corruption",
            Self::Hold => "hold",
            Self::Rule => "rule",
            Self::Crash => "crash",
            Self::CrashStop => "crash-stop",
            Self::Points => "points",
            Self::Pause => "pause",
            Self::SlowNode => "slow-node",
            Self::ClockJump => "clock-jump",
            Self::ClockDrift => "clock-drift",
            Self::Disk => "disk",
            Self::BitRot => "bit-rot",
        }
    }

    /// The strain of an episode.
    pub(super) fn of(episode: &Episode) -> Self {
        match &episode.fault {
            Family::Partition(_) => Self::Partition,
            Family::SlowLink(_) => Self::SlowLink,
            Family::Loss(_) => Self::Loss,
            Family::Duplicates(_) => Self::Duplicates,
            Family::Reorder(_) => Self::Reorder,
            Family::Corruption(_) => Self::Corruption,
            Family::Hold(_) => Self::Hold,
            Family::Rule(_) => Self::Rule,
            Family::Crash(_) if episode.end.is_none() => Self::CrashStop,
            Family::Crash(_) => Self::Crash,
            Family::Points(_) => Self::Points,
            Family::Pause(_) => Self::Pause,
            Family::SlowNode(_) => Self::SlowNode,
            Family::ClockJump(_) => Self::ClockJump,
            Family::ClockDrift(_) => Self::ClockDrift,
            Family::Disk(_) => Self::Disk,
            Family::BitRot(_) => Self::BitRot,
        }
    }

    /// Whether it is a state of things rather than an event: there is one such episode, and it may last all the time.
    pub(super) const fn is_weather(self) -> bool {
        match self {
            Self::SlowLink
            | Self::Loss
            | Self::Duplicates
            | Self::Reorder
            | Self::Corruption
            | Self::Points
            | Self::SlowNode
            | Self::ClockDrift
            | Self::Disk => true,
            Self::Partition
            | Self::Hold
            | Self::Rule
            | Self::Crash
            | Self::CrashStop
            | Self::Pause
            | Self::ClockJump
            | Self::BitRot => false,
        }
    }

    /// Whether a plan in that model, for so many nodes, may have such an episode.
    ///
    /// Whether there is room for one more beside others is for [`Plan::problems`](crate::Plan::problems) to say.
    pub(super) fn is_possible(self, model: &FaultModel, nodes: usize) -> bool {
        let can_be_down = spare(model, nodes) > 0;
        // A majority of one or two is all of them.
        let can_be_cut = if model.majority { nodes > 2 } else { nodes > 1 };
        let has_network = nodes > 1;
        match self {
            Self::Partition => model.partitioned && can_be_cut,
            Self::Loss => model.lost && has_network,
            Self::Duplicates => model.duplicated && has_network,
            Self::SlowLink | Self::Reorder | Self::Hold => model.reordered && has_network,
            Self::Corruption => model.corrupted && has_network,
            Self::Rule => {
                let FaultModel { lost, duplicated, reordered, corrupted, .. } = *model;
                (lost || duplicated || reordered || corrupted) && has_network
            }
            Self::Crash => model.crash_restart && can_be_down,
            Self::CrashStop => model.crash_stop > 0 && can_be_down,
            Self::Points => (model.crash_restart || model.crash_stop > 0) && can_be_down,
            Self::Pause => model.paused && can_be_down,
            Self::SlowNode => model.paused && nodes > 0,
            Self::ClockJump | Self::ClockDrift => model.clock_skew && nodes > 0,
            Self::Disk => (model.failing_disk || model.lying_disk) && nodes > 0,
            Self::BitRot => model.lying_disk && nodes > 0,
        }
    }
}

/// How many nodes may be down at once.
pub(super) fn spare(model: &FaultModel, nodes: usize) -> usize {
    let down = usize::try_from(model.down).unwrap_or(usize::MAX).min(nodes);
    if model.majority { down.min(nodes.saturating_sub(1) / 2) } else { down }
}
