//! The fault families: each in a file of its own.

mod bit_rot;
mod clock;
mod corruption;
mod crash;
mod disk;
mod duplicates;
mod hold;
mod links;
mod loss;
mod partition;
mod pause;
mod points;
mod reorder;
mod rule;
mod slow_link;
mod slow_node;

use alloc::vec;
use alloc::vec::Vec;

use sim_core::{Duration, Fate, NodeId, Stream, Strike};

use crate::network::{Ailment, Reach, Touch};
use crate::selector::Selector;

pub use bit_rot::BitRot;
pub use clock::{ClockDrift, ClockJump};
pub use corruption::Corruption;
pub use crash::Crash;
pub use disk::DiskTrouble;
pub use duplicates::Duplicates;
pub use hold::Hold;
pub use links::Links;
pub use loss::Loss;
pub use partition::Partition;
pub use pause::Pause;
pub use points::Points;
pub use reorder::Reorder;
pub use rule::{Rule, RuleAction};
pub use slow_link::SlowLink;
pub use slow_node::SlowNode;

/// What goes wrong in an episode.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Family {
    /// Nodes are cut off from each other.
    Partition(Partition),
    /// Messages take longer.
    SlowLink(SlowLink),
    /// More messages are lost.
    Loss(Loss),
    /// More messages are duplicated.
    Duplicates(Duplicates),
    /// More messages fall behind.
    Reorder(Reorder),
    /// More messages are damaged.
    Corruption(Corruption),
    /// Messages are held back until the episode ends.
    Hold(Hold),
    /// Something happens to certain messages.
    Rule(Rule),
    /// Nodes crash; they come back when the episode ends, or not if it has no end.
    Crash(Crash),
    /// Nodes may crash at their fault points.
    Points(Points),
    /// Nodes stand still.
    Pause(Pause),
    /// Nodes take longer for everything.
    SlowNode(SlowNode),
    /// Clocks on the wall jump; they are right again when the episode ends.
    ClockJump(ClockJump),
    /// Clocks run fast or slow.
    ClockDrift(ClockDrift),
    /// Disks fail, lie, fill up or are slow.
    Disk(DiskTrouble),
    /// Bits on disks flip; that can't be healed.
    BitRot(BitRot),
}

impl Family {
    /// Its name, as labels and options have it.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Partition(_) => "partition",
            Self::SlowLink(_) => "slow-link",
            Self::Loss(_) => "loss",
            Self::Duplicates(_) => "duplicates",
            Self::Reorder(_) => "reorder",
            Self::Corruption(_) => "corruption",
            Self::Hold(_) => "hold",
            Self::Rule(_) => "rule",
            Self::Crash(_) => "crash",
            Self::Points(_) => "points",
            Self::Pause(_) => "pause",
            Self::SlowNode(_) => "slow-node",
            Self::ClockJump(_) => "clock-jump",
            Self::ClockDrift(_) => "clock-drift",
            Self::Disk(_) => "disk",
            Self::BitRot(_) => "bit-rot",
        }
    }

    /// Whether it can come and go while its episode lasts: whatever is done to the network, but for rules, and for what
    /// holds messages back, because those are let go when the episode ends.
    pub const fn can_flap(&self) -> bool {
        matches!(
            self,
            Self::Partition(_)
                | Self::SlowLink(_)
                | Self::Loss(_)
                | Self::Duplicates(_)
                | Self::Reorder(_)
                | Self::Corruption(_)
        )
    }

    /// Whether it can hit messages in flight: what cuts off or holds; all else that may become of a message is settled
    /// when it leaves.
    pub const fn hits_in_flight(&self) -> bool {
        matches!(self, Self::Partition(_) | Self::Hold(_))
    }

    /// Which messages it hits, if it says so.
    pub(crate) const fn links(&self) -> Option<&Links> {
        match self {
            Self::Partition(Partition::Cut(links)) => Some(links),
            Self::SlowLink(it) => Some(&it.links),
            Self::Loss(it) => Some(&it.links),
            Self::Duplicates(it) => Some(&it.links),
            Self::Reorder(it) => Some(&it.links),
            Self::Corruption(it) => Some(&it.links),
            Self::Hold(it) => Some(&it.links),
            Self::Partition(_)
            | Self::Rule(_)
            | Self::Crash(_)
            | Self::Points(_)
            | Self::Pause(_)
            | Self::SlowNode(_)
            | Self::ClockJump(_)
            | Self::ClockDrift(_)
            | Self::Disk(_)
            | Self::BitRot(_) => None,
        }
    }

    /// The selectors in it.
    pub(crate) fn selectors(&self) -> Vec<&Selector> {
        if let Self::Partition(Partition::Isolate(nodes)) = self {
            return vec![nodes];
        }
        if let Self::Partition(Partition::OneWay(from, to)) = self {
            return vec![from, to];
        }
        match self.aim() {
            Aim::Network(_) => self.links().map(Links::selectors).unwrap_or_default(),
            Aim::Nodes(fault) => vec![fault.nodes()],
        }
    }

    // What it does, in one of two ways.
    pub(crate) fn aim(&self) -> Aim<'_> {
        match self {
            Self::Partition(it) => Aim::Network(it),
            Self::SlowLink(it) => Aim::Network(it),
            Self::Loss(it) => Aim::Network(it),
            Self::Duplicates(it) => Aim::Network(it),
            Self::Reorder(it) => Aim::Network(it),
            Self::Corruption(it) => Aim::Network(it),
            Self::Hold(it) => Aim::Network(it),
            Self::Rule(it) => Aim::Network(it),
            Self::Crash(it) => Aim::Nodes(it),
            Self::Points(it) => Aim::Nodes(it),
            Self::Pause(it) => Aim::Nodes(it),
            Self::SlowNode(it) => Aim::Nodes(it),
            Self::ClockJump(it) => Aim::Nodes(it),
            Self::ClockDrift(it) => Aim::Nodes(it),
            Self::Disk(it) => Aim::Nodes(it),
            Self::BitRot(it) => Aim::Nodes(it),
        }
    }
}

