//! The weather: a network between the nodes of a world, and faults that are data.
//!
//! A [`Network`] is the medium of a world: [links](Link) in some [layout](Layout), which delay, lose, duplicate and
//! reorder, queue and damage. A [`Plan`] says what goes wrong when: partitions and slow links, crashes and pauses, wrong
//! clocks and lying disks. It is written in RON or in code, checked with every mistake underlined, applied to a run, and
//! each fault that strikes is an event of that run. A [`Swarm`] draws plans from seeds, within a [`FaultModel`].
//!
//! ```
//! use sim_core::prelude::*;
//! use sim_net::{Link, Network, Plan};
//!
//! # struct Words;
//! # impl Protocol for Words {
//! #     type Message = &'static str;
//! #     type Fact = ();
//! #     type Timer = ();
//! #     type Operation = ();
//! #     type Outcome = ();
//! #     type View = ();
//! # }
//! # struct Greeter;
//! # impl Actor<Words> for Greeter {
//! #     fn on_start(&mut self, ctx: &mut Context<'_, Words>) {
//! #         let right = ctx.directory()["right"];
//! #         if ctx.me() != right { ctx.send(right, "hello"); }
//! #     }
//! #     fn on_message(&mut self, _: ActorId, _: &'static str, _: &mut Context<'_, Words>) {}
//! # }
//! let mut world = Setup::<Words, _>::new(Network::mesh(Link::new(millis(5))))
//!     .node("left", |_| Greeter)
//!     .node("right", |_| Greeter)
//!     .build()?;
//! world.keep(Recording::All);
//!
//! let text = r#"(episodes: [(at: "1ms", lasts: "2ms", fault: Partition(Isolate("left")))])"#;
//! Plan::read("a.ron", text)?.apply(&mut world)?;
//! world.run(Stop::idle());
//!
//! // The partition was over when the message would have arrived, but it was in its way.
//! let told = Narrator::text(world.directory(), world.record());
//! assert!(told.contains("left -x right  \"hello\"  cut off"), "{told}");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Map
//!
//! * What lies between nodes: [`Network`], [`Layout`], [`Link`], [`Topology`], [`StreamRules`].
//! * What goes wrong: [`Plan`], [`Episode`], [`Family`], [`Links`], [`Selector`]; [`Clause`] for what can't be data.
//! * What may go wrong: [`FaultModel`], [`Plan::problems`], [`Swarm`].
//! * What was read, what happened: [`Mistake`], [`Summary`]; [`notation`] for files of other things.
//!
//! `docs/weather.md` shows how to describe a network and how to write a plan, `docs/plan-grammar.md` has every field.
//!
//! Deliberately absent: sockets, threads, files, floats in what decides. The crate is `no_std`.
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
pub use form::notation;
pub use layout::{GraphLayout, Layout, Region, Road};
pub use link::{
    Bandwidth, Bursts, Duplication, EarlyDrop, Link, LinkError, LinkLoss, Order, Reordering,
};
pub use mistake::Mistake;
pub use model::FaultModel;
pub use network::{Clause, Fired, Glimpse, Network, StreamRules, Summary, Weather};
pub use plan::{ApplyError, End, Episode, FittedPlan, Flapping, Plan, Within};
pub use selector::Selector;
pub use suggest::nearest;
pub use swarm::{Swarm, UnknownFault};
pub use topology::{Direction, Edge, EdgeNumber, Hop, LayoutError, Topology, VertexKind, Way};

// The listings of the guide are compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../docs/weather.md")]
struct Guide;
