//! Steps: what each pending thing does when its turn has come.

use super::World;
use super::pending::{Flight, Pending, Tag};
use crate::actor::Actor;
use crate::channel::Channel;
use crate::chronicle::Given;
use crate::event::{DropCause, What};
use crate::id::{ActorId, EventId};
use crate::key::{Key, Kind, Role};
use crate::medium::{Arrival, Medium};
use crate::node::NodeState;
use crate::protocol::Protocol;
use crate::queue::Handle;
use crate::seat::{Due, Letter, Notice, Reasons, Task};

impl<P: Protocol, M: Medium<P>, A: Actor<P>> World<P, M, A> {
    #[inline(always)]
    pub(super) fn perform(&mut self, handle: Handle, pending: Pending<P>, tag: Option<Tag>) {
        match pending {
            Pending::Arrive(flight) => self.arrive(flight, tag),
            Pending::Depart(parcel) => self.depart(*parcel),
            Pending::Timer { actor, cause } => self.timer_due(handle, actor, cause),
            Pending::Task { actor, due } => self.task_due(actor, *due),
            Pending::Turn(actor) => self.turn(actor),
            Pending::Fault(index) => self.strike(index),
            Pending::Restart { node, cause, key } => {
                if let Some(lineage) = self.lineage() {
                    lineage.enter(key);
                }
                self.restart(node, Some(cause));
            }
        }
    }

    // A copy is about to reach the receiver's node.
    #[inline(always)]
    pub(super) fn arrive(&mut self, flight: Flight<P>, tag: Option<Tag>) {
        let local = flight.is_local();
        let target = self.seats.get(flight.to.index()).map(|seat| seat.node);
        let Some(target) = target else {
            self.drop_flight(flight, DropCause::NoActor);
            return;
        };
        if !local {
            let source = self.scene.directory.node_of(flight.from).unwrap_or(target);
            let trip = flight.trip(source, target);
            match self.medium.arrive(&trip, self.scene.now) {
                Arrival::Enters => self.medium.arrived(&trip),
                Arrival::Dropped(cause) => {
                    self.drop_flight(flight, cause);
                    return;
                }
                Arrival::Held => {
                    self.hold(flight, tag);
                    return;
                }
                Arrival::Late(after) => {
                    self.delay(flight, after, tag);
                    return;
                }
            }
        }
        let state = self.scene.states[target.index()];
        if state == NodeState::Down {
            self.drop_flight(flight, DropCause::NodeDown);
            return;
        }
        let seat = &mut self.seats[flight.to.index()];
        if seat.generation != flight.to.generation || seat.reasons.has(Reasons::VACANT) {
            self.drop_flight(flight, DropCause::NoActor);
            return;
        }
        let at_once = seat.reasons.is_none() && state == NodeState::Up;
        let (from, to) = (flight.from, flight.to);
        let letter = Letter {
            from,
            copy: flight.origin.copy(),
            spilled: false,
            cause: flight.origin.event(),
            key: tag.map_or(Key::NONE, |tag| tag.key.copy(flight.origin.copy())),
            since: self.scene.now,
            message: flight.message,
        };
        if local {
            seat.local_arrived += 1;
        } else {
            seat.arrived += 1;
            self.wire.arrived += 1;
        }
        // Those of its stream that arrived before it may follow now.
        let by_stream = P::channel(&letter.message) == Channel::Stream;
        if at_once {
            self.deliver(to, letter);
        } else {
            self.admit_arrived(to, letter, local);
        }
        if by_stream && self.held.has_of_stream(from, to) {
            self.ask_next(from, to);
        }
    }

    // A message for an actor that can't simply take it, or not without looking at the rules of its mailbox.
    #[inline(never)]
    fn admit_arrived(&mut self, to: ActorId, letter: Letter<P>, local: bool) {
        let up = self.is_up(self.seats[to.index()].node);
        let seat = &mut self.seats[to.index()];
        let reasons = seat.reasons;
        let rules = seat.extras().rules.clone();
        let takes_time = rules.as_ref().is_some_and(|rules| rules.takes_time());
        let free = up && !reasons.is_busy() && !reasons.has(Reasons::BACKLOG) && !takes_time;
        // A stream makes its sender wait, as a mailbox of the same node does.
        let by_stream = P::channel(&letter.message) == Channel::Stream;
        if !local && !by_stream && rules.is_some_and(|rules| rules.private) {
            // It arrived at the node, but not in the mailbox.
            seat.arrived -= 1;
            self.wire.arrived -= 1;
            self.wire.dropped[DropCause::Private as usize] += 1;
            self.tell_dropped(to, &letter, DropCause::Private);
        } else if free {
            self.deliver(to, letter);
        } else {
            self.admit(to, letter);
            self.ensure_turn(to);
        }
    }

