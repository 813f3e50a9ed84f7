//! Mail: how messages enter a mailbox, wait there, and are taken out.

use alloc::rc::Rc;
use alloc::vec::Vec;

use super::World;
use super::apply::Flow;
use super::pending::Pending;
use crate::actor::{Actor, Signal};
use crate::choice::Site;
use crate::chooser::Words;
use crate::chronicle::Given;
use crate::duration::Duration;
use crate::event::{DropCause, Place, What};
use crate::id::{ActorId, EventId};
use crate::key::{Key, Role};
use crate::mailbox::{Mailbox, Overflow};
use crate::medium::Medium;
use crate::protocol::Protocol;
use crate::schedule::Class;
use crate::seat::{Arrears, Letter, Notice, Reasons, Waiting};
use crate::stop::Ending;

impl<P: Protocol, M: Medium<P>, A: Actor<P>> World<P, M, A> {
    // A message for an actor of the same node: it enters the mailbox at once, or its sender waits.
    pub(super) fn post(
        &mut self,
        from: ActorId,
        event: EventId,
        to: ActorId,
        key: Key,
        message: P::Message,
    ) -> Flow {
        if self.seat(to).is_some() && self.must_wait(to) {
            let place = self.place(from);
            let blocked =
                self.tell(place, Some(event), What::Blocked { on: to }, Given::Message(&message));
            let arrears = Arrears::Sending(event);
            self.seats[to.index()].extras().waiting.push_back(Waiting {
                from,
                key,
                message,
                arrears,
            });
            let seat = &mut self.seats[from.index()];
            seat.reasons.set(Reasons::BLOCKED);
            seat.extras().blocked_on = Some(to);
            self.find_deadlock(from, blocked);
            return Flow::Waits;
        }
        self.send_posted(from, event, to, key, message);
        // The sender itself is in the middle of its list: it gets a turn when that is through.
        if from != to {
            self.ensure_turn(to);
        }
        Flow::On
    }

    fn must_wait(&self, to: ActorId) -> bool {
        let Some(extras) = &self.seats[to.index()].extras else { return false };
        let Some(rules) = &extras.rules else { return false };
        rules.overflow == Overflow::Block
            && (extras.queue.len() >= rules.room() || !extras.waiting.is_empty())
    }

    // The message leaves its sender and enters the mailbox, or what the mailbox does when it is full.
    fn send_posted(
        &mut self,
        from: ActorId,
        event: EventId,
        to: ActorId,
        key: Key,
        message: P::Message,
    ) {
        let place = self.place(from);
        self.seats[from.index()].local_sent += 1;
        let cause = self.tell(place, Some(event), What::Sent { to }, Given::Message(&message));
        if self.seat(to).is_none() {
            let what = What::Dropped { from, to, cause: DropCause::NoActor };
            self.tell(place, Some(cause), what, Given::Message(&message));
            return;
        }
        self.seats[to.index()].local_arrived += 1;
        let key = if self.scene.chooser.keyed() { key.copy(0) } else { Key::NONE };
        let since = self.scene.now;
        self.admit(to, Letter { from, copy: 0, spilled: false, cause, key, since, message });
    }

    // A message that has reached the mailbox waits there, or what the mailbox does when it is full. The caller
    // sees to it that the actor gets a turn, unless it is just having one.
    pub(super) fn admit(&mut self, to: ActorId, mut letter: Letter<P>) {
        let seat = &mut self.seats[to.index()];
        let extras = seat.extras.get_or_insert_default();
        let Some(rules) = extras.rules.clone() else {
            self.enqueue(to, letter);
            return;
        };
        if extras.queue.len() < rules.room() {
            self.enqueue(to, letter);
            return;
        }
        match &rules.overflow {
            Overflow::Block => {
                // It left long ago, with a delay or by a stream, so nobody waits for it; it waits itself.
                let Letter { from, copy: _, cause, key, message, .. } = letter;
                let local = self.scene.directory.node_of(from) == Some(seat.node);
                let arrears = if local { Arrears::Nothing(cause) } else { Arrears::Stream(cause) };
                if local {
                    seat.local_arrived -= 1;
                } else {
                    seat.arrived -= 1;
                }
                extras.waiting.push_back(Waiting { from, key, message, arrears });
            }
            Overflow::DropNewest => {
                extras.figures.overflowed += 1;
                extras.books.mailbox.dropped_newest += 1;
                self.tell_dropped(to, &letter, DropCause::MailboxNewest);
                self.take_in_unread(to, &letter);
            }
            Overflow::DropOldest => {
                extras.figures.overflowed += 1;
                if let Some(oldest) = extras.queue.pop_front() {
                    extras.books.mailbox.dropped_oldest += 1;
                    self.tell_dropped(to, &oldest, DropCause::MailboxOldest);
                    self.take_in_unread(to, &oldest);
                }
                self.enqueue(to, letter);
            }
            Overflow::Fail => {
                extras.figures.overflowed += 1;
                extras.books.mailbox.returned += 1;
                // By a stream it goes all the way back.
                let back = self.take_in_unread(to, &letter).unwrap_or_default();
                let Letter { from, cause, key, message, .. } = letter;
                let (place, what) = (self.place(to), What::Returned { to: from });
                let event = self.tell(place, Some(cause), what, Given::Message(&message));
                let notice = Notice::Tell(Signal::Refused { to, message });
                // Named after the message: there may be no handler here whose name would say something.
                self.push_signal_as(key.with(Role::Signal as u64), back, from, event, notice);
            }
            Overflow::DeadLetter(_) => {
                extras.figures.overflowed += 1;
                extras.books.mailbox.dead_lettered += 1;
                let undertaker = extras.dead_letters.unwrap_or(ActorId::NOBODY);
                self.take_in_unread(to, &letter);
                let Letter { from, cause, key, message, .. } = letter;
                let what = What::DeadLettered { from, to: undertaker };
                let place = self.place(to);
                let event = self.tell(place, Some(cause), what, Given::Message(&message));
                let notice = Notice::Tell(Signal::DeadLetter { from, to, message });
                self.push_signal_as(
                    key.with(Role::Signal as u64),
                    Duration::ZERO,
                    undertaker,
                    event,
                    notice,
                );
            }
            Overflow::Spill { .. } => {
                extras.figures.overflowed += 1;
                letter.spilled = true;
                self.enqueue(to, letter);
            }
        }
    }

