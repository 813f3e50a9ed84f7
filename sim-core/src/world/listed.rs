//! The listed driver: someone names the next of the enabled steps, and when it happens.
//!
//! It serves replay over the silent world, scripted transcripts and explorers.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::World;
use super::pending::{Pending, Tag};
use crate::actor::Actor;
use crate::id::ActorId;
use crate::key::{Key, Kind, Role, content_hash};
use crate::medium::Medium;
use crate::protocol::Protocol;
use crate::queue::Handle;
use crate::schedule::{Class, Listed, StepName};
use crate::seat::{Notice, Task};
use crate::stop::Ending;
use crate::time::Time;

/// A step that could be next.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Enabled {
    /// Its name, for [`World::take`].
    pub step: StepName,
    /// When the timed driver would take it; a message of a silent world has no such time.
    pub due: Option<Time>,
    /// The same in words.
    pub label: String,
}

/// How a named step was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Found {
    /// By its key.
    Exact,
    /// By what it is, because its key has vanished.
    Relinked,
}

/// Why a named step could not be taken; nothing has happened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotEnabled {
    /// No such step is enabled.
    Absent,
    /// Its time is before now.
    Past,
    /// The run is over.
    Over,
}

impl fmt::Display for NotEnabled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Absent => "no such step is enabled",
            Self::Past => "the step's time is past",
            Self::Over => "the run is over",
        })
    }
}

impl core::error::Error for NotEnabled {}

/// How far a list of steps was followed.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Followed {
    /// How many steps were taken.
    pub taken: usize,
    /// The entries, by their place in the list, that were found by what they are and not by their key.
    pub relinked: Vec<usize>,
    /// The entries that named nothing.
    pub stale: Vec<usize>,
    /// Why it ended before the list did, if it did.
    pub ending: Option<Ending>,
}

// What a step is taken from.
enum Spot {
    Queue(Handle),
    Limbo(Key),
}

impl<P: Protocol, M: Medium<P>, A: Actor<P>> World<P, M, A> {
    /// The steps that could be next, in a fixed order. Names need keys: a world whose choices are drawn and
    /// not recorded computes none, and has no names to give.
    pub fn enabled(&self) -> Vec<Enabled> {
        if !self.scene.chooser.keyed() {
            return Vec::new();
        }
        let mut enabled = Vec::new();
        for limbo in self.limbo.values() {
            let step = self.arrival(&limbo.tag, limbo.flight.from, limbo.flight.to);
            enabled.push((
                limbo.flight.origin.event().0,
                Enabled { step, due: None, label: limbo.tag.label.clone() },
            ));
        }
        enabled.sort_by_key(|(sent, _)| *sent);
        let mut enabled: Vec<Enabled> = enabled.into_iter().map(|(_, enabled)| enabled).collect();
        let mut queued = Vec::new();
        self.queue.for_each_pending(|handle, time, pending| {
            let tag = self.tags.get(&handle);
            let label = self.label(handle, pending, tag);
            let step = self.name(handle, pending, tag);
            queued.push((time, handle, Enabled { step, due: Some(time), label }));
        });
        queued.sort_by_key(|(time, handle, _)| (*time, *handle));
        enabled.extend(queued.into_iter().map(|(_, _, enabled)| enabled));
        enabled
    }

    /// Takes a step, whether or not it is the earliest.
    ///
    /// # Errors
    /// It can't be taken; nothing has happened.
    pub fn take(&mut self, time: Time, step: &StepName) -> Result<(), NotEnabled> {
        let _watch = self.catcher.watch();
        self.begin();
        if self.ended().is_some() {
            return Err(NotEnabled::Over);
        }
        if time < self.scene.now {
            return Err(NotEnabled::Past);
        }
        let spot = self.find(step).ok_or(NotEnabled::Absent)?;
        self.take_from(time, spot);
        Ok(())
    }

    /// Follows a list of steps as far as it goes. What isn't found by its key is found by what it is; what isn't
    /// found at all, or would happen in the past, is skipped and counted.
    pub fn follow(&mut self, steps: &[Listed]) -> Followed {
        let _watch = self.catcher.watch();
        self.begin();
        let claimed: BTreeSet<Key> = steps.iter().map(|listed| listed.step.key).collect();
        let mut followed = Followed::default();
        for (entry, listed) in steps.iter().enumerate() {
            if let Some(ending) = self.ended() {
                followed.ending = Some(ending);
                break;
            }
            let found = match self.find(&listed.step) {
                Some(spot) => Some((Found::Exact, spot)),
                None => self.relink(&listed.step, &claimed).map(|spot| (Found::Relinked, spot)),
            };
            match found {
                Some((found, spot)) if listed.time >= self.scene.now => {
                    if found == Found::Relinked {
                        followed.relinked.push(entry);
                    }
                    followed.taken += 1;
                    self.take_from(listed.time, spot);
                }
                Some(_) | None => followed.stale.push(entry),
            }
        }
        if followed.ending.is_none() {
            followed.ending = self.ended();
        }
        if let Err(imbalance) = self.check_books() {
            panic!("the books balance after every run: {imbalance}");
        }
        followed
    }

