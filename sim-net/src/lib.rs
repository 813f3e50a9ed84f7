//! The weather: links, topologies and faults as data.
#![no_std]
extern crate alloc;

mod check;
mod family;
mod layout;
mod link;
mod model;
mod plan;
mod selector;
mod suggest;
mod swarm;

pub use check::Problem;
pub use family::{
    BitRot, ClockDrift, ClockJump, Corruption, Crash, DiskTrouble, Duplicates, Family, Hold, Links,
    Loss, Partition, Pause, Points, Reorder, Rule, RuleAction, SlowLink, SlowNode,
};
pub use layout::{Layout, Region, Road};
pub use link::{Bandwidth, Bursts, Duplication, EarlyDrop, Link, LinkLoss, Order, Reordering};
pub use model::FaultModel;
pub use plan::{End, Episode, Flapping, Plan, Within};
pub use selector::Selector;
pub use swarm::{Swarm, UnknownFault};