    fn enqueue(&mut self, to: ActorId, mut letter: Letter<P>) {
        letter.since = self.scene.now;
        let seat = &mut self.seats[to.index()];
        let place = Place::Actor(seat.node, to);
        let extras = seat.extras();
        let depth = extras.queue.len() + 1;
        extras.figures.depth_max = extras.figures.depth_max.max(depth);
        let depth = u32::try_from(depth).unwrap_or(u32::MAX);
        let what = What::Queued { from: letter.from, depth };
        self.tell(place, Some(letter.cause), what, Given::Message(&letter.message));
        let seat = &mut self.seats[to.index()];
        seat.reasons.set(Reasons::BACKLOG);
        seat.extras().queue.push_back(letter);
    }

    pub(super) fn tell_dropped(&mut self, to: ActorId, letter: &Letter<P>, cause: DropCause) {
        let what = What::Dropped { from: letter.from, to, cause };
        let place = self.place(to);
        self.tell(place, Some(letter.cause), what, Given::Message(&letter.message));
    }

    // Takes out the next message; whoever waits for room gets it.
    pub(super) fn take_letter(&mut self, actor: ActorId) -> Option<Letter<P>> {
        let now = self.scene.now;
        let extras = self.seats[actor.index()].extras();
        let letter = extras.queue.pop_front()?;
        extras.figures.taken += 1;
        extras.figures.waited += u128::from(now.since(letter.since).as_nanos());
        let room = extras.rules.as_ref().map_or(usize::MAX, |rules| rules.room());
        while !self.seats[actor.index()].extras().waiting.is_empty()
            && self.seats[actor.index()].extras().queue.len() < room
        {
            self.admit_waiting(actor);
        }
        Some(letter)
    }

    fn admit_waiting(&mut self, to: ActorId) {
        let Some(waiting) = self.seats[to.index()].extras().waiting.pop_front() else { return };
        let Waiting { from, key, message, arrears } = waiting;
        match arrears {
            Arrears::Sending(event) => {
                self.unblock(from, event);
                self.send_posted(from, event, to, key, message);
            }
            Arrears::Nothing(cause) | Arrears::Stream(cause) => {
                let seat = &mut self.seats[to.index()];
                if matches!(arrears, Arrears::Stream(_)) {
                    seat.arrived += 1;
                } else {
                    seat.local_arrived += 1;
                }
                let since = self.scene.now;
                self.enqueue(
                    to,
                    Letter { from, copy: 0, spilled: false, cause, key, since, message },
                );
            }
        }
    }

    // The sender goes on, before the next step.
    pub(super) fn unblock(&mut self, sender: ActorId, event: EventId) {
        // It waits for nothing any more, but takes up nothing new before its list has gone on.
        self.seats[sender.index()].extras().blocked_on = None;
        let place = self.place(sender);
        self.tell(place, Some(event), What::Unblocked, Given::None);
        self.resuming.push_back(sender);
    }