    // By value: were it lent, every flight would have to be somewhere in memory on the way here.
    #[cold]
    #[inline(never)]
    #[expect(clippy::needless_pass_by_value, reason = "the hot path must not lend it")]
    pub(super) fn drop_flight(&mut self, flight: Flight<P>, cause: DropCause) {
        if !flight.is_local() {
            self.wire.dropped[cause as usize] += 1;
        }
        self.rest_chain(flight.origin.event());
        let what = What::Dropped { from: flight.from, to: flight.to, cause };
        let place = self.place(flight.to);
        let event =
            self.tell(place, Some(flight.origin.event()), what, Given::Message(&flight.message));
        let nobody_there = matches!(cause, DropCause::NodeDown | DropCause::NoActor);
        if nobody_there && !flight.is_local() && P::channel(&flight.message) == Channel::Stream {
            self.medium.gone(flight.to);
            self.announce_breaks(event);
        }
    }

    fn timer_due(&mut self, handle: Handle, actor: ActorId, cause: EventId) {
        let seat = &mut self.seats[actor.index()];
        let (reasons, node) = (seat.reasons, seat.node);
        let timers = &mut seat.extras().timers;
        let index = timers.iter().position(|(armed, _)| *armed == handle);
        let index = index.expect("a timer in the queue is with its actor");
        let (_, timer) = timers.swap_remove(index);
        let key = self.root(Role::Timer, actor, || Kind::of(&timer));
        if reasons.is_none() && self.is_up(node) {
            self.fire(actor, cause, key, timer);
        } else {
            let incarnation = self.incarnation(actor);
            let task = Task::Timer(timer);
            self.task_due(actor, Due { cause: Some(cause), key, incarnation, task });
        }
    }

    // A task has become due; if the actor isn't ready it is late, and comes in order when it is.
    pub(super) fn task_due(&mut self, actor: ActorId, due: Due<P>) {
        let Some(seat) = self.seat(actor) else {
            self.never_called(actor, due);
            return;
        };
        if due.incarnation.is_some() && due.incarnation != self.incarnation(actor) {
            // It was for one that a crash has taken.
            return;
        }
        if matches!(due.task, Task::Signal(Notice::Broken)) && self.is_up(seat.node) {
            // Whatever it is in the middle of, it never gets to the end.
            self.do_task(actor, due);
            return;
        }
        let starts = matches!(due.task, Task::Start);
        let mut reasons = seat.reasons;
        if starts {
            reasons.clear(Reasons::UNSTARTED);
        }
        let late = seat.extras.as_ref().is_some_and(|extras| !extras.late.is_empty());
        if reasons.is_busy() || (late && !starts) || !self.is_up(seat.node) {
            let seat = &mut self.seats[actor.index()];
            seat.reasons.set(Reasons::BACKLOG);
            let late = &mut seat.extras().late;
            // Whatever came for an actor that had not started waits behind its start.
            if starts {
                late.push_front(due);
                seat.reasons.clear(Reasons::UNSTARTED);
            } else {
                late.push_back(due);
            }
        } else {
            self.do_task(actor, due);
        }
    }

    // A client that isn't there can't call: its operation certainly took no effect.
    pub(super) fn never_called(&mut self, actor: ActorId, due: Due<P>) {
        let Task::Operation(asked) = due.task else { return };
        let operation = self.scene.next_operation(actor);
        let place = self.place(actor);
        let what = What::Invoked { operation };
        let event = self.tell(place, due.cause, what, Given::Operation(&asked));
        self.tell(place, Some(event), What::Failed { operation }, Given::None);
    }

    // An actor that had to wait goes on.
    pub(super) fn turn(&mut self, actor: ActorId) {
        self.root(Role::Turn, actor, || Kind(0));
        let Some(seat) = self.seats.get_mut(actor.index()) else { return };
        if seat.generation != actor.generation {
            return;
        }
        seat.reasons.clear(Reasons::TURN);
        seat.extras().turn = None;
        let reasons = seat.reasons;
        if reasons.has(Reasons::VACANT) || !self.is_up(self.seats[actor.index()].node) {
            return;
        }
        let seat = &mut self.seats[actor.index()];
        if reasons.has(Reasons::WORKING) {
            seat.reasons.clear(Reasons::WORKING);
            self.resume(actor);
        } else if reasons.has(Reasons::SERVING) {
            seat.reasons.clear(Reasons::SERVING);
            if let Some(letter) = seat.extras().serving.take() {
                self.deliver(actor, letter);
            }
        } else if reasons.has(Reasons::BLOCKED) {
            // It goes on when there is room.
            self.retry(actor);
        } else if let Some(due) = seat.extras().late.pop_front() {
            self.do_task(actor, due);
        } else if let Some(letter) = self.take_letter(actor) {
            if letter.since < self.scene.now {
                // It waited from before this instant: a long queue is no loop.
                self.instant_steps = self.instant_steps.saturating_sub(1);
            }
            self.deliver(actor, letter);
        }
        self.ensure_turn(actor);
    }

    // The next root key of an actor.
    pub(super) fn root(&mut self, role: Role, actor: ActorId, kind: impl FnOnce() -> Kind) -> Key {
        if !self.scene.chooser.keyed() {
            return Key::NONE;
        }
        let path = self.scene.directory.path_hash(actor);
        self.scene.lineage.root(role, path, kind().0)
    }
}
