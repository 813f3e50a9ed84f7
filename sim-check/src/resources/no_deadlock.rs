//! No deadlock: nobody waits for room that will never be.

use std::collections::{BTreeMap, BTreeSet};

use sim_core::{ActorId, Event, EventId, NodeId, Protocol, What};

use crate::checker::Conclusion;
use crate::property::Property;
use crate::verdict::{Evidence, Verdict, Violation};

/// No actors wait for room in each other's mailboxes or streams in a circle, however many others go on; and when nothing is left
/// to happen nobody waits for room, unless some node stands still.
///
/// Who waits for room handles nothing, so what it waits for can't come about if that is to be done by itself: a circle is found as it
/// closes. An actor waits for one other, so a circle is all that there can be. Room in a stream may already be on its way to whoever
/// waits for it, which the world knows: it is the one that says that a circle is closed. What a protocol's own waits lead to,
/// for locks or answers, is for [`NoKnot`](crate::NoKnot). A run in which nobody waited is undecided.
///
/// Costs O(log waiting) for each actor that begins to wait, O(length of the circle). Keeps those that wait.
///
/// ```
/// use sim_check::{NoDeadlock, Property};
/// # use sim_core::Protocol;
/// # fn some<P: Protocol>() -> impl Property<P> {
/// let property = NoDeadlock::new();
/// # property
/// # }
/// ```
#[derive(Clone, Default, Debug)]
pub struct NoDeadlock {
    waiting: BTreeMap<ActorId, Wait>,
    still: BTreeSet<NodeId>,
    waited: bool,
}

#[derive(Clone, Copy, Debug)]
struct Wait {
    node: NodeId,
    on: ActorId,
    event: EventId,
}

impl NoDeadlock {
    /// Nobody waits yet.
    pub const fn new() -> Self {
        Self { waiting: BTreeMap::new(), still: BTreeSet::new(), waited: false }
    }

    // The waits that lead from an actor back to it.
    fn circle(&self, first: ActorId) -> Option<Vec<Wait>> {
        let mut circle = Vec::new();
        let mut actor = first;
        // Whoever waits is passed once at most.
        while circle.len() < self.waiting.len() {
            let wait = self.waiting.get(&actor)?;
            circle.push(*wait);
            actor = wait.on;
            if actor == first {
                return Some(circle);
            }
        }
        None
    }
}

impl<P: Protocol> Property<P> for NoDeadlock {
    fn see(&mut self, event: &Event<'_, P>) -> Result<(), Box<Violation>> {
        match (event.what, event.node(), event.actor()) {
            (What::Blocked { on }, Some(node), Some(actor)) => {
                self.waited = true;
                self.waiting.insert(actor, Wait { node, on, event: event.id });
            }
            (What::Deadlocked { .. }, _, Some(actor)) => {
                let Some(circle) = self.circle(actor) else { return Ok(()) };
                let said = match circle.len() {
                    1 => "an actor waits for room in its own mailbox".to_owned(),
                    count => format!("{count} actors wait for room at each other, in a circle"),
                };
                let evidence = circle.iter().map(|wait| Evidence::new(wait.event, "waits"));
                return Err(Violation::new("circle of waiting", said).shown_by(evidence).into());
            }
            (What::Unblocked | What::Exited { .. }, _, Some(actor)) => {
                self.waiting.remove(&actor);
            }
            (What::Crashed { .. }, Some(node), _) => {
                self.waiting.retain(|_, wait| wait.node != node);
                self.still.remove(&node);
            }
            (What::Paused, Some(node), _) => {
                self.still.insert(node);
            }
            (What::Resumed, Some(node), _) => {
                self.still.remove(&node);
            }
            _ => {}
        }
        Ok(())
    }

    fn conclude(&mut self, conclusion: &Conclusion) -> Verdict {
        let first = self.waiting.values().min_by_key(|wait| wait.event);
        if let Some(first) = first.filter(|_| conclusion.idle && self.still.is_empty()) {
            let said = "an actor waits for room for ever".to_owned();
            return Violation::new("blocked for ever", said)
                .shown_by([Evidence::new(first.event, "waits")])
                .into();
        }
        if self.waited {
            return Verdict::Passed;
        }
        Verdict::nothing_to_judge("nobody waited for room")
    }

    fn reset(&mut self) {
        self.waiting.clear();
        self.still.clear();
        self.waited = false;
    }
}