impl From<Partition> for Family {
    fn from(fault: Partition) -> Self {
        Self::Partition(fault)
    }
}

impl From<SlowLink> for Family {
    fn from(fault: SlowLink) -> Self {
        Self::SlowLink(fault)
    }
}

impl From<Loss> for Family {
    fn from(fault: Loss) -> Self {
        Self::Loss(fault)
    }
}

impl From<Duplicates> for Family {
    fn from(fault: Duplicates) -> Self {
        Self::Duplicates(fault)
    }
}

impl From<Reorder> for Family {
    fn from(fault: Reorder) -> Self {
        Self::Reorder(fault)
    }
}

impl From<Corruption> for Family {
    fn from(fault: Corruption) -> Self {
        Self::Corruption(fault)
    }
}

impl From<Hold> for Family {
    fn from(fault: Hold) -> Self {
        Self::Hold(fault)
    }
}

impl From<Rule> for Family {
    fn from(fault: Rule) -> Self {
        Self::Rule(fault)
    }
}

impl From<Crash> for Family {
    fn from(fault: Crash) -> Self {
        Self::Crash(fault)
    }
}

impl From<Points> for Family {
    fn from(fault: Points) -> Self {
        Self::Points(fault)
    }
}

impl From<Pause> for Family {
    fn from(fault: Pause) -> Self {
        Self::Pause(fault)
    }
}

impl From<SlowNode> for Family {
    fn from(fault: SlowNode) -> Self {
        Self::SlowNode(fault)
    }
}

impl From<ClockJump> for Family {
    fn from(fault: ClockJump) -> Self {
        Self::ClockJump(fault)
    }
}

impl From<ClockDrift> for Family {
    fn from(fault: ClockDrift) -> Self {
        Self::ClockDrift(fault)
    }
}

impl From<DiskTrouble> for Family {
    fn from(fault: DiskTrouble) -> Self {
        Self::Disk(fault)
    }
}

impl From<BitRot> for Family {
    fn from(fault: BitRot) -> Self {
        Self::BitRot(fault)
    }
}

/// What a fault is aimed at.
pub(crate) enum Aim<'a> {
    /// At messages on their way.
    Network(&'a dyn NetworkFault),
    /// At nodes.
    Nodes(&'a dyn NodeFault),
}

/// A fault of the network: what it does to the messages within its reach while it is in force.
pub(crate) trait NetworkFault {
    /// In which way.
    fn touch(&self) -> Touch;

    /// Settles, at the strike, which messages it reaches.
    fn reach(&self, strike: &mut Strike<'_>) -> Reach;

    /// Adds to what chance does to a message. The episodes before have already done so.
    fn draw(&self, stream: &mut Stream, fate: &mut Fate) {
        let _ = (stream, fate);
    }

    /// How much drawing may add to a delay.
    fn delay_max(&self) -> Duration {
        Duration::ZERO
    }

    /// Whether the fate of a message shows what it does, whoever settled that fate. For the summary.
    fn shows(&self, fate: &Fate) -> bool {
        let _ = fate;
        false
    }

    /// How much longer than its base a message takes.
    fn slows(&self, base: Duration) -> Duration {
        let _ = base;
        Duration::ZERO
    }
}

/// A fault of nodes.
pub(crate) trait NodeFault {
    /// Which nodes.
    fn nodes(&self) -> &Selector;

    /// What it changes of a node: what is to be repaired at its end.
    fn ailment(&self) -> Ailment;

    /// Hits one node.
    fn hit(&self, node: NodeId, strike: &mut Strike<'_>);

    /// Whether a node that it hit may be down for good.
    fn lasting(&self) -> bool {
        false
    }
}
