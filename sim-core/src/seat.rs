//! Seats: where an actor sits, with what waits in front of it.
//!
//! What every delivery touches stands in [`Seat`]; the rest is boxed and made when first needed, so that a
//! million idle actors stay small.

use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::rc::Rc;
use alloc::vec::Vec;

use crate::actor::{Actor, Signal};
use crate::books::{ActorBooks, MailboxBook, OutboxBook};
use crate::context::Context;
use crate::effect::Effect;
use crate::id::{ActorId, EventId, NodeId, OperationId};
use crate::key::Key;
use crate::mailbox::{Mailbox, MailboxFigures};
use crate::protocol::Protocol;
use crate::queue::Handle;
use crate::time::Time;

/// Who sits there.
pub(crate) enum Occupant<P: Protocol, A> {
    Nobody,
    Declared(A),
    Spawned(Box<dyn Actor<P>>),
}

impl<P: Protocol, A: Actor<P>> Occupant<P, A> {
    pub(crate) fn get(&self) -> Option<&dyn Actor<P>> {
        match self {
            Self::Nobody => None,
            Self::Declared(actor) => Some(actor),
            Self::Spawned(actor) => Some(&**actor),
        }
    }

    // An empty seat handles nothing; the kernel never asks it to.
    pub(crate) fn call(&mut self, handle: impl FnOnce(&mut dyn Actor<P>)) {
        match self {
            Self::Nobody => {}
            Self::Declared(actor) => handle(actor),
            Self::Spawned(actor) => handle(&mut **actor),
        }
    }

    // As `call`, for what happens most, without a dynamic call where all declared actors have one type.
    #[inline]
    pub(crate) fn on_message(
        &mut self,
        from: ActorId,
        message: P::Message,
        ctx: &mut Context<'_, P>,
    ) {
        match self {
            Self::Nobody => {}
            Self::Declared(actor) => actor.on_message(from, message, ctx),
            Self::Spawned(actor) => actor.on_message(from, message, ctx),
        }
    }

    #[inline]
    pub(crate) fn on_timer(&mut self, timer: P::Timer, ctx: &mut Context<'_, P>) {
        match self {
            Self::Nobody => {}
            Self::Declared(actor) => actor.on_timer(timer, ctx),
            Self::Spawned(actor) => actor.on_timer(timer, ctx),
        }
    }
}

/// What keeps an actor from handling the next message at once: a set of reasons. None: it handles it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Reasons(u8);

impl Reasons {
    /// Nobody sits there.
    pub(crate) const VACANT: Self = Self(1);
    /// It has not started yet.
    pub(crate) const UNSTARTED: Self = Self(2);
    /// A message is in service.
    pub(crate) const SERVING: Self = Self(4);
    /// It waits for room in a mailbox.
    pub(crate) const BLOCKED: Self = Self(8);
    /// It works.
    pub(crate) const WORKING: Self = Self(16);
    /// Others wait in front.
    pub(crate) const BACKLOG: Self = Self(32);
    /// The mailbox has rules.
    pub(crate) const RULED: Self = Self(64);
    /// A turn is on its way.
    pub(crate) const TURN: Self = Self(128);

    // Whatever the actor itself is in the middle of.
    const BUSY: Self = Self(
        Self::VACANT.0 | Self::UNSTARTED.0 | Self::SERVING.0 | Self::BLOCKED.0 | Self::WORKING.0,
    );

    pub(crate) const fn is_none(self) -> bool {
        self.0 == 0
    }

    pub(crate) const fn is_busy(self) -> bool {
        self.0 & Self::BUSY.0 != 0
    }

    pub(crate) const fn has(self, reason: Self) -> bool {
        self.0 & reason.0 != 0
    }

    pub(crate) const fn set(&mut self, reason: Self) {
        self.0 |= reason.0;
    }

    pub(crate) const fn clear(&mut self, reason: Self) {
        self.0 &= !reason.0;
    }
}

/// A seat.
pub(crate) struct Seat<P: Protocol, A> {
    pub(crate) occupant: Occupant<P, A>,
    pub(crate) generation: u32,
    pub(crate) node: NodeId,
    pub(crate) reasons: Reasons,
    pub(crate) extras: Option<Box<Extras<P>>>,
    // The books that every message touches; the others are in the extras.
    pub(crate) requested: u64,
    pub(crate) sent: u64,
    pub(crate) local_sent: u64,
    pub(crate) arrived: u64,
    pub(crate) local_arrived: u64,
    pub(crate) handled: u64,
}

impl<P: Protocol, A> Seat<P, A> {
    pub(crate) const fn new(node: NodeId, generation: u32) -> Self {
        Self {
            occupant: Occupant::Nobody,
            generation,
            node,
            reasons: Reasons::VACANT,
            extras: None,
            requested: 0,
            sent: 0,
            local_sent: 0,
            arrived: 0,
            local_arrived: 0,
            handled: 0,
        }
    }

    pub(crate) fn extras(&mut self) -> &mut Extras<P> {
        self.extras.get_or_insert_default()
    }

