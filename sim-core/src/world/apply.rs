//! Effects applied: one after the other, in the order in which the handler asked for them.

use alloc::boxed::Box;

use super::World;
use super::naming::class_of;
use super::pending::Pending;
use crate::actor::{Actor, Exit, Signal};
use crate::chronicle::Given;
use crate::duration::Duration;
use crate::effect::{DiskNote, Effect, Sending};
use crate::event::{Place, What};
use crate::id::{ActorId, EventId};
use crate::key::{Key, Role};
use crate::mailbox::Mailbox;
use crate::medium::Medium;
use crate::protocol::Protocol;
use crate::schedule::Class;
use crate::seat::{Due, Notice, Occupant, Reasons, Seat, Task};
use crate::stop::Ending;

/// Whether the rest of the list is applied now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Flow {
    /// It is.
    On,
    /// It waits.
    Waits,
    /// The actor is gone: it never is.
    Gone,
}

impl<P: Protocol, M: Medium<P>, A: Actor<P>> World<P, M, A> {
    // Applies the list that a handler wrote. No handler runs meanwhile, so nothing is added to it.
    #[inline(always)]
    pub(super) fn apply_effects(&mut self, actor: ActorId, event: EventId) {
        loop {
            let flow = if let Some(effect) = self.effects.next_other() {
                self.apply(actor, event, effect)
            } else if let Some(&mut Sending { to, after, key, ref mut message }) =
                self.effects.next_send()
            {
                let Some(message) = message.take() else { continue };
                self.send(actor, event, to, after, key, message)
            } else {
                break;
            };
            if flow != Flow::On {
                self.break_off(actor, event, flow);
            }
        }
        self.effects.clear();
    }

    // The rest of the list waits, or never comes.
    #[cold]
    fn break_off(&mut self, actor: ActorId, event: EventId, flow: Flow) {
        let rest = self.effects.take_rest();
        if flow == Flow::Waits {
            let rest_key = self.scene.lineage.rest();
            let extras = self.seats[actor.index()].extras();
            assert!(extras.rest.is_empty(), "an actor whose list waits handles nothing");
            extras.rest_of = event;
            extras.rest_key = rest_key;
            extras.rest = rest;
            if let Some(sending) = self.stalled.take() {
                extras.rest.push_front(Effect::Send(sending));
            }
        } else {
            rest.iter().for_each(|effect| self.discard(effect));
        }
    }

    // Goes on with a list that had to wait.
    pub(super) fn resume(&mut self, actor: ActorId) {
        if self.seat(actor).is_none() {
            return;
        }
        self.seats[actor.index()].reasons.clear(Reasons::BLOCKED);
        // Other handlers have run meanwhile: what these effects lead to has its name from the one that asked.
        let rest_key = self.seats[actor.index()].extras().rest_key;
        self.scene.lineage.enter(rest_key);
        self.seats[actor.index()].extras().rest_key = self.scene.lineage.rest();
        loop {
            let extras = self.seats[actor.index()].extras();
            let event = extras.rest_of;
            let Some(effect) = extras.rest.pop_front() else { break };
            match self.apply(actor, event, effect) {
                Flow::On => {}
                Flow::Waits => {
                    if let Some(sending) = self.stalled.take() {
                        let rest = &mut self.seats[actor.index()].extras().rest;
                        rest.push_front(Effect::Send(sending));
                    }
                    return;
                }
                Flow::Gone => break,
            }
        }
        self.ensure_turn(actor);
    }

    // An effect that will never be applied.
    pub(super) fn discard(&mut self, effect: &Effect<P>) {
        if let Effect::Spawn { child, .. } = effect {
            let remember = self.scene.chooser.keyed();
            self.scene.directory.release(*child, remember);
        }
    }

