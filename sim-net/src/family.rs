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
