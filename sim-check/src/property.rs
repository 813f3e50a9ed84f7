//! The property: what should hold of each run of a protocol.

use sim_core::{Event, Protocol};

use crate::checker::{Checker, Conclusion, Seen};
use crate::verdict::{Verdict, Violation};

/// What should hold of each run of a protocol. It reads the events of a run in their order.
pub trait Property<P: Protocol> {
    /// Reads an event.
    ///
    /// # Errors
    /// What is wrong from here on, whatever comes.
    fn see(&mut self, event: &Event<'_, P>) -> Result<(), Box<Violation>>;

    /// The run is over. It is asked only if nothing was wrong before.
    fn conclude(&mut self, conclusion: &Conclusion) -> Verdict;

    /// A run breaks off: as [`Checker::break_off`].
    ///
    /// # Errors
    /// What is wrong whatever comes.
    fn break_off(&mut self) -> Result<(), Box<Violation>> {
        Ok(())
    }

    /// Forgets a run, keeping allocations.
    fn reset(&mut self);
}

/// A checker with what it reads from events: made by [`Checker::of_events`].
///
/// Where the checker and the closure can be cloned and sent to another thread, the property can.
#[derive(Clone, Debug)]
pub struct OfEvents<C, F> {
    checker: C,
    read: F,
}

impl<C, F> OfEvents<C, F> {
    pub(crate) const fn new(checker: C, read: F) -> Self {
        Self { checker, read }
    }

    /// The checker.
    pub const fn checker(&self) -> &C {
        &self.checker
    }
}

impl<P, C, F> Property<P> for OfEvents<C, F>
where
    P: Protocol,
    C: Checker,
    F: FnMut(&Event<'_, P>) -> Option<C::Item>,
{
    #[inline]
    fn see(&mut self, event: &Event<'_, P>) -> Result<(), Box<Violation>> {
        match (self.read)(event) {
            Some(item) => self.checker.see(Seen { event: event.id, time: event.time }, item),
            None => Ok(()),
        }
    }

    fn conclude(&mut self, conclusion: &Conclusion) -> Verdict {
        self.checker.conclude(conclusion)
    }

    fn break_off(&mut self) -> Result<(), Box<Violation>> {
        self.checker.break_off()
    }

    fn reset(&mut self) {
        self.checker.reset();
    }
}

/// A checker with what it reads from facts: made by [`Checker::of_facts`].
///
/// Where the checker and the closure can be cloned and sent to another thread, the property can.
#[derive(Clone, Debug)]
pub struct OfFacts<C, F> {
    checker: C,
    read: F,
}

impl<C, F> OfFacts<C, F> {
    pub(crate) const fn new(checker: C, read: F) -> Self {
        Self { checker, read }
    }

    /// The checker.
    pub const fn checker(&self) -> &C {
        &self.checker
    }
}

impl<P, C, F> Property<P> for OfFacts<C, F>
where
    P: Protocol,
    C: Checker,
    F: FnMut(&P::Fact) -> Option<C::Item>,
{
    #[inline]
    fn see(&mut self, event: &Event<'_, P>) -> Result<(), Box<Violation>> {
        match event.fact().and_then(&mut self.read) {
            Some(item) => self.checker.see(Seen { event: event.id, time: event.time }, item),
            None => Ok(()),
        }
    }

    fn conclude(&mut self, conclusion: &Conclusion) -> Verdict {
        self.checker.conclude(conclusion)
    }

    fn break_off(&mut self) -> Result<(), Box<Violation>> {
        self.checker.break_off()
    }

    fn reset(&mut self) {
        self.checker.reset();
    }
}