    fn find(&self, step: &StepName) -> Option<Spot> {
        if step.class == Class::Arrive && self.limbo.contains_key(&step.key) {
            return Some(Spot::Limbo(step.key));
        }
        self.search(step.class, |name| name.key == step.key && name.content == step.content)
    }

    // An entry whose key has vanished: the oldest unclaimed one with equal content, else of equal kind and rank.
    fn relink(&self, step: &StepName, claimed: &BTreeSet<Key>) -> Option<Spot> {
        if step.class == Class::Arrive {
            let oldest = |fits: &dyn Fn(&Tag) -> bool| {
                let unclaimed = self.limbo.iter().filter(|(key, limbo)| {
                    let name = self.arrival(&limbo.tag, limbo.flight.from, limbo.flight.to);
                    let same_link = name.actor == step.actor && name.from == step.from;
                    limbo.arrived == 0 && !claimed.contains(key) && same_link && fits(&limbo.tag)
                });
                unclaimed
                    .min_by_key(|(_, limbo)| limbo.flight.origin.event())
                    .map(|(key, _)| Spot::Limbo(*key))
            };
            let same_content = oldest(&|tag| tag.kind == step.kind && tag.content == step.content);
            let found = same_content
                .or_else(|| oldest(&|tag| tag.kind == step.kind && tag.rank == step.rank));
            if found.is_some() {
                return found;
            }
        }
        let same_actor = |name: &StepName| name.actor == step.actor && name.from == step.from;
        self.search(step.class, |name| {
            same_actor(name) && name.kind == step.kind && name.content == step.content
        })
        .or_else(|| self.search(step.class, |name| same_actor(name) && name.kind == step.kind))
    }

    // The earliest pending one of this class that fits.
    fn search(&self, class: Class, fits: impl Fn(&StepName) -> bool) -> Option<Spot> {
        let mut found: Option<(Time, Handle)> = None;
        self.queue.for_each_pending(|handle, time, pending| {
            let earlier = found.is_none_or(|best| (time, handle) < best);
            if class_of(pending) == class
                && earlier
                && fits(&self.name(handle, pending, self.tags.get(&handle)))
            {
                found = Some((time, handle));
            }
        });
        found.map(|(_, handle)| Spot::Queue(handle))
    }

    fn take_from(&mut self, time: Time, spot: Spot) {
        match spot {
            Spot::Queue(handle) => {
                let tag = self.tags.remove(&handle);
                let pending = self.queue.cancel(handle).expect("a step that was found is pending");
                self.advance(time);
                self.list(handle, &pending, tag.as_ref());
                self.perform(handle, pending, tag);
            }
            Spot::Limbo(key) => {
                let limbo = self.limbo.get_mut(&key).expect("a step that was found is in limbo");
                if limbo.arrived >= limbo.travelling && !limbo.flight.is_local() {
                    self.wire.copies += 1;
                }
                let flight = limbo.flight.clone().copy(limbo.arrived);
                limbo.arrived = limbo.arrived.saturating_add(1);
                let tag = limbo.tag.clone();
                self.advance(time);
                if self.scene.chooser.recording() {
                    let step = self.arrival(&tag, flight.from, flight.to);
                    let label = tag.label.clone();
                    self.listing.push(Listed { time: self.scene.now, step, label });
                }
                self.arrive(flight, Some(tag));
            }
        }
        self.settle();
        self.watch_time();
    }

    // Writes a step down, if the run is recorded.
    #[inline]
    pub(super) fn list(&mut self, handle: Handle, pending: &Pending<P>, tag: Option<&Tag>) {
        if self.scene.chooser.recording() {
            let listed = Listed {
                time: self.scene.now,
                step: self.name(handle, pending, tag),
                label: self.label(handle, pending, tag),
            };
            self.listing.push(listed);
        }
    }

