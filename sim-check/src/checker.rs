//! The checker: reads items of one kind, and says what is wrong with them.

use sim_core::{Event, EventId, Protocol, Time};

use crate::property::{OfEvents, OfFacts};
use crate::verdict::{Verdict, Violation};

/// Where an item stands in a run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Seen {
    /// The event that told it: what evidence points to.
    pub event: EventId,
    /// When.
    pub time: Time,
}

/// How a run ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Conclusion {
    /// When.
    pub time: Time,
    /// Whether nothing was left to happen. Otherwise what hasn't happened might still have.
    pub idle: bool,
}

/// Reads items of one kind in their order, and says as soon as it can what is wrong with them.
///
/// Each checker says in its documentation what it costs: per item, and at the end.
pub trait Checker {
    /// What it reads.
    type Item;

    /// Reads an item.
    ///
    /// # Errors
    /// What is wrong from here on, whatever comes.
    fn see(&mut self, seen: Seen, item: Self::Item) -> Result<(), Box<Violation>>;

    /// The run is over. It is asked only if nothing was wrong before.
    fn conclude(&mut self, conclusion: &Conclusion) -> Verdict;

    /// A run breaks off, and may be looked at again further on: what is wrong with all that was read, whatever comes.
    ///
    /// For what costs too much after each item. A checker that finds all there is as it reads has nothing to add.
    ///
    /// # Errors
    /// What is wrong whatever comes.
    fn break_off(&mut self) -> Result<(), Box<Violation>> {
        Ok(())
    }

    /// Forgets a run, keeping allocations.
    fn reset(&mut self);

    /// A property of a protocol whose events are such items, as the closure says.
    fn of_events<P, F>(self, read: F) -> OfEvents<Self, F>
    where
        Self: Sized,
        P: Protocol,
        F: FnMut(&Event<'_, P>) -> Option<Self::Item>,
    {
        OfEvents::new(self, read)
    }

    /// A property of each protocol with such facts, which are such items, as the closure says.
    fn of_facts<T, F>(self, read: F) -> OfFacts<Self, F>
    where
        Self: Sized,
        F: FnMut(&T) -> Option<Self::Item>,
    {
        OfFacts::new(self, read)
    }
}
