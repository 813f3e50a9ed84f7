//! Streams: senders that wait for room in one, and what is told when one breaks.

use super::World;
use crate::actor::{Actor, Signal};
use crate::channel::{Broken, Channel, Room};
use crate::chronicle::Given;
use crate::duration::Duration;
use crate::event::What;
use crate::id::{ActorId, EventId};
use crate::medium::{Medium, Trip};
use crate::protocol::Protocol;
use crate::seat::{Letter, Notice, Reasons};

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
            Some(until) => self.push_turn(from, until),
            None => self.find_deadlock(from, blocked),
        }
        false
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
            Room::Full { until: Some(until) } => self.push_turn(sender, until),
            Room::Full { until: None } => {}
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
        let Some(seat) = self.seat(sender) else { return };
        let waits = seat.extras.as_ref().is_some_and(|extras| {
            extras.stalled && extras.blocked_on == Some(on) && extras.turn.is_none()
        });
        if waits {
            self.push_turn(sender, after);
        }
    }

    // Both ends of each stream that broke hear of it, and a sender that waited for room in it goes on.
    pub(super) fn announce_breaks(&mut self, cause: EventId) {
        let broken = self.medium.broken();
        let nothing_broke = broken.is_empty();
        for Broken { from, to, after } in broken {
            for (end, peer) in [(from, to), (to, from)] {
                if self.seat(end).is_some() {
                    let notice = Notice::Tell(Signal::Severed { peer });
                    self.push_signal_after(after, end, cause, notice);
                }
            }
            self.wake_stalled(from, to, after);
        }
        // What waited behind others in a stream that is no more waits for nothing.
        if !nothing_broke && !self.held.is_empty() {
            self.ask_held();
        }
    }
}
