//! Planted bugs: small protocols with one mistake each, and what is known about it from outside of the tools.
//!
//! Each comes in two editions: with the mistake, and as it should be. What is needed for the mistake to show is argued in
//! the file of each, by hand.

pub mod answer_lost;
mod asked_twice;
mod bad_sector;
mod bits_in_flight;
mod burst;
mod copied;
mod early_renewal;
mod gap;
mod half_a_transfer;
mod half_a_write;
mod late_guest;
mod lying_disk;
pub mod needle;
mod never_again;
mod overtaken;
mod plain;
mod quick_clock;
mod rising;
mod slow_worker;
mod ties;
pub mod two_leaders;
mod unsynced;
mod victim;
mod wall_clock;
mod wrong_pause;

use std::ops::Range;

use sim_check::prelude::*;
use sim_check::{Broken, Replayed, Saved, replay};
use sim_core::Protocol;

pub use plain::{Message, Plain, Timer};
pub use rising::Rising;

/// One planted bug.
#[derive(Clone, Copy, Debug)]
pub struct Bug {
    /// The name of its scenario.
    pub name: &'static str,
    /// What has to go wrong for it to show.
    pub family: &'static str,
    /// The name of the failure.
    pub id: &'static str,
    /// Within how many seeds it is found.
    pub within: u64,
    /// How many things have to go wrong, or otherwise than calm.
    pub faults: usize,
    /// How many events have to do with it.
    pub events: u64,
    /// Makes its scenario.
    pub make: fn(Edition) -> Box<dyn Planted>,
}

/// With the mistake, or without.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Edition {
    /// As it is planted.
    Broken,
    /// As it should be.
    Correct,
}

/// A scenario of which one needn't know the protocol.
pub trait Planted {
    /// The first failure among these seeds, as it is.
    fn first(&self, seeds: Range<u64>) -> Report;

    /// The failure of one seed, made small.
    fn small(&self, seed: u64) -> Report;

    /// A saved failure, once more.
    ///
    /// # Errors
    /// The scenario can't run, or isn't that of the saved failure.
    fn replay(&self, saved: &Saved) -> Result<Replayed, Broken>;

    /// The steps that happen in the run of that seed, up to where it fails.
    fn steps(&self, saved: &Saved) -> sim_core::Schedule;
}

impl<P: Protocol> Planted for Scenario<P> {
    fn first(&self, seeds: Range<u64>) -> Report {
        check(self.clone()).seeds(seeds).shrink_runs(0).several(1).trust_determinism().report()
    }

    fn small(&self, seed: u64) -> Report {
        check(self.clone()).seed(seed).trust_determinism().report()
    }

    fn replay(&self, saved: &Saved) -> Result<Replayed, Broken> {
        replay(self, saved)
    }

    fn steps(&self, saved: &Saved) -> sim_core::Schedule {
        let mut world = self.world().expect("the scenario has run before");
        let fitted = saved.plan.fit(&world).expect("the plan was drawn for this scenario");
        world.reset(&Choices::forced(&saved.schedule).recording());
        fitted.apply(&mut world).expect("nothing has happened yet");
        world.run(Stop::after(seconds(2)));
        world.recorded_steps()
    }
}

/// What these protocols tell the judges.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fact {
    /// This is to be done.
    Ordered(u64),
    /// This was done.
    Done(u64),
    /// A number that may not fall.
    Number(u64),
}

impl Edition {
    pub(crate) fn is_correct(self) -> bool {
        self == Self::Correct
    }
}

impl Fact {
    // What was ordered and done, for judges of deliveries.
    pub(crate) fn delivery(&self) -> Option<Delivery<u64>> {
        match self {
            Self::Ordered(order) => Some(Delivery::Attempt(*order)),
            Self::Done(order) => Some(Delivery::Effect(*order)),
            Self::Number(_) => None,
        }
    }

    pub(crate) fn number(&self) -> Option<u64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Ordered(_) | Self::Done(_) => None,
        }
    }
}

// Each message takes one to two milliseconds, and none is lost.
pub(crate) fn wire() -> Link {
    Link::new(millis(1)).jitter(millis(1))
}

// Draws these faults within this model, and no others.
pub(crate) fn only(model: FaultModel, faults: &[&str]) -> Swarm {
    let absent = Swarm::FAULTS.into_iter().filter(|fault| !faults.contains(fault));
    absent.fold(Swarm::new(model), |swarm, fault| {
        swarm.without(fault).expect("it is the name of a fault")
    })
}

/// All of them.
pub const BUGS: [Bug; 22] = [
    answer_lost::BUG,
    never_again::BUG,
    copied::BUG,
    overtaken::BUG,
    late_guest::BUG,
    asked_twice::BUG,
    two_leaders::BUG,
    burst::BUG,
    gap::BUG,
    unsynced::BUG,
    half_a_transfer::BUG,
    wrong_pause::BUG,
    slow_worker::BUG,
    wall_clock::BUG,
    quick_clock::BUG,
    lying_disk::BUG,
    half_a_write::BUG,
    bad_sector::BUG,
    bits_in_flight::BUG,
    ties::BUG,
    early_renewal::BUG,
    victim::BUG,
];
