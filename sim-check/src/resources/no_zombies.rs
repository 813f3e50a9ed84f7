//! No zombies: whoever is fed handles something.

use std::collections::{BTreeMap, BTreeSet};

use sim_core::{ActorId, DropCause, Duration, Event, EventId, NodeId, Protocol, Time, What};

use crate::checker::Conclusion;
use crate::property::Property;
use crate::verdict::{Evidence, Verdict, Violation};

/// No messages go on coming to an actor that handles none, nor to one that isn't there any more.
///
/// An actor is a zombie if a message comes to it when an earlier one has been there for more than the time, and it has
/// handled none since. That is so whether the mailbox keeps what comes, drops it or sends it away: so this finds what
/// [`NoStarvation`](crate::NoStarvation) can't, where a full mailbox drops its oldest. Who is slow is no zombie. One that has
/// ended is fed after its end if messages go to it for longer than the time; those that were on their way don't.
///
/// While a node stands still its actors are fed for nothing; their time begins anew when it goes on. A crash is an end of all
/// that. A run in which no message came to anybody is undecided.
///
/// Costs O(log actors that are fed) per message, O(those) when a node goes on or crashes. Keeps those that are fed.
///
/// ```
/// use sim_check::{NoZombies, Property};
/// use sim_core::seconds;
/// # use sim_core::Protocol;
/// # fn some<P: Protocol>() -> impl Property<P> {
/// // Longer than any actor works on one message.
/// let property = NoZombies::within(seconds(10));
/// # property
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct NoZombies {
    within: Duration,
    // Invariant: those to whom a message has come since they last handled one.
    fed: BTreeMap<ActorId, Fed>,
    still: BTreeSet<NodeId>,
    any: bool,
}

#[derive(Clone, Copy, Debug)]
struct Fed {
    node: NodeId,
    since: Time,
    first: EventId,
    gone: bool,
}

impl NoZombies {
    /// Whoever is fed handles something at most that much later, in global time.
    pub const fn within(within: Duration) -> Self {
        Self { within, fed: BTreeMap::new(), still: BTreeSet::new(), any: false }
    }

    fn feed(
        &mut self,
        actor: ActorId,
        node: NodeId,
        gone: bool,
        (now, event): (Time, EventId),
    ) -> Result<(), Box<Violation>> {
        self.any = true;
        let fed = self.fed.entry(actor).or_insert(Fed { node, since: now, first: event, gone });
        if self.still.contains(&node) || now.since(fed.since) <= self.within {
            return Ok(());
        }
        let within = self.within;
        let (anomaly, said) = if fed.gone {
            ("fed after its end", format!("messages go to nobody for more than {within}"))
        } else {
            let said = format!("an actor is fed for more than {within} and handles nothing");
            ("zombie", said)
        };
        Err(Violation::new(anomaly, said)
            .shown_by([Evidence::new(fed.first, "fed"), Evidence::new(event, "still fed")])
            .into())
    }
}

impl<P: Protocol> Property<P> for NoZombies {
    fn see(&mut self, event: &Event<'_, P>) -> Result<(), Box<Violation>> {
        let now = (event.time, event.id);
        match (event.what, event.node(), event.actor()) {
            (
                What::Queued { .. }
                | What::Dropped { cause: DropCause::MailboxNewest, .. }
                | What::DeadLettered { .. }
                | What::Returned { .. },
                Some(node),
                Some(actor),
            ) => return self.feed(actor, node, false, now),
            // It is told of the receiver, or of a sender on the same node.
            (What::Dropped { to, cause: DropCause::NoActor, .. }, Some(node), _) => {
                return self.feed(to, node, true, now);
            }
            (What::Delivered { .. }, _, Some(actor)) => {
                self.any = true;
                self.fed.remove(&actor);
            }
            (What::Exited { .. } | What::Started { .. }, _, Some(actor)) => {
                self.fed.remove(&actor);
            }
            (What::Crashed { .. }, Some(node), _) => {
                self.fed.retain(|_, fed| fed.node != node);
                self.still.remove(&node);
            }
            (What::Paused, Some(node), _) => {
                self.still.insert(node);
            }
            (What::Resumed, Some(node), _) => {
                self.still.remove(&node);
                let here = self.fed.values_mut().filter(|fed| fed.node == node);
                here.for_each(|fed| fed.since = event.time);
            }
            _ => {}
        }
        Ok(())
    }

    fn conclude(&mut self, _: &Conclusion) -> Verdict {
        if self.any {
            Verdict::Passed
        } else {
            Verdict::nothing_to_judge("no message came to anybody")
        }
    }

    fn reset(&mut self) {
        self.fed.clear();
        self.still.clear();
        self.any = false;
    }
}
