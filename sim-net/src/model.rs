//! The fault model: what a scenario declares may go wrong, and how much at once.

use sim_core::Duration;

/// What may go wrong, and how much at once. By default nothing.
///
/// ```
/// use sim_core::seconds;
/// use sim_net::FaultModel;
///
/// // Five replicas that outlive two: messages get lost, one node never comes back, and up to two are away at once.
/// let model = FaultModel::new().lost().partitioned().crash_stop(1).crash_restart(2).majority();
/// assert!(model.lost && !model.duplicated);
/// assert_eq!((model.crash_stop, model.down), (1, 2));
///
/// assert_eq!(FaultModel::new(), FaultModel::default());
/// assert_eq!(FaultModel::everything().healed_by(seconds(10)).healed_by, Some(seconds(10)));
/// ```
///
/// # What `down` counts
///
/// A node is *down* from its crash until it comes back, and while it stands still in a pause; one that crashed for good
/// is down for the rest of the run. `down` bounds how many nodes are so in the same instant, each counted once, whatever
/// the reason. Nodes that are merely slow, cut off, or may crash at a fault point but didn't, aren't down; a plan,
/// however, is judged by the worst that it can do, and there each node that may crash at a point has crashed.
///
/// `crash_stop` bounds how many nodes crash for good in the whole run, and they count among those that are down. So
/// `crash_stop(1).crash_restart(2)` leaves room for one node in a crash or a pause after the other is gone for good.
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
    /// How many nodes may be down at once: crashed, for good or for a while, or standing still.
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

impl FaultModel {
    /// Nothing goes wrong.
    pub fn new() -> Self {
        Self::default()
    }

    /// Everything may go wrong, at any time, on any number of nodes, and need not be healed.
    pub const fn everything() -> Self {
        Self {
            lost: true,
            duplicated: true,
            reordered: true,
            corrupted: true,
            partitioned: true,
            crash_stop: u32::MAX,
            down: u32::MAX,
            crash_restart: true,
            amnesia: true,
            paused: true,
            clock_skew: true,
            failing_disk: true,
            lying_disk: true,
            majority: false,
            healed_by: None,
        }
    }

    /// Messages may be lost.
    pub fn lost(self) -> Self {
        Self { lost: true, ..self }
    }

    /// Messages may be duplicated.
    pub fn duplicated(self) -> Self {
        Self { duplicated: true, ..self }
    }

    /// Messages may fall behind later ones, and be as late as may be.
    pub fn reordered(self) -> Self {
        Self { reordered: true, ..self }
    }

    /// Messages may be damaged.
    pub fn corrupted(self) -> Self {
        Self { corrupted: true, ..self }
    }

    /// Nodes may be cut off from each other for a while.
    pub fn partitioned(self) -> Self {
        Self { partitioned: true, ..self }
    }

    /// So many nodes may crash for good; at least as many may be down at once.
    pub fn crash_stop(self, count: u32) -> Self {
        Self { crash_stop: count, down: self.down.max(count), ..self }
    }

    /// Nodes may crash and come back; at least so many may be down at once.
    pub fn crash_restart(self, down: u32) -> Self {
        Self { crash_restart: true, down: self.down.max(down), ..self }
    }

    /// A crash may wipe the disk.
    pub fn amnesia(self) -> Self {
        Self { amnesia: true, ..self }
    }

    /// Nodes may stand still, or be slow; at least one may be down at once.
    pub fn paused(self) -> Self {
        Self { paused: true, down: self.down.max(1), ..self }
    }

    /// Exactly so many nodes may be down at once, whatever was said before.
    pub fn down(self, count: u32) -> Self {
        Self { down: count, ..self }
    }

    /// Clocks may jump and drift.
    pub fn clock_skew(self) -> Self {
        Self { clock_skew: true, ..self }
    }

    /// Disks may fail, be full or slow, and tear what was not synced.
    pub fn failing_disk(self) -> Self {
        Self { failing_disk: true, ..self }
    }

    /// Disks may only say that they synced, and rot.
    pub fn lying_disk(self) -> Self {
        Self { lying_disk: true, ..self }
    }

    /// At any time a majority of all nodes is up and connected, each with each.
    pub fn majority(self) -> Self {
        Self { majority: true, ..self }
    }

    /// All must be healed at that time, but for nodes that crashed for good.
    pub fn healed_by(self, at: Duration) -> Self {
        Self { healed_by: Some(at), ..self }
    }
}