    // Sees to it that an actor which could go on will.
    pub(super) fn ensure_turn(&mut self, actor: ActorId) {
        let Some(seat) = self.seats.get_mut(actor.index()) else { return };
        if seat.generation != actor.generation {
            return;
        }
        let reasons = seat.reasons;
        let up = self.scene.states[seat.node.index()] == crate::node::NodeState::Up;
        if !up || reasons.has(Reasons::TURN) {
            return;
        }
        // What was to end while the node stood still ends now.
        if reasons.has(Reasons::SERVING) || reasons.has(Reasons::WORKING) {
            self.push_turn(actor, Duration::ZERO);
            return;
        }
        if reasons.is_busy() || !reasons.has(Reasons::BACKLOG) {
            return;
        }
        // A list that waits for this actor to be resumed comes first.
        let extras = seat.extras();
        if !extras.late.is_empty() {
            self.push_turn(actor, Duration::ZERO);
        } else if extras.queue.is_empty() {
            seat.reasons.clear(Reasons::BACKLOG);
        } else if let Some(rules) = extras.rules.clone().filter(|rules| rules.takes_time()) {
            self.serve(actor, &rules);
        } else {
            self.push_turn(actor, Duration::ZERO);
        }
    }

    fn serve(&mut self, actor: ActorId, rules: &Rc<Mailbox>) {
        // Whoever waited for the room that this makes must not have the actor serve a second message.
        self.seats[actor.index()].reasons.set(Reasons::TURN);
        let letter = self.take_letter(actor);
        self.seats[actor.index()].reasons.clear(Reasons::TURN);
        let Some(letter) = letter else { return };
        let mut least = rules.service;
        if let (true, Overflow::Spill { delay }) = (letter.spilled, &rules.overflow) {
            least = least.saturating_add(*delay);
        }
        let extra = self.service_extra(actor, rules, letter.key);
        let seat = &mut self.seats[actor.index()];
        seat.reasons.set(Reasons::SERVING);
        seat.extras().serving = Some(letter);
        self.push_turn(actor, self.slowed(actor, least.saturating_add(extra)));
        if let (true, Some(turn)) = (self.waits.on(), self.seats[actor.index()].extras().turn) {
            let most = least.saturating_add(extra_max(rules));
            let range = (self.slowed(actor, least), self.slowed(actor, most));
            self.begin_wait(turn, Class::Turn, range);
        }
    }

    fn service_extra(&mut self, actor: ActorId, rules: &Mailbox, letter: Key) -> Duration {
        let spread = &rules.service_spread;
        let (chooser, directory) = (&mut self.scene.chooser, &self.scene.directory);
        let drawn = chooser.drawing(Site::Service).map(|stream| spread.sample(stream).as_nanos());
        if !chooser.keyed() {
            return Duration::from_nanos(drawn.unwrap_or(0));
        }
        let name = (Site::Service, letter.with(Role::Service as u64));
        let extra = chooser.settle(name, extra_max(rules).as_nanos(), 0, drawn, || {
            let path = directory.name(actor);
            Words::Text(alloc::format!("{path} takes longer to serve"))
        });
        Duration::from_nanos(extra)
    }

    pub(super) fn slowed(&self, actor: ActorId, time: Duration) -> Duration {
        let node = self.seats[actor.index()].node;
        time.scale(self.scene.nodes[node.index()].slowness)
    }

    // The one turn of an actor that is still to come: work that begins now takes the place of what was to be next.
    pub(super) fn push_turn(&mut self, actor: ActorId, after: Duration) {
        if let Some(turn) = self.seats[actor.index()].extras().turn.take() {
            self.withdraw(turn);
        }
        if let Some(handle) = self.push_after(after, Pending::Turn(actor)) {
            let seat = &mut self.seats[actor.index()];
            seat.reasons.set(Reasons::TURN);
            seat.extras().turn = Some(handle);
        }
    }

    // Each blocked actor waits for exactly one other: a cycle is found by following them.
    pub(super) fn find_deadlock(&mut self, first: ActorId, event: EventId) {
        // Who waits for room in a stream, and will hear of some, doesn't wait for ever.
        let next = |actor| {
            let extras = self.seat(actor)?.extras.as_ref()?;
            extras.blocked_on.filter(|_| !(extras.stalled && extras.turn.is_some()))
        };
        let chain = || core::iter::successors(Some(first), |actor| next(*actor)).skip(1);
        // A chain longer than there are actors runs into a cycle that this one only waits for; it was found when it
        // closed.
        let Some(last) = chain().take(self.seats.len()).position(|actor| actor == first) else {
            return;
        };
        let cycle: Vec<ActorId> = core::iter::once(first).chain(chain().take(last)).collect();
        let actors = u32::try_from(cycle.len()).unwrap_or(u32::MAX);
        let place = self.place(first);
        self.tell(place, Some(event), What::Deadlocked { actors }, Given::None);
        if self.rules.deadlocks_end {
            self.end(Ending::Deadlock(cycle));
        }
    }
}

// By how much more than the least serving a message can take.
fn extra_max(rules: &Mailbox) -> Duration {
    Duration::from_nanos(rules.service_spread.max().as_nanos().min(Site::Service.largest()))
}
