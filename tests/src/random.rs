//! Random worlds: nodes, actors, a medium and faults, all made from a seed.
//!
//! All times are small whole numbers of nanoseconds, so that many things are due at once. No message carries an
//! id or a count over the whole world, so that contents can be compared between runs that differ elsewhere.

mod actor;
mod air;
mod plan;
mod play;
mod protocol;
mod temper;

pub use actor::Puppet;
pub use air::{Air, Gale};
pub use plan::{HORIZON, RandomWorld};
pub use play::{Life, Line, Run, assert_same, first_difference, follow, lines, play};
pub use protocol::{Fact, Message, Operation, Random, Timer};
pub use temper::{Dice, Temper};

/// A random world that has been built.
pub type Built = sim_core::World<Random, Air>;
