//! The weather: links, topologies and faults as data.
#![no_std]
extern crate alloc;

mod check;
mod family;
mod form;
mod layout;
mod link;
mod mistake;
mod model;
mod network;
mod plan;
mod ron;
mod selector;
mod suggest;
mod swarm;
mod topology;

pub use check::Problem;
pub use family::{
    BitRot, ClockDrift, ClockJump, Corruption, Crash, DiskTrouble, Duplicates, Family, Hold, Links,
    Loss, Partition, Pause, Points, Reorder, Rule, RuleAction, SlowLink, SlowNode,
};
pub use layout::{GraphLayout, Layout, Region, Road};
pub use link::{
    Bandwidth, Bursts, Duplication, EarlyDrop, Link, LinkError, LinkLoss, Order, Reordering,
};
pub use mistake::Mistake;
pub use model::FaultModel;
pub use network::{Clause, Fired, Glimpse, Network, StreamRules, Summary, Weather};
pub use plan::{ApplyError, End, Episode, FittedPlan, Flapping, Plan, Within};
pub use selector::Selector;
pub use swarm::{Swarm, UnknownFault};
pub use topology::{Direction, Edge, EdgeNumber, Hop, LayoutError, Topology, VertexKind, Way};
