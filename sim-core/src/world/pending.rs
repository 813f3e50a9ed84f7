//! What is still to come: the bodies in the event queue.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use crate::duration::Duration;
use crate::id::{ActorId, EventId, NodeId};
use crate::key::{Key, Kind};
use crate::medium::{Fate, Trip};
use crate::protocol::Protocol;
use crate::queue::Handle;
use crate::schedule::Class;
use crate::seat::Due;
use crate::time::Time;
use crate::wait::{Wait, WaitEnd};

/// A step that may come.
pub(super) enum Pending<P: Protocol> {
    Arrive(Flight<P>),
    // A message leaves whose sender asked for a delay.
    Depart(Box<Parcel<P>>),
    // The timer itself is with its actor.
    Timer { actor: ActorId, cause: EventId },
    Task { actor: ActorId, due: Box<Due<P>> },
    Turn(ActorId),
    // Of the world's list of planned faults.
    Fault(usize),
    Restart { node: NodeId, cause: EventId, key: Key },
}

impl<P: Protocol> Pending<P> {
    // The actor to which it happens.
    pub(super) const fn actor(&self) -> Option<ActorId> {
        match self {
            Self::Arrive(flight) => Some(flight.to),
            Self::Depart(parcel) => Some(parcel.flight.from),
            Self::Timer { actor, .. } | Self::Task { actor, .. } | Self::Turn(actor) => {
                Some(*actor)
            }
            Self::Fault(_) | Self::Restart { .. } => None,
        }
    }

    // At whom it meets other steps, so that their order can matter. What leaves meets nobody.
    pub(super) const fn judge(&self) -> Option<ActorId> {
        match self {
            Self::Depart(_) => None,
            Self::Arrive(_)
            | Self::Timer { .. }
            | Self::Task { .. }
            | Self::Turn(_)
            | Self::Fault(_)
            | Self::Restart { .. } => self.actor(),
        }
    }

    pub(super) const fn is_in_flight(&self) -> bool {
        match self {
            Self::Arrive(flight) => !flight.is_local(),
            Self::Depart(_) => true,
            Self::Timer { .. }
            | Self::Task { .. }
            | Self::Turn(_)
            | Self::Fault(_)
            | Self::Restart { .. } => false,
        }
    }
}

/// A copy of a message on its way. Its size is that of most of the queue: 40 bytes besides the message.
pub(super) struct Flight<P: Protocol> {
    pub(super) from: ActorId,
    pub(super) to: ActorId,
    pub(super) origin: Origin,
    pub(super) departs: Time,
    pub(super) lane: Lane,
    pub(super) message: P::Message,
}

impl<P: Protocol> Flight<P> {
    pub(super) const fn is_local(&self) -> bool {
        matches!(self.lane, Lane::Local)
    }

    pub(super) fn trip(&self, source: NodeId, target: NodeId) -> Trip {
        let &Self { from, to, departs, ref message, .. } = self;
        let (channel, message) = (P::channel(message), self.origin.event());
        Trip { source, target, from, to, channel, departs, message }
    }

    // Whether it dies if its sender's node crashes: what leaves the node in that instant has left.
    pub(super) fn is_still_home(&self, now: Time) -> bool {
        match self.lane {
            Lane::Wire | Lane::Released => false,
            Lane::DelayedWire => self.departs > now,
            Lane::Local => true,
        }
    }

    // The same as another copy.
    pub(super) const fn copy(mut self, copy: u8) -> Self {
        self.origin = Origin::new(self.origin.event(), copy);
        self
    }
}

impl<P: Protocol> Clone for Flight<P> {
    fn clone(&self) -> Self {
        Self { message: self.message.clone(), ..*self }
    }
}

/// A message that hasn't left yet, with what chance will do to it.
pub(super) struct Parcel<P: Protocol> {
    pub(super) flight: Flight<P>,
    pub(super) fate: Fate,
    pub(super) tag: Option<Tag>,
}

/// Which way a message goes.
// Eight bytes wide for its spare bit patterns: the queue marks its bodies with them, and a mark of one byte at the
// odd end of a flight makes each move of it wait for the one before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u64)]
pub(super) enum Lane {
    Wire,
    // Its sender asked for a delay, so that a crash may come before the departure; but it needed no step to leave.
    DelayedWire,
    // It doesn't leave its node, and its sender asked for a delay.
    Local,
    // The medium has held it back and let it go.
    Released,
}

/// The event of a message's sending, and which copy this is, in one word.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Origin(u64);

impl Origin {
    const COPY_BITS: u32 = 4;
    const COPY_MASK: u64 = (1 << Self::COPY_BITS) - 1;

    // A run has less than 2^60 events, and copies are 16 at most.
    pub(super) const fn new(event: EventId, copy: u8) -> Self {
        Self(event.0 << Self::COPY_BITS | copy as u64 & Self::COPY_MASK)
    }

    pub(super) const fn event(self) -> EventId {
        EventId(self.0 >> Self::COPY_BITS)
    }

    pub(super) const fn copy(self) -> u8 {
        (self.0 & Self::COPY_MASK) as u8
    }
}

/// What keys and schedules know of a message, computed only while someone asks for keys.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag {
    pub(super) key: Key,
    pub(super) kind: Kind,
    // How many of that kind had been sent on that link before.
    pub(super) rank: u32,
    // How often the medium has held this copy back and let it go.
    pub(super) released: u8,
}

/// The tags of the messages in the queue, by their slots.
#[derive(Debug, Default)]
pub(super) struct Tags(Vec<Option<Tag>>);

impl Tags {
    pub(super) fn insert(&mut self, handle: Handle, tag: Tag) {
        let slot = handle.slot();
        if self.0.len() <= slot {
            self.0.resize(slot + 1, None);
        }
        self.0[slot] = Some(tag);
    }

    // Of a message that is pending, or has just left the queue.
    pub(super) fn get(&self, handle: Handle) -> Option<Tag> {
        *self.0.get(handle.slot())?
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }
}

/// A message in a silent world, where it arrives if and as often as a step says so.
pub(super) struct Limbo<P: Protocol> {
    pub(super) flight: Flight<P>,
    pub(super) tag: Tag,
    // When it got here: what arrives in that very instant may be part of a loop.
    pub(super) since: Time,
    // In which step, and how long it takes from there: at least, at most.
    pub(super) begun: Option<usize>,
    pub(super) range: (Duration, Duration),
    // How many copies the choices of the world let travel, and how many have arrived.
    pub(super) travelling: u8,
    pub(super) arrived: u8,
}

impl<P: Protocol> Limbo<P> {
    pub(super) const fn wait(&self) -> Wait {
        let (least, most) = self.range;
        let message = Some((self.flight.origin.event(), self.tag.key));
        let (class, since, end) = (Class::Arrive, self.begun, WaitEnd::Pending);
        Wait { class, since, least, most, end, message }
    }

    pub(super) const fn in_flight(&self) -> u64 {
        if self.flight.is_local() { 0 } else { self.travelling.saturating_sub(self.arrived) as u64 }
    }
}

/// A step that yields to others of its instant.
pub(super) struct Parked<P: Protocol> {
    // The same for all that yield.
    pub(super) time: Time,
    pub(super) handle: Handle,
    pub(super) pending: Pending<P>,
    pub(super) tag: Option<Tag>,
    pub(super) key: Key,
    // In words; made when it begins to yield, because its actor may be gone at the end.
    pub(super) label: String,
    // To how many more; `u64::MAX` to all that come.
    pub(super) left: u64,
    pub(super) yielded: u64,
}
