//! Naming: what a pending step is called, by keys for schedules and in words for people.

use alloc::format;
use alloc::string::String;

use super::World;
use super::pending::{Flight, Pending, Tag};
use crate::actor::{Actor, Signal};
use crate::id::ActorId;
use crate::key::{Key, Kind, Role, content_hash};
use crate::medium::Medium;
use crate::protocol::Protocol;
use crate::queue::Handle;
use crate::schedule::{Class, StepName};
use crate::seat::{Notice, Task};

impl<P: Protocol, M: Medium<P>, A: Actor<P>> World<P, M, A> {
    // The whole name of a pending step.
    pub(super) fn name(&self, handle: Handle, pending: &Pending<P>, tag: Option<Tag>) -> StepName {
        let content = match pending {
            Pending::Arrive(flight) => content_hash(&flight.message),
            Pending::Depart(parcel) => content_hash(&parcel.flight.message),
            Pending::Timer { actor, .. } => content_hash(self.timer(handle, *actor)),
            Pending::Task { due, .. } => match &due.task {
                Task::Timer(timer) => content_hash(timer),
                Task::Operation(asked) => content_hash(asked),
                Task::Start | Task::Signal(_) => 0,
            },
            Pending::Turn(_) | Pending::Fault(_) | Pending::Restart { .. } => 0,
        };
        StepName { content, ..self.brief(handle, pending, tag) }
    }

    // The name without the content, which costs most and is asked for least.
    pub(super) fn brief(&self, handle: Handle, pending: &Pending<P>, tag: Option<Tag>) -> StepName {
        let (key, kind) = match pending {
            Pending::Arrive(flight) => {
                let tag = tag.expect("every message has a tag while keys are computed");
                return self.arrival(tag, flight);
            }
            Pending::Depart(parcel) => {
                let tag = parcel.tag.expect("every message has a tag while keys are computed");
                (tag.key.with(Role::Depart as u64), tag.kind)
            }
            Pending::Timer { actor, .. } => {
                let kind = Kind::of(self.timer(handle, *actor));
                (self.next_root(Role::Timer, *actor, kind), kind)
            }
            Pending::Task { actor, due } => match &due.task {
                Task::Start => (self.next_root(Role::Start, *actor, Kind(0)), Kind(0)),
                Task::Timer(timer) => (due.key, Kind::of(timer)),
                Task::Signal(Notice::Tell(signal)) => (due.key, Kind::of(signal)),
                Task::Signal(Notice::Broken) => (due.key, Kind(0)),
                Task::Operation(asked) => (due.key, Kind::of(asked)),
            },
            Pending::Turn(actor) => (self.next_root(Role::Turn, *actor, Kind(0)), Kind(0)),
            Pending::Fault(index) => (self.fault_key(*index), Kind(0)),
            Pending::Restart { key, .. } => (*key, Kind(0)),
        };
        let actor = match pending {
            Pending::Fault(_) => key.0,
            Pending::Restart { node, .. } => self.node_name_hash(*node),
            Pending::Arrive(_)
            | Pending::Depart(_)
            | Pending::Timer { .. }
            | Pending::Task { .. }
            | Pending::Turn(_) => {
                pending.actor().map_or(0, |actor| self.scene.directory.path_hash(actor))
            }
        };
        StepName { class: class_of(pending), key, actor, from: 0, kind, content: 0, rank: 0 }
    }

    pub(super) fn timer(&self, handle: Handle, actor: ActorId) -> &P::Timer {
        let timers = self.seats[actor.index()].extras.iter().flat_map(|extras| &extras.timers);
        let found = timers.into_iter().find(|(armed, _)| *armed == handle);
        &found.expect("a timer in the queue is with its actor").1
    }

    fn next_root(&self, role: Role, actor: ActorId, kind: Kind) -> Key {
        let path = self.scene.directory.path_hash(actor);
        self.scene.lineage.peek_root(role, path, kind.0)
    }

    // A pending step in words.
    pub(super) fn label(&self, handle: Handle, pending: &Pending<P>) -> String {
        let path = |actor| self.scene.directory.name(actor);
        match pending {
            Pending::Arrive(flight) => self.message_label(flight.from, flight.to, &flight.message),
            Pending::Depart(parcel) => {
                let flight = &parcel.flight;
                let message = self.message_label(flight.from, flight.to, &flight.message);
                format!("{message} leaves")
            }
            Pending::Timer { actor, .. } => self.timer_label(*actor, self.timer(handle, *actor)),
            Pending::Task { actor, due } => match &due.task {
                Task::Start => format!("{} starts", path(*actor)),
                Task::Timer(timer) => self.timer_label(*actor, timer),
                Task::Signal(Notice::Tell(signal)) => {
                    let told = match signal {
                        Signal::Down { actor, exit } => format!("{} ended, {exit:?}", path(*actor)),
                        Signal::Severed { peer } => {
                            format!("stream with {} broke", path(*peer))
                        }
                        Signal::Refused { to, message } => {
                            format!("{} refused {message:?}", path(*to))
                        }
                        Signal::DeadLetter { to, message, .. } => {
                            format!("dead letter for {} {message:?}", path(*to))
                        }
                    };
                    format!("{} told: {told}", path(*actor))
                }
                Task::Signal(Notice::Broken) => format!("{} broken link", path(*actor)),
                Task::Operation(asked) => format!("{} asked {asked:?}", path(*actor)),
            },
            Pending::Turn(actor) => format!("{} goes on", path(*actor)),
            Pending::Fault(index) => format!("fault {}", self.faults[*index].label),
            Pending::Restart { node, .. } => format!("{} restarts", self.describe_node(*node)),
        }
    }

    // The name of an arrival, without the content.
    pub(super) fn arrival(&self, tag: Tag, flight: &Flight<P>) -> StepName {
        // One that was held back is on its way again: another step than the first.
        let key = match tag.released {
            0 => tag.key,
            times => tag.key.copy(flight.origin.copy()).with(Role::Release as u64).copy(times),
        };
        StepName {
            class: Class::Arrive,
            key,
            actor: self.scene.directory.path_hash(flight.to),
            from: self.scene.directory.path_hash(flight.from),
            kind: tag.kind,
            content: 0,
            rank: tag.rank,
        }
    }

    pub(super) fn message_label(&self, from: ActorId, to: ActorId, message: &P::Message) -> String {
        self.scene.directory.message_label(from, to, message)
    }

    pub(super) fn timer_label(&self, actor: ActorId, timer: &P::Timer) -> String {
        format!("{} timer {timer:?}", self.scene.directory.name(actor))
    }
}

pub(super) const fn class_of<P: Protocol>(pending: &Pending<P>) -> Class {
    match pending {
        Pending::Arrive(_) => Class::Arrive,
        Pending::Depart(_) => Class::Depart,
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