    #[inline(never)]
    fn apply(&mut self, actor: ActorId, event: EventId, effect: Effect<P>) -> Flow {
        let place = self.place(actor);
        let cause = Some(event);
        match effect {
            Effect::Send(Sending { to, after, key, message }) => {
                return match message {
                    Some(message) => self.send(actor, event, to, after, key, message),
                    None => Flow::On,
                };
            }
            Effect::SetTimer { least, most, extra, timer } => {
                self.set_timer(actor, event, (least, most, extra), timer);
            }
            Effect::CancelTimer(timer) => {
                if self.disarm(actor, &timer) {
                    self.tell(place, cause, What::TimerCancelled, Given::Timer(&timer));
                }
            }
            Effect::Spawn { child, rules, actor: body } => {
                self.spawn(actor, event, child, rules, body);
            }
            Effect::Monitor(peer) => self.monitor(actor, event, peer),
            Effect::Link(peer) => self.link(actor, event, peer),
            Effect::Tell(fact) => {
                self.scene.note_teller(actor, &fact);
                self.tell(place, cause, What::Told, Given::Fact(fact));
            }
            Effect::Invoke { operation, asked } => {
                self.seats[actor.index()].extras().open.push(operation);
                self.tell(place, cause, What::Invoked { operation }, Given::Operation(&asked));
            }
            Effect::Succeed { operation, outcome } => {
                if self.close(actor, operation) {
                    let what = What::Succeeded { operation };
                    self.tell(place, cause, what, Given::Outcome(outcome));
                }
            }
            Effect::Fail(operation) => {
                if self.close(actor, operation) {
                    self.tell(place, cause, What::Failed { operation }, Given::None);
                }
            }
            Effect::Forget(operation) => {
                if self.close(actor, operation) {
                    self.tell(place, cause, What::Unknown { operation }, Given::None);
                }
            }
            Effect::Mark(name) => {
                self.tell(place, cause, What::Marked, Given::Text(name));
            }
            Effect::Chose { name, value } => {
                self.tell(place, cause, What::Chose { value }, Given::Text(name));
            }
            Effect::Disk { note, file } => {
                let what = match note {
                    DiskNote::Wrote(bytes) => What::Wrote { bytes },
                    DiskNote::Deleted => What::Deleted,
                    DiskNote::Synced { mark } => {
                        let node = self.seats[actor.index()].node;
                        self.scene.nodes[node.index()].disk.sync_to(mark);
                        What::Synced
                    }
                    DiskNote::Failed => What::DiskFailed,
                };
                self.tell(place, cause, what, Given::Text(&file));
            }
            Effect::Work(time) => return self.work(actor, event, time),
            Effect::CrashHere { point } => {
                self.crash_at(actor, event, &point);
                return Flow::Gone;
            }
            Effect::Exit => {
                self.exit(actor, cause, Exit::Stopped);
                return Flow::Gone;
            }
            Effect::Die(caught) => {
                self.panicked(actor, cause, *caught);
                return Flow::Gone;
            }
        }
        Flow::On
    }

    fn work(&mut self, actor: ActorId, event: EventId, time: Duration) -> Flow {
        if time == Duration::ZERO {
            return Flow::On;
        }
        let place = self.place(actor);
        self.tell(place, Some(event), What::Working { time }, Given::None);
        self.seats[actor.index()].reasons.set(Reasons::WORKING);
        self.push_turn(actor, self.slowed(actor, time));
        Flow::Waits
    }

    // Puts a pending thing into the queue, if its time can be told.
    #[inline(always)]
    pub(super) fn push_after(
        &mut self,
        after: Duration,
        pending: Pending<P>,
    ) -> Option<crate::queue::Handle> {
        let Some(time) = self.scene.now.checked_add(after) else {
            self.end(Ending::TimeOverflow);
            return None;
        };
        let class = class_of(&pending);
        let handle = self.queue.push(time, pending);
        if self.waits.on() {
            self.begin_wait(handle, class, (after, after));
        }
        Some(handle)
    }

    #[inline]
    fn set_timer(
        &mut self,
        actor: ActorId,
        event: EventId,
        (least, most, extra): (Duration, Duration, Duration),
        timer: P::Timer,
    ) {
        self.disarm(actor, &timer);
        let node = self.seats[actor.index()].node;
        let place = Place::Actor(node, actor);
        let what = What::TimerSet { least, most };
        let cause = self.tell(place, Some(event), what, Given::Timer(&timer));
        let after = least.saturating_add(extra);
        let Some(span) = self.scene.nodes[node.index()].clock.global_span(after) else {
            self.end(Ending::TimeOverflow);
            return;
        };
        if let Some(handle) = self.push_after(span, Pending::Timer { actor, cause }) {
            if self.waits.on() {
                let clock = &self.scene.nodes[node.index()].clock;
                let global = |local| clock.global_span(local).unwrap_or(Duration::MAX);
                let range = (global(least), global(most));
                self.begin_wait(handle, Class::Timer, range);
            }
            self.seats[actor.index()].extras().timers.push((handle, timer));
        }
    }