    fn arrival(&self, tag: &Tag, from: ActorId, to: ActorId) -> StepName {
        StepName {
            class: Class::Arrive,
            key: tag.key,
            actor: self.scene.directory.path_hash(to),
            from: self.scene.directory.path_hash(from),
            kind: tag.kind,
            content: tag.content,
            rank: tag.rank,
        }
    }

    pub(super) fn name(&self, handle: Handle, pending: &Pending<P>, tag: Option<&Tag>) -> StepName {
        let (key, kind, content) = match pending {
            Pending::Arrive(flight) => {
                let tag = tag.expect("every message has a tag while keys are computed");
                return self.arrival(tag, flight.from, flight.to);
            }
            Pending::Timer { actor, .. } => {
                let timer = self.timer(handle, *actor);
                let kind = Kind::of(timer);
                (self.next_root(Role::Timer, *actor, kind), kind, content_hash(timer))
            }
            Pending::Task { actor, due } => match &due.task {
                Task::Start => (self.next_root(Role::Start, *actor, Kind(0)), Kind(0), 0),
                Task::Timer(timer) => (due.key, Kind::of(timer), content_hash(timer)),
                Task::Signal(Notice::Tell(signal)) => (due.key, Kind::of(signal), 0),
                Task::Signal(Notice::Broken) => (due.key, Kind(0), 0),
                Task::Operation(asked) => (due.key, Kind::of(asked), content_hash(asked)),
            },
            Pending::Turn(actor) => (self.next_root(Role::Turn, *actor, Kind(0)), Kind(0), 0),
            Pending::Fault(index) => (self.fault_key(*index), Kind(0), 0),
            Pending::Restart { node, .. } => {
                let key = self.scene.lineage.peek_root(Role::Restart, u64::from(node.0), 0);
                (key, Kind(0), 0)
            }
        };
        let actor = match pending {
            Pending::Fault(_) => key.0,
            Pending::Restart { node, .. } => self.node_name_hash(*node),
            _ => pending.actor().map_or(0, |actor| self.scene.directory.path_hash(actor)),
        };
        StepName { class: class_of(pending), key, actor, from: 0, kind, content, rank: 0 }
    }

    fn timer(&self, handle: Handle, actor: ActorId) -> &P::Timer {
        let timers = self.seats[actor.index()].extras.iter().flat_map(|extras| &extras.timers);
        let found = timers.into_iter().find(|(armed, _)| *armed == handle);
        &found.expect("a timer in the queue is with its actor").1
    }

    fn next_root(&self, role: Role, actor: ActorId, kind: Kind) -> Key {
        let path = self.scene.directory.path_hash(actor);
        self.scene.lineage.peek_root(role, path, kind.0)
    }

    fn label(&self, handle: Handle, pending: &Pending<P>, tag: Option<&Tag>) -> String {
        let path = |actor| self.scene.directory.path(actor).unwrap_or("?");
        match pending {
            // A tag has words only where a run is recorded or silent.
            Pending::Arrive(flight) => match tag {
                Some(tag) if !tag.label.is_empty() => tag.label.clone(),
                _ => format!("{} -> {} {:?}", path(flight.from), path(flight.to), flight.message),
            },
            Pending::Timer { actor, .. } => {
                format!("{} timer {:?}", path(*actor), self.timer(handle, *actor))
            }
            Pending::Task { actor, due } => match &due.task {
                Task::Start => format!("{} starts", path(*actor)),
                Task::Timer(timer) => format!("{} timer {timer:?}", path(*actor)),
                Task::Signal(Notice::Tell(signal)) => format!("{} signal {signal:?}", path(*actor)),
                Task::Signal(Notice::Broken) => format!("{} broken link", path(*actor)),
                Task::Operation(asked) => format!("{} asked {asked:?}", path(*actor)),
            },
            Pending::Turn(actor) => format!("{} goes on", path(*actor)),
            Pending::Fault(index) => format!("fault {}", self.faults[*index as usize].label),
            Pending::Restart { node, .. } => format!("{} restarts", self.describe_node(*node)),
        }
    }
}

const fn class_of<P: Protocol>(pending: &Pending<P>) -> Class {
    match pending {
        Pending::Arrive(_) => Class::Arrive,
        Pending::Timer { .. } => Class::Timer,
        Pending::Task { due, .. } => match due.task {
            Task::Start => Class::Start,
            Task::Timer(_) => Class::Timer,
            Task::Signal(_) => Class::Signal,
            Task::Operation(_) => Class::Operation,
        },
        Pending::Turn(_) => Class::Turn,
        Pending::Fault(_) | Pending::Restart { .. } => Class::Fault,
    }
}
