//! Schedules: what a run is made of, as a sparse list over a base world.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::choice::{Base, Choice};
use crate::key::{Key, Kind};
use crate::time::Time;

/// The choices that differ from a base world and, over the silent world, the steps that happen.
///
/// It is forced in two parts: the choices by [`World::reset`](crate::World::reset) with
/// [`Choices::forced`](crate::Choices::forced), the steps by [`World::follow`](crate::World::follow). Faults and operations
/// are planned in between, as for the run that was recorded: a schedule names them, it doesn't hold them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Schedule {
    /// What happens where nothing is listed.
    pub base: Base,
    /// Choices by site and key; their order says nothing.
    pub choices: Vec<Choice>,
    /// Steps in the order in which they happen; used over [`Base::Silent`] only.
    pub steps: Vec<Listed>,
}

impl Schedule {
    /// The empty schedule over a base world.
    pub const fn new(base: Base) -> Self {
        Self { base, choices: Vec::new(), steps: Vec::new() }
    }
}

/// A step that happens at a stated time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed {
    /// When.
    pub time: Time,
    /// Which of the enabled steps.
    pub step: StepName,
    /// The same in words, for people.
    pub label: String,
}

impl fmt::Display for Listed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:>12}  {:?} {}", self.time, self.step.class, self.label)
    }
}

/// What kind of step.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Class {
    /// A spawned actor starts.
    Start,
    /// A copy of a message reaches the receiver's node.
    Arrive,
    /// A message leaves whose sender asked for a delay, where the medium wants to know when.
    Depart,
    /// A timer is due.
    Timer,
    /// An actor that had to wait goes on: it takes the next thing from its backlog or ends a piece of work.
    Turn,
    /// A signal reaches its actor.
    Signal,
    /// A client calls.
    Operation,
    /// A fault strikes or is repaired.
    Fault,
}

/// The name of a step, with all that is needed to find it again after an edit.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct StepName {
    /// What kind of step.
    pub class: Class,
    /// Its key. For an arrival the key of the message: its copies are named by the order of their arrival.
    pub key: Key,
    /// The actor to which it happens, by the hash of its path; of a fault the hash of its label.
    pub actor: u64,
    /// Who sent it, by the hash of the path; 0 if nobody did.
    pub from: u64,
    /// The kind of the message, timer, operation or signal.
    pub kind: Kind,
    /// A hash of its `Debug` text.
    pub content: u64,
    /// How many messages of that kind had been sent on that link before.
    pub rank: u32,
}