    // The books of whoever sat here; a seat that is given away keeps them until the world is reset.
    pub(crate) fn books(&self) -> ActorBooks {
        let mut books = ActorBooks {
            outbox: OutboxBook {
                requested: self.requested,
                sent: self.sent,
                local: self.local_sent,
                ..Default::default()
            },
            mailbox: MailboxBook {
                arrived: self.arrived,
                local: self.local_arrived,
                handled: self.handled,
                ..Default::default()
            },
        };
        if let Some(extras) = &self.extras {
            books.outbox.lost = extras.books.outbox.lost;
            books.outbox.waiting = u64::from(extras.blocked_on.is_some());
            books.mailbox = MailboxBook {
                arrived: self.arrived,
                local: self.local_arrived,
                handled: self.handled,
                queued: extras.queue.len() as u64,
                serving: u64::from(extras.serving.is_some()),
                ..extras.books.mailbox
            };
        }
        books
    }

    pub(crate) fn close_books(&mut self) {
        self.requested = 0;
        self.sent = 0;
        self.local_sent = 0;
        self.arrived = 0;
        self.local_arrived = 0;
        self.handled = 0;
    }

    // A fresh run: as new, but allocations stay, and so do the rules of the mailbox.
    pub(crate) fn reset(&mut self) {
        self.occupant = Occupant::Nobody;
        self.reasons = Reasons::VACANT;
        self.close_books();
        if let Some(extras) = &mut self.extras {
            extras.clear();
            extras.books = ActorBooks::default();
            extras.figures = MailboxFigures::default();
        }
    }
}

/// What only some actors have.
pub(crate) struct Extras<P: Protocol> {
    pub(crate) rules: Option<Rc<Mailbox>>,
    // Where dead letters go, looked up once.
    pub(crate) dead_letters: Option<ActorId>,
    pub(crate) queue: VecDeque<Letter<P>>,
    pub(crate) serving: Option<Letter<P>>,
    // Messages that wait for room here, in their order.
    pub(crate) waiting: VecDeque<Waiting<P>>,
    // What became due while the actor was not ready.
    pub(crate) late: VecDeque<Due<P>>,
    // The rest of a handler's effects, and the event of that handler.
    pub(crate) rest: VecDeque<Effect<P>>,
    pub(crate) rest_of: EventId,
    // From which the keys of what the rest does descend.
    pub(crate) rest_key: Key,
    pub(crate) blocked_on: Option<ActorId>,
    // What it waits for is room in a stream; the message is still in the rest of its list.
    pub(crate) stalled: bool,
    /// When such a sender asks again, if a turn of it is to come.
    pub(crate) asks: Time,
    // Side by side, because setting one looks for its equal.
    pub(crate) timers: Vec<(Handle, P::Timer)>,
    pub(crate) turn: Option<Handle>,
    // Who wants to know when this actor ends, and with whom it ends.
    pub(crate) monitors: Vec<ActorId>,
    pub(crate) links: Vec<ActorId>,
    pub(crate) open: Vec<OperationId>,
    pub(crate) books: ActorBooks,
    pub(crate) figures: MailboxFigures,
}

impl<P: Protocol> Default for Extras<P> {
    fn default() -> Self {
        Self {
            rules: None,
            dead_letters: None,
            queue: VecDeque::new(),
            serving: None,
            waiting: VecDeque::new(),
            late: VecDeque::new(),
            rest: VecDeque::new(),
            rest_of: EventId(0),
            rest_key: Key::NONE,
            blocked_on: None,
            stalled: false,
            asks: Time::ZERO,
            timers: Vec::new(),
            turn: None,
            monitors: Vec::new(),
            links: Vec::new(),
            open: Vec::new(),
            books: ActorBooks::default(),
            figures: MailboxFigures::default(),
        }
    }
}

impl<P: Protocol> Extras<P> {
    // What dies with the actor.
    pub(crate) fn clear(&mut self) {
        self.queue.clear();
        self.serving = None;
        self.waiting.clear();
        self.late.clear();
        self.rest.clear();
        self.blocked_on = None;
        self.stalled = false;
        self.asks = Time::ZERO;
        self.timers.clear();
        self.turn = None;
        self.monitors.clear();
        self.links.clear();
        self.open.clear();
    }
}

/// A message that has reached its receiver's mailbox.
pub(crate) struct Letter<P: Protocol> {
    pub(crate) from: ActorId,
    pub(crate) copy: u8,
    pub(crate) spilled: bool,
    // The event of its sending.
    pub(crate) cause: EventId,
    pub(crate) key: Key,
    pub(crate) since: Time,
    pub(crate) message: P::Message,
}

/// A message that found no room, with its sender.
pub(crate) struct Waiting<P: Protocol> {
    pub(crate) from: ActorId,
    pub(crate) key: Key,
    pub(crate) message: P::Message,
    pub(crate) arrears: Arrears,
}

/// What is still to be done when a waiting message finds room.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Arrears {
    // It leaves only then, as an effect of this event's handler, and its sender goes on.
    Sending(EventId),
    // It had left long ago, by this event, with a delay; nobody waits for it.
    Nothing(EventId),
    // It came by a stream, in which it takes up room until it is taken in.
    Stream(EventId),
}

/// A task and what led to it.
pub(crate) struct Due<P: Protocol> {
    pub(crate) cause: Option<EventId>,
    pub(crate) key: Key,
    // Of the actor's node, if it dies with that: a client's call doesn't.
    pub(crate) incarnation: Option<u32>,
    pub(crate) task: Task<P>,
}

/// Something other than a message for an actor to handle.
pub(crate) enum Task<P: Protocol> {
    Start,
    Timer(P::Timer),
    Signal(Notice<P>),
    Operation(P::Operation),
}

/// A signal on its way, with what the framework itself does when it arrives.
pub(crate) enum Notice<P: Protocol> {
    Tell(Signal<P>),
    // A linked actor ended: this one ends too.
    Broken,
}
