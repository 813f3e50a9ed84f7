//! The fault model: what a scenario declares may go wrong, and how much at once.

use sim_core::Duration;

/// What may go wrong, and how much at once. By default nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fault that may happen or not")]
pub struct FaultModel {
    /// Messages may be lost.
    pub lost: bool,
    /// Messages may be duplicated.
    pub duplicated: bool,
    /// Messages may fall behind later ones, and be as late as may be.
    pub reordered: bool,
    /// Messages may be damaged.
    pub corrupted: bool,
    /// Nodes may be cut off from each other for a while.
    pub partitioned: bool,
    /// How many nodes may crash for good.
    pub crash_stop: u32,
    /// How many nodes may be down at once, those that crashed for good among them, or stand still.
    pub down: u32,
    /// Nodes may crash and come back.
    pub crash_restart: bool,
    /// A crash may wipe the disk.
    pub amnesia: bool,
    /// Nodes may stand still, or be slow.
    pub paused: bool,
    /// Clocks may jump and drift.
    pub clock_skew: bool,
    /// Disks may fail, be full or slow, and tear what was not synced.
    pub failing_disk: bool,
    /// Disks may only say that they synced, and rot.
    pub lying_disk: bool,
    /// At any time a majority of all nodes is up and connected, each with each.
    pub majority: bool,
    /// When all must be healed, but for nodes that crashed for good; without, whenever the plan ends.
    pub healed_by: Option<Duration>,
}