    // Takes back the timer that is equal to this one, whether it is still to come or late.
    fn disarm(&mut self, actor: ActorId, timer: &P::Timer) -> bool {
        let Some(extras) = &mut self.seats[actor.index()].extras else { return false };
        let late = extras
            .late
            .iter()
            .position(|due| matches!(&due.task, Task::Timer(late) if late == timer));
        if let Some(late) = late {
            extras.late.remove(late);
            return true;
        }
        let armed = extras.timers.iter().position(|(_, armed)| armed == timer);
        let Some(armed) = armed else { return false };
        let (handle, _) = extras.timers.swap_remove(armed);
        self.withdraw(handle);
        true
    }

    fn spawn(
        &mut self,
        parent: ActorId,
        event: EventId,
        child: ActorId,
        rules: Option<Box<Mailbox>>,
        body: Box<dyn Actor<P>>,
    ) {
        let node = self.seats[parent.index()].node;
        let mut seat = Seat::new(node, child.generation);
        seat.occupant = Occupant::Spawned(body);
        seat.reasons = Reasons::UNSTARTED;
        // One that was called into being later, but by a list that had not to wait, may be there already.
        while self.seats.len() <= child.index() {
            let seat = u32::try_from(self.seats.len()).expect("seats are counted in 32 bits");
            let vacant = ActorId { seat, generation: 0 };
            let node = self.scene.directory.node_of(vacant).unwrap_or(node);
            self.seats.push(Seat::new(node, 0));
        }
        self.seats[child.index()] = seat;
        if let Some(rules) = rules {
            self.rule(child, *rules);
        }
        self.scene.nodes[node.index()].spawned.insert(child);
        let path = self.scene.directory.name(child);
        let place = Place::Actor(node, parent);
        let what = What::Spawned { child };
        let event =
            self.chronicle.tell(self.scene.now, place, Some(event), what, Given::Text(path));
        let due = Due {
            cause: Some(event),
            key: Key::NONE,
            incarnation: self.incarnation(child),
            task: Task::Start,
        };
        self.push_after(Duration::ZERO, Pending::Task { actor: child, due: Box::new(due) });
    }

    // A peer can be watched if it is there, on the same node.
    fn watchable(&self, actor: ActorId, peer: ActorId) -> bool {
        self.seat(peer).is_some_and(|seat| seat.node == self.seats[actor.index()].node)
    }

    fn monitor(&mut self, actor: ActorId, event: EventId, peer: ActorId) {
        if self.watchable(actor, peer) {
            let monitors = &mut self.seats[peer.index()].extras().monitors;
            if !monitors.contains(&actor) {
                monitors.push(actor);
            }
        } else {
            let signal = Signal::Down { actor: peer, exit: Exit::Unreachable };
            self.push_signal(actor, event, Notice::Tell(signal));
        }
    }

    fn link(&mut self, actor: ActorId, event: EventId, peer: ActorId) {
        if !self.watchable(actor, peer) {
            self.push_signal(actor, event, Notice::Broken);
            return;
        }
        for (one, other) in [(actor, peer), (peer, actor)] {
            let links = &mut self.seats[one.index()].extras().links;
            if one != other && !links.contains(&other) {
                links.push(other);
            }
        }
    }

    pub(super) fn push_signal(&mut self, to: ActorId, cause: EventId, notice: Notice<P>) {
        let key = if self.scene.chooser.keyed() {
            let path = self.scene.directory.path_hash(to);
            self.scene.lineage.descend(Role::Signal, path)
        } else {
            Key::NONE
        };
        self.push_signal_as(key, Duration::ZERO, to, cause, notice);
    }

    pub(super) fn push_signal_as(
        &mut self,
        key: Key,
        after: Duration,
        to: ActorId,
        cause: EventId,
        notice: Notice<P>,
    ) {
        let incarnation = self.incarnation(to);
        let due = Due { cause: Some(cause), key, incarnation, task: Task::Signal(notice) };
        self.push_after(after, Pending::Task { actor: to, due: Box::new(due) });
    }

    // How often the actor's node has been restarted.
    pub(super) fn incarnation(&self, actor: ActorId) -> Option<u32> {
        let node = self.seats.get(actor.index())?.node;
        Some(self.scene.nodes[node.index()].incarnation)
    }
}
