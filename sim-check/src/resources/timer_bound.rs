//! The timer bound: timers that nobody needs any more are cancelled.

use std::collections::BTreeMap;
use std::fmt;

use sim_core::{ActorId, Event, EventId, NodeId, Payload, Protocol, What};

use crate::checker::Conclusion;
use crate::property::Property;
use crate::verdict::{Evidence, Verdict, Violation};

/// No actor ever waits for more than so many timers at once.
///
/// An actor that sets a timer for each request, and doesn't cancel it when the answer comes, passes any bound. A run in which no
/// timer was set is undecided.
///
/// Costs O(timers of the actor) per event of a timer, O(actors) per crash. Keeps the timers that are set.
///
/// ```
/// use sim_check::{Property, TimerBound};
/// # use sim_core::Protocol;
/// # fn some<P: Protocol>() -> impl Property<P> {
/// let property = TimerBound::<P>::at_most(10);
/// # property
/// # }
/// ```
pub struct TimerBound<P: Protocol> {
    limit: usize,
    set: BTreeMap<ActorId, Timers<P>>,
    any: bool,
}

// The timers of an actor, which is on this node. Invariant: no two of them are equal.
struct Timers<P: Protocol> {
    node: NodeId,
    set: Vec<(P::Timer, EventId)>,
}

impl<P: Protocol> TimerBound<P> {
    /// At most so many.
    pub const fn at_most(limit: usize) -> Self {
        Self { limit, set: BTreeMap::new(), any: false }
    }

    fn arm(
        &mut self,
        node: NodeId,
        actor: ActorId,
        timer: &P::Timer,
        event: EventId,
    ) -> Result<(), Box<Violation>> {
        self.any = true;
        let timers = &mut self.set.entry(actor).or_insert(Timers { node, set: Vec::new() }).set;
        // A timer that is set anew is the same one.
        timers.retain(|(other, _)| other != timer);
        timers.push((timer.clone(), event));
        let (count, limit) = (timers.len(), self.limit);
        if count <= limit {
            return Ok(());
        }
        let said =
            format!("an actor waits for {count} timers at once, at most {limit} are allowed");
        let evidence = timers.iter().map(|(_, event)| Evidence::new(*event, "set"));
        Err(Violation::new("too many timers", said).shown_by(evidence).into())
    }
}

impl<P: Protocol> Property<P> for TimerBound<P> {
    fn see(&mut self, event: &Event<'_, P>) -> Result<(), Box<Violation>> {
        match (event.what, event.payload, event.node(), event.actor()) {
            (What::TimerSet { .. }, Payload::Timer(timer), Some(node), Some(actor)) => {
                return self.arm(node, actor, timer, event.id);
            }
            (What::TimerFired | What::TimerCancelled, Payload::Timer(timer), _, Some(actor)) => {
                if let Some(timers) = self.set.get_mut(&actor) {
                    timers.set.retain(|(other, _)| other != timer);
                }
            }
            (What::Exited { .. }, _, _, Some(actor)) => {
                self.set.remove(&actor);
            }
            (What::Crashed { .. }, _, Some(node), _) => self.set.retain(|_, it| it.node != node),
            _ => {}
        }
        Ok(())
    }

    fn conclude(&mut self, _: &Conclusion) -> Verdict {
        if self.any { Verdict::Passed } else { Verdict::nothing_to_judge("no timer was set") }
    }

    fn reset(&mut self) {
        self.set.clear();
        self.any = false;
    }
}

impl<P: Protocol> Clone for TimerBound<P> {
    fn clone(&self) -> Self {
        Self { limit: self.limit, set: self.set.clone(), any: self.any }
    }
}

impl<P: Protocol> Clone for Timers<P> {
    fn clone(&self) -> Self {
        Self { node: self.node, set: self.set.clone() }
    }
}

impl<P: Protocol> fmt::Debug for TimerBound<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TimerBound").field("limit", &self.limit).finish_non_exhaustive()
    }
}
