//! Starvation: what waits is handled.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use sim_core::{ActorId, DropCause, Duration, Event, EventId, NodeId, Protocol, Time, What};

use crate::checker::Conclusion;
use crate::property::Property;
use crate::verdict::{Evidence, Verdict, Violation};

/// What waits in a mailbox is handled, or leaves it otherwise, within a time. While its node stands still that doesn't run; it
/// begins anew when the node goes on.
///
/// When nothing is left to happen, nothing is left waiting, but on nodes that stand still. An actor that is fed and never drains
/// its mailbox breaks both. A run in which nothing waited is undecided.
///
/// Costs O(log waiting) per event of a mailbox, O(mailboxes + log waiting for each message of the node) when a
/// node stands still, goes on or crashes. Keeps what
/// waits.
///
/// ```
/// use sim_check::{NoStarvation, Property};
/// use sim_core::seconds;
/// # use sim_core::Protocol;
/// # fn some<P: Protocol>() -> impl Property<P> {
/// let property = NoStarvation::within(seconds(1));
/// # property
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct NoStarvation {
    within: Duration,
    mailboxes: BTreeMap<ActorId, Mailbox>,
    // Invariant: what waits on nodes that go on, by when its time began.
    running: BTreeSet<(Time, EventId)>,
    still: BTreeSet<NodeId>,
    waited: bool,
}

#[derive(Clone, Debug)]
struct Mailbox {
    node: NodeId,
    waiting: VecDeque<Letter>,
}

#[derive(Clone, Copy, Debug)]
struct Letter {
    // The event that led to it, which also leads to its delivery.
    cause: Option<EventId>,
    queued: EventId,
    since: Time,
}

impl NoStarvation {
    /// It is handled at most that much later, in global time.
    pub const fn within(within: Duration) -> Self {
        Self {
            within,
            mailboxes: BTreeMap::new(),
            running: BTreeSet::new(),
            still: BTreeSet::new(),
            waited: false,
        }
    }

    fn enter(&mut self, node: NodeId, actor: ActorId, letter: Letter) {
        self.waited = true;
        let new = || Mailbox { node, waiting: VecDeque::new() };
        self.mailboxes.entry(actor).or_insert_with(new).waiting.push_back(letter);
        if !self.still.contains(&node) {
            self.running.insert((letter.since, letter.queued));
        }
    }

    fn leave(&mut self, actor: ActorId, cause: Option<EventId>) {
        let Some(mailbox) = self.mailboxes.get_mut(&actor) else { return };
        // Almost always the first.
        let place = mailbox.waiting.iter().position(|letter| letter.cause == cause);
        if let Some(letter) = place.and_then(|place| mailbox.waiting.remove(place)) {
            self.running.remove(&(letter.since, letter.queued));
        }
    }

    fn empty(&mut self, actor: ActorId) {
        for letter in self.mailboxes.remove(&actor).into_iter().flat_map(|it| it.waiting) {
            self.running.remove(&(letter.since, letter.queued));
        }
    }

    fn crash(&mut self, node: NodeId) {
        let here = self.mailboxes.iter().filter(|(_, mailbox)| mailbox.node == node);
        let here: Vec<ActorId> = here.map(|(actor, _)| *actor).collect();
        here.into_iter().for_each(|actor| self.empty(actor));
        self.still.remove(&node);
    }

    fn stand_still(&mut self, node: NodeId) {
        self.still.insert(node);
        for mailbox in self.mailboxes.values().filter(|mailbox| mailbox.node == node) {
            for letter in &mailbox.waiting {
                self.running.remove(&(letter.since, letter.queued));
            }
        }
    }

    fn go_on(&mut self, node: NodeId, now: Time) {
        self.still.remove(&node);
        for mailbox in self.mailboxes.values_mut().filter(|mailbox| mailbox.node == node) {
            for letter in &mut mailbox.waiting {
                letter.since = now;
                self.running.insert((now, letter.queued));
            }
        }
    }

    // What has waited for too long by now; it may be that it is handled just now.
    fn starved(&self, now: Time, coming: Option<(Option<EventId>, EventId)>) -> Option<Violation> {
        let (since, queued) = self.running.first()?;
        if now.since(*since) <= self.within {
            return None;
        }
        let mut letters = self.mailboxes.values().flat_map(|mailbox| &mailbox.waiting);
        let letter = letters.find(|letter| letter.queued == *queued)?;
        let late = coming.filter(|(cause, _)| *cause == letter.cause);
        let said = format!("a message waits in a mailbox for more than {}", self.within);
        Some(
            Violation::new("starved", said)
                .shown_by([Evidence::new(*queued, "queued")])
                .shown_by(late.map(|(_, event)| Evidence::new(event, "late"))),
        )
    }
}

impl<P: Protocol> Property<P> for NoStarvation {
    fn see(&mut self, event: &Event<'_, P>) -> Result<(), Box<Violation>> {
        let delivered = matches!(event.what, What::Delivered { .. });
        let coming = delivered.then_some((event.cause, event.id));
        if let Some(violation) = self.starved(event.time, coming) {
            return Err(violation.into());
        }
        match (event.what, event.node(), event.actor()) {
            (What::Queued { .. }, Some(node), Some(actor)) => {
                let letter = Letter { cause: event.cause, queued: event.id, since: event.time };
                self.enter(node, actor, letter);
            }
            (
                What::Delivered { .. } | What::Dropped { cause: DropCause::MailboxOldest, .. },
                _,
                Some(actor),
            ) => self.leave(actor, event.cause),
            (What::Exited { .. }, _, Some(actor)) => self.empty(actor),
            (What::Crashed { .. }, Some(node), _) => self.crash(node),
            (What::Paused, Some(node), _) => self.stand_still(node),
            (What::Resumed, Some(node), _) => self.go_on(node, event.time),
            _ => {}
        }
        Ok(())
    }

    fn conclude(&mut self, conclusion: &Conclusion) -> Verdict {
        if let Some(violation) = self.starved(conclusion.time, None) {
            return violation.into();
        }
        if let Some((_, queued)) = self.running.first().filter(|_| conclusion.idle) {
            let said = "a message is left in a mailbox that nobody empties any more";
            return Violation::new("left waiting", said)
                .shown_by([Evidence::new(*queued, "queued")])
                .into();
        }
        if self.waited {
            return Verdict::Passed;
        }
        Verdict::nothing_to_judge("no message waited in a mailbox")
    }

    fn reset(&mut self) {
        self.mailboxes.clear();
        self.running.clear();
        self.still.clear();
        self.waited = false;
    }
}
