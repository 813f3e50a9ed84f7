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

    /// Forgets a run, keeping allocations.
    fn reset(&mut self);
}

/// A checker with what it reads: made by [`Checker::of_events`] and [`Checker::of_facts`].
#[derive(Clone, Debug)]
pub struct Reading<C, F> {
    checker: C,
    read: F,
}

impl<C, F> Reading<C, F> {
    pub(crate) const fn new(checker: C, read: F) -> Self {
        Self { checker, read }
    }

    /// The checker.
    pub const fn checker(&self) -> &C {
        &self.checker
    }
}

impl<P, C, F> Property<P> for Reading<C, F>
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

    fn reset(&mut self) {
        self.checker.reset();
    }
}
