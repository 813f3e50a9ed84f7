//! Messages consumed: what is sent comes to an end.

use std::collections::{BTreeMap, BTreeSet};

use sim_core::{DropCause, Duration, Event, EventId, NodeId, Protocol, Time, What};

use crate::checker::Conclusion;
use crate::property::Property;
use crate::verdict::{Evidence, Verdict, Violation};

/// Each message that is sent is handled, or goes no further in a way that is told, before nothing is left to happen.
///
/// What is left then waits in a mailbox, or for room in front of one, and nobody will ever take it. What the medium holds
/// back, for a cut that nobody mends, is the fault's and not a leak; nor is anything while some node stands still.
///
/// A run that is cut off is undecided while messages are on their way, unless each message has [a time](Self::within): then
/// only what was sent longer ago counts. A run in which nothing was sent is undecided.
///
/// Costs O(log messages on their way) per event of one. Keeps those that are on their way.
///
/// ```
/// use sim_check::{MessagesConsumed, Property};
/// use sim_core::seconds;
/// # use sim_core::Protocol;
/// # fn some<P: Protocol>() -> impl Property<P> {
/// let property = MessagesConsumed::new().within(seconds(1));
/// # property
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct MessagesConsumed {
    within: Option<Duration>,
    // By the event of the send, which leads to all that becomes of a message.
    under_way: BTreeMap<EventId, Letter>,
    still: BTreeSet<NodeId>,
    // When a node went on for the last time.
    resumed: Time,
    any: bool,
}

#[derive(Clone, Copy, Debug)]
struct Letter {
    sent: Time,
    held: bool,
    // How many copies wait in the mailbox.
    waiting: u32,
}

impl MessagesConsumed {
    /// All are, before nothing is left to happen.
    pub fn new() -> Self {
        Self::default()
    }

    /// When a run is cut off, what was sent longer than that ago has been.
    pub const fn within(mut self, within: Duration) -> Self {
        self.within = Some(within);
        self
    }

    // A copy comes to the mailbox.
    fn wait(&mut self, sent: EventId, now: Time) {
        // It may be a late copy of one that was done with.
        let new = Letter { sent: now, held: false, waiting: 0 };
        let letter = self.under_way.entry(sent).or_insert(new);
        letter.held = false;
        letter.waiting += 1;
    }

    // A copy is handled, or goes no further; whether from the mailbox.
    fn end(&mut self, sent: EventId, from_mailbox: bool) {
        let Some(letter) = self.under_way.get_mut(&sent) else { return };
        letter.held = false;
        letter.waiting = letter.waiting.saturating_sub(u32::from(from_mailbox));
        if letter.waiting == 0 {
            self.under_way.remove(&sent);
        }
    }

    fn first_left(&self, by: Option<Time>) -> Option<EventId> {
        let is_left = |letter: &Letter| {
            let since = letter.sent.max(self.resumed);
            !letter.held && by.is_none_or(|by| since < by)
        };
        self.under_way.iter().find(|(_, letter)| is_left(letter)).map(|(sent, _)| *sent)
    }
}

// Whether it is told of a message that was in the mailbox, where one was.
const fn is_from_mailbox(cause: DropCause) -> bool {
    matches!(
        cause,
        DropCause::MailboxOldest | DropCause::ReceiverEnded | DropCause::ReceiverCrashed
    )
}

impl<P: Protocol> Property<P> for MessagesConsumed {
    fn see(&mut self, event: &Event<'_, P>) -> Result<(), Box<Violation>> {
        match (event.what, event.node(), event.cause) {
            (What::Sent { .. }, _, _) => {
                self.any = true;
                let new = Letter { sent: event.time, held: false, waiting: 0 };
                self.under_way.insert(event.id, new);
            }
            (What::Held { .. }, _, Some(sent)) => {
                if let Some(letter) = self.under_way.get_mut(&sent) {
                    letter.held = true;
                }
            }
            (What::Queued { .. }, _, Some(sent)) => self.wait(sent, event.time),
            (What::Delivered { .. }, _, Some(sent)) => self.end(sent, true),
            (What::Dropped { cause, .. }, _, Some(sent)) => self.end(sent, is_from_mailbox(cause)),
            (What::DeadLettered { .. } | What::Returned { .. }, _, Some(sent)) => {
                self.end(sent, false);
            }
            (What::Paused, Some(node), _) => {
                self.still.insert(node);
            }
            (What::Resumed | What::Crashed { .. }, Some(node), _) => {
                let stood_still = self.still.remove(&node);
                self.resumed = if stood_still { event.time } else { self.resumed };
            }
            _ => {}
        }
        Ok(())
    }

    fn conclude(&mut self, conclusion: &Conclusion) -> Verdict {
        let left = if !self.still.is_empty() {
            None
        } else if conclusion.idle {
            let said = "a message is left that nobody will handle any more".to_owned();
            self.first_left(None).map(|sent| ("never consumed", said, sent))
        } else if let Some(within) = self.within {
            let by = conclusion.time.as_nanos().checked_sub(within.as_nanos());
            let said = format!("a message that was sent more than {within} ago is not handled");
            let left = by.and_then(|by| self.first_left(Some(Time::from_nanos(by))));
            left.map(|sent| ("not consumed in time", said, sent))
        } else {
            None
        };
        if let Some((anomaly, said, sent)) = left {
            return Violation::new(anomaly, said).shown_by([Evidence::new(sent, "sent")]).into();
        }
        let open = !conclusion.idle && self.within.is_none() && !self.under_way.is_empty();
        match (self.any, open) {
            (false, _) => Verdict::nothing_to_judge("nothing was sent"),
            (true, true) => {
                Verdict::nothing_to_judge("the run was cut off while messages were on their way")
            }
            (true, false) => Verdict::Passed,
        }
    }

    fn reset(&mut self) {
        self.under_way.clear();
        self.still.clear();
        self.resumed = Time::ZERO;
        self.any = false;
    }
}
