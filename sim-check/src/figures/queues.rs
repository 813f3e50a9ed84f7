//! Queues: how many messages wait in mailboxes, and for how long.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use sim_core::{ActorId, Directory, DropCause, Event, EventId, Payload, Protocol, Time, What};

use super::{Distribution, Figure, Latency, Meter};
use crate::checker::Conclusion;

/// The actors whose paths are such: those that were declared, and those that were spawned.
struct Owners<W> {
    whose: W,
    declared: BTreeSet<ActorId>,
    spawned: BTreeSet<ActorId>,
}

impl<W: Fn(&str) -> bool> Owners<W> {
    fn new(directory: &Directory, whose: W) -> Self {
        let is_one = |actor: &ActorId| directory.path(*actor).is_some_and(&whose);
        let declared = directory.actors().filter(is_one).collect();
        Self { whose, declared, spawned: BTreeSet::new() }
    }

    // What becomes of a message at one of these.
    fn step<P: Protocol>(&mut self, event: &Event<'_, P>) -> Option<(ActorId, Step)> {
        if let (What::Spawned { child }, Payload::Text(path)) = (event.what, event.payload) {
            if (self.whose)(path) {
                self.spawned.insert(child);
            }
            return None;
        }
        let step = Step::of(event.what)?;
        let is_one =
            |actor: &ActorId| self.declared.contains(actor) || self.spawned.contains(actor);
        Some((event.actor().filter(is_one)?, step))
    }
}

/// What becomes of a message at its receiver.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// It comes to the mailbox, where so many wait then.
    Comes { depth: u32 },
    /// It is handled, whether it had to wait or not.
    Handled,
    /// It is taken from the mailbox for nothing.
    Dropped,
}

impl Step {
    fn of(what: What) -> Option<Self> {
        if let What::Queued { depth, .. } = what {
            Some(Self::Comes { depth })
        } else if let What::Delivered { .. } = what {
            Some(Self::Handled)
        } else if let What::Dropped {
            cause: DropCause::MailboxOldest | DropCause::ReceiverEnded | DropCause::ReceiverCrashed,
            ..
        } = what
        {
            Some(Self::Dropped)
        } else {
            None
        }
    }
}

/// The messages that wait in mailboxes, with when they came; by what led to them, which also leads to what becomes of them.
#[derive(Default)]
struct Waiting(BTreeMap<ActorId, VecDeque<(Option<EventId>, Time)>>);

impl Waiting {
    fn enter(&mut self, actor: ActorId, cause: Option<EventId>, time: Time) {
        self.0.entry(actor).or_default().push_back((cause, time));
    }

    // When it came, if it had to wait.
    fn leave(&mut self, actor: ActorId, cause: Option<EventId>) -> Option<Time> {
        let waiting = self.0.get_mut(&actor)?;
        // Almost always the first.
        let place = waiting.iter().position(|(it, _)| *it == cause)?;
        waiting.remove(place).map(|(_, since)| since)
    }

    fn count(&self) -> u64 {
        self.0.values().map(|waiting| waiting.len() as u64).sum()
    }
}

/// Costs O(log actors) per message. Keeps what waits.
pub(super) struct DepthMeter<W> {
    owners: Owners<W>,
    waiting: Waiting,
    depths: Distribution,
}

impl<W: Fn(&str) -> bool> DepthMeter<W> {
    pub(super) fn new(directory: &Directory, whose: W) -> Self {
        let (waiting, depths) = (Waiting::default(), Distribution::new());
        Self { owners: Owners::new(directory, whose), waiting, depths }
    }
}

impl<P: Protocol, W: Fn(&str) -> bool> Meter<P> for DepthMeter<W> {
    fn see(&mut self, event: &Event<'_, P>) {
        let Some((actor, step)) = self.owners.step(event) else { return };
        match step {
            Step::Comes { depth } => {
                self.waiting.enter(actor, event.cause, event.time);
                self.depths.add(u64::from(depth));
            }
            Step::Handled => {
                if self.waiting.leave(actor, event.cause).is_none() {
                    self.depths.add(0);
                }
            }
            Step::Dropped => {
                self.waiting.leave(actor, event.cause);
            }
        }
    }

    fn conclude(&mut self, _: &Conclusion) -> Figure {
        Figure::Counts(std::mem::take(&mut self.depths))
    }

    fn reset(&mut self) {
        self.owners.spawned.clear();
        self.waiting.0.clear();
        self.depths = Distribution::new();
    }
}

/// Costs O(log actors) per message. Keeps what waits.
pub(super) struct AgeMeter<W> {
    owners: Owners<W>,
    waiting: Waiting,
    measured: Latency,
}

impl<W: Fn(&str) -> bool> AgeMeter<W> {
    pub(super) fn new(directory: &Directory, whose: W) -> Self {
        let (waiting, measured) = (Waiting::default(), Latency::default());
        Self { owners: Owners::new(directory, whose), waiting, measured }
    }
}

impl<P: Protocol, W: Fn(&str) -> bool> Meter<P> for AgeMeter<W> {
    fn see(&mut self, event: &Event<'_, P>) {
        let Some((actor, step)) = self.owners.step(event) else { return };
        match step {
            Step::Comes { .. } => self.waiting.enter(actor, event.cause, event.time),
            Step::Handled => {
                let since = self.waiting.leave(actor, event.cause).unwrap_or(event.time);
                self.measured.times.add(event.time.since(since).as_nanos());
            }
            Step::Dropped => {
                let waited = self.waiting.leave(actor, event.cause).is_some();
                self.measured.given_up += u64::from(waited);
            }
        }
    }

    fn conclude(&mut self, _: &Conclusion) -> Figure {
        self.measured.open = self.waiting.count();
        Figure::Latency(std::mem::take(&mut self.measured))
    }

    fn reset(&mut self) {
        self.owners.spawned.clear();
        self.waiting.0.clear();
        self.measured = Latency::default();
    }
}
