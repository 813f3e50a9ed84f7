//! The meter: reads the events of a run, and says what they come to.

use sim_core::{Event, Protocol};

use super::Figure;
use crate::checker::Conclusion;

/// Reads the events of a run in their order, and says in the end what they come to.
///
/// Whatever is wrong with a run is no matter here: one that was stopped by a violation has been measured up to there.
pub trait Meter<P: Protocol> {
    /// Reads an event.
    fn see(&mut self, event: &Event<'_, P>);

    /// The run is over: what was measured in it. It has to be of the same kind for each run.
    fn conclude(&mut self, conclusion: &Conclusion) -> Figure;

    /// Forgets a run, keeping allocations.
    fn reset(&mut self);
}
