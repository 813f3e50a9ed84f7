//! Streams: senders that wait for room in one, and what is told when one breaks.

use alloc::collections::BTreeSet;

use super::World;
use crate::actor::{Actor, Signal};
use crate::channel::{Broken, Channel, Room};
use crate::chronicle::Given;
use crate::duration::Duration;
use crate::event::What;
use crate::id::{ActorId, EventId};
use crate::key::{Kind, Role};
use crate::medium::{Medium, Trip};
use crate::protocol::Protocol;
use crate::seat::{Extras, Letter, Notice, Reasons, Seat};

impl<P: Protocol, M: Medium<P>, A: Actor<P>> World<P, M, A> {
    // Whether the stream takes one more message. If not, the sender waits from here on.
    pub(super) fn has_room(
        &mut self,
        from: ActorId,
        event: EventId,
        to: ActorId,
        message: &P::Message,
    ) -> bool {
        let Room::Full { until } = self.ask_room(from, to, event) else { return true };
        let place = self.place(from);
        let what = What::Blocked { on: to };
        let blocked = self.tell(place, Some(event), what, Given::Message(message));
        let seat = &mut self.seats[from.index()];
        seat.reasons.set(Reasons::BLOCKED);
        let extras = seat.extras();
        extras.blocked_on = Some(to);
        extras.stalled = true;
        match until {
            Some(until) => self.ask_again(from, until),
            None => self.find_deadlock(from, blocked),
        }
        false
    }

    // A sender that waits for room in a stream asks for it again then.
    pub(super) fn ask_again(&mut self, sender: ActorId, after: Duration) {
        let asks = self.scene.now.saturating_add(after);
        self.seats[sender.index()].extras().asks = asks;
        self.push_turn(sender, after);
    }

    fn ask_room(&mut self, from: ActorId, to: ActorId, event: EventId) -> Room {
        let node_of = |actor| self.scene.directory.node_of(actor);
        let (Some(source), Some(target)) = (node_of(from), node_of(to)) else { return Room::Free };
        let (channel, departs) = (Channel::Stream, self.scene.now);
        let trip = Trip { source, target, from, to, channel, departs, message: event };
        let room = self.medium.room(&trip);
        // It may have found that the stream is no more.
        self.announce_breaks(event);
        room
    }

    pub(super) fn is_stalled(&self, actor: ActorId) -> bool {
        self.seats[actor.index()].extras.as_ref().is_some_and(|extras| extras.stalled)
    }

    // A sender that waits for room in a stream has heard of some, or of its end.
    pub(super) fn retry(&mut self, sender: ActorId) {
        let extras = self.seats[sender.index()].extras();
        let Some(on) = extras.blocked_on.filter(|_| extras.stalled) else { return };
        let event = extras.rest_of;
        match self.ask_room(sender, on, event) {
            Room::Free => {
                let seat = &mut self.seats[sender.index()];
                // It is requested anew.
                seat.requested -= 1;
                let extras = seat.extras();
                extras.stalled = false;
                extras.blocked_on = None;
                let place = self.place(sender);
                self.tell(place, Some(event), What::Unblocked, Given::None);
                self.resume(sender);
            }
            Room::Full { until: Some(until) } => self.ask_again(sender, until),
            // As long as it was to ask again, whoever waited for it was in no cycle.
            Room::Full { until: None } => self.find_deadlock(sender, event),
        }
    }

    // A message of a stream has been taken in, so that another has room once its sender knows.
    pub(super) fn take_in(
        &mut self,
        from: ActorId,
        to: ActorId,
        message: EventId,
    ) -> Option<Duration> {
        let after = self.medium.taken_in(from, to, message, self.scene.now)?;
        self.wake_stalled(from, to, after);
        Some(after)
    }

    // As `take_in`, of a message that a full mailbox doesn't keep.
    pub(super) fn take_in_unread(&mut self, to: ActorId, letter: &Letter<P>) -> Option<Duration> {
        if P::channel(&letter.message) == Channel::Stream {
            self.take_in(letter.from, to, letter.cause)
        } else {
            None
        }
    }

    fn wake_stalled(&mut self, sender: ActorId, on: ActorId, after: Duration) {
        let asks = self.scene.now.saturating_add(after);
        let Some(seat) = self.seat(sender) else { return };
        // It may have been about to ask much later: when it would have lost its patience.
        let sooner = |extras: &Extras<P>| extras.turn.is_none() || asks < extras.asks;
        let waits = seat.extras.as_ref().is_some_and(|extras| {
            extras.stalled && extras.blocked_on == Some(on) && sooner(extras)
        });
        if waits {
            self.ask_again(sender, after);
        }
    }

    // The weather has changed. Whoever waits for room and doesn't know until when may have to lose its patience now.
    pub(super) fn ask_stalled(&mut self, event: EventId) {
        for seat in 0..self.seats.len() {
            let Some(sender) = self.waits_without_turn(seat) else { continue };
            let Some(on) = self.seats[seat].extras().blocked_on else { continue };
            match self.ask_room(sender, on, event) {
                Room::Full { until: None } => {}
                Room::Full { until: Some(until) } => self.ask_again(sender, until),
                // It hears of the end of the stream in time, unless there was none.
                Room::Free if self.waits_without_turn(seat).is_none() => {}
                Room::Free => self.ask_again(sender, Duration::ZERO),
            }
        }
    }

    // Who sits there, if it waits for room in a stream and isn't about to ask for it.
    fn waits_without_turn(&self, seat: usize) -> Option<ActorId> {
        let Seat { generation, extras, .. } = &self.seats[seat];
        extras.as_ref().filter(|extras| extras.stalled && extras.turn.is_none())?;
        let seat = u32::try_from(seat).expect("seats are numbered with 32 bits");
        Some(ActorId { seat, generation: *generation })
    }

    // The ends of each stream that broke hear of it, and a sender that waited for room in it goes on. Two actors with a
    // stream either way hear once of each other.
    pub(super) fn announce_breaks(&mut self, cause: EventId) {
        let mut told = BTreeSet::new();
        let broken = self.medium.broken(self.scene.now);
        let nothing_broke = broken.is_empty();
        for Broken { end, peer, after } in broken {
            if self.seat(end).is_some() && told.insert((end, peer)) {
                // A root: what found out may have been no handler, or any.
                let name = self.scene.directory.path_hash(peer);
                let key = self.root(Role::Signal, end, || Kind(name));
                let notice = Notice::Tell(Signal::Severed { peer });
                self.push_signal_as(key, after, end, cause, notice);
            }
            self.wake_stalled(end, peer, after);
        }
        // What waited behind others in a stream that is no more waits for nothing.
        if !nothing_broke && self.held.count() > 0 {
            self.ask_held();
        }
    }
}
