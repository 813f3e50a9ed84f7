//! Random worlds: nodes, actors, a medium and faults, all made from a seed.
//!
//! A [`RandomWorld`] is surrounded by [`Air`], a medium that tries out what the kernel allows; a [`Storm`] stands on a
//! real network with a plan.
//!
//! In the air all times are small whole numbers of nanoseconds, so that many things are due at once. No message carries an
//! id or a count over the whole world, so that contents can be compared between runs that differ elsewhere.

mod actor;
mod air;
mod episode;
mod layout;
mod link;
mod plan;
mod play;
mod protocol;
mod storm;
mod temper;

pub use actor::Puppet;
pub use air::{Air, Gale};
pub use episode::{partition, wild_plan};
pub use layout::layout;
pub use link::{link, plain_link};
pub use plan::{HORIZON, RandomWorld};
pub use play::{Life, Line, Play, Run, assert_same, first_difference, follow, lines, play};
pub use protocol::{Fact, Message, Operation, Random, Timer};
pub use storm::{Afloat, HEAL, Storm};
pub use temper::{Dice, Temper};

/// A random world that has been built.
pub type Built = sim_core::World<Random, Air>;
