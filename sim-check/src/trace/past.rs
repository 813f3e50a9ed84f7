//! The causal past of events.

use std::collections::BTreeSet;

use sim_core::EventId;

use super::Trace;

impl Trace {
    /// These events and all that led to them, in their order; the rest is counted in [`left_out`](Trace::left_out).
    ///
    /// What led to an event is its cause, and what led to that. A message that is handled was caused by its sending, and
    /// that by whatever the sender handled then; a timer that fires by its setting; an end of a call by what its client
    /// heard. That an actor had handled other things before, which may have changed its state, doesn't count: then
    /// nearly everything would lead to everything.
    pub fn past_of(&self, events: &[EventId]) -> Self {
        let past = self.past_positions(events);
        let mut left_out = *self.left_out();
        let mut kept = Vec::with_capacity(past.len());
        for (position, event) in self.events().iter().enumerate() {
            if past.contains(&position) {
                kept.push(event.clone());
            } else {
                left_out.count(&event.what);
            }
        }
        Self { nodes: self.nodes.clone(), actors: self.actors.clone(), events: kept, left_out }
    }

    pub(crate) fn past_positions(&self, events: &[EventId]) -> BTreeSet<usize> {
        let mut past = BTreeSet::new();
        let mut open: Vec<EventId> = events.to_vec();
        while let Some(id) = open.pop() {
            let Some(position) = self.position(id) else { continue };
            if past.insert(position) {
                open.extend(self.events()[position].cause);
            }
        }
        past
    }

    // The nearest event that counts and led to this one.
    pub(crate) fn visible_cause(
        &self,
        position: usize,
        counts: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let mut cause = self.events()[position].cause;
        while let Some(found) = self.position(cause?) {
            if counts(found) {
                return Some(found);
            }
            cause = self.events()[found].cause;
        }
        None
    }
}
