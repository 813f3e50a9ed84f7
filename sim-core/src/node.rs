//! Nodes: failure domains with a disk, clocks and a state that is dense to look at.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use crate::clock::Clock;
use crate::disk::{Disk, DiskFaults};
use crate::fault::Points;
use crate::id::ActorId;
use crate::queue::Handle;
use crate::ratio::Ratio;

/// Whether a node runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum NodeState {
    /// It runs.
    Up,
    /// It stands still and will go on.
    Paused,
    /// It has crashed.
    Down,
}

/// What a node is besides its state.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) incarnation: u32,
    // The restart that is to follow the last crash, if one is.
    pub(crate) restart: Option<Handle>,
    // Whether something was handed over in this incarnation that was to leave later.
    pub(crate) delays: bool,
    pub(crate) clock: Clock,
    pub(crate) disk: Disk,
    pub(crate) disk_faults: DiskFaults,
    pub(crate) points: Points,
    // Whatever takes time takes so many times longer.
    pub(crate) slowness: Ratio,
    pub(crate) declared: Vec<ActorId>,
    pub(crate) spawned: BTreeSet<ActorId>,
}

impl Node {
    pub(crate) fn new() -> Self {
        Self {
            incarnation: 0,
            restart: None,
            delays: false,
            clock: Clock::new(),
            disk: Disk::new(),
            disk_faults: DiskFaults::CALM,
            points: Points::CALM,
            slowness: Ratio::ONE,
            declared: Vec::new(),
            spawned: BTreeSet::new(),
        }
    }

    pub(crate) fn reset(&mut self) {
        self.incarnation = 0;
        self.restart = None;
        self.delays = false;
        self.clock.reset();
        self.disk.reset();
        self.disk_faults = DiskFaults::CALM;
        self.points = Points::CALM;
        self.slowness = Ratio::ONE;
        self.spawned.clear();
    }
}
