//! Events: the one stream that comes out of a run.
//!
//! What happened is plain data ([`What`]); the protocol's own value that it is about, if any, stands beside
//! it ([`Payload`]). Deliberately absent: what the environment has in mind (that a copy is on its way, when a timer
//! is due): an event is something that happened, so a replay that only lists what happens gives the same stream.

use alloc::boxed::Box;
use core::fmt;

use crate::actor::Exit;
use crate::duration::Duration;
use crate::id::{ActorId, EventId, NodeId, OperationId};
use crate::protocol::Protocol;
use crate::time::Time;

/// One thing that happened.
pub struct Event<'a, P: Protocol> {
    /// Its number in the run.
    pub id: EventId,
    /// When.
    pub time: Time,
    /// To whom.
    pub place: Place,
    /// The event that led to it; `None` for what comes from outside.
    pub cause: Option<EventId>,
    /// What.
    pub what: What,
    /// The protocol's value that it is about.
    pub payload: Payload<'a, P>,
}

impl<P: Protocol> Clone for Event<'_, P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P: Protocol> Copy for Event<'_, P> {}

impl<'a, P: Protocol> Event<'a, P> {
    /// The fact that this event tells, if it tells one.
    pub const fn fact(&self) -> Option<&'a P::Fact> {
        match self.payload {
            Payload::Fact(fact) => Some(fact),
            Payload::None
            | Payload::Message(_)
            | Payload::Timer(_)
            | Payload::Operation(_)
            | Payload::Outcome(_)
            | Payload::Text(_) => None,
        }
    }

    /// The message that this event is about, if it is about one.
    pub const fn message(&self) -> Option<&'a P::Message> {
        match self.payload {
            Payload::Message(message) => Some(message),
            Payload::None
            | Payload::Timer(_)
            | Payload::Fact(_)
            | Payload::Operation(_)
            | Payload::Outcome(_)
            | Payload::Text(_) => None,
        }
    }

    /// The actor to which it happened, if it happened to one.
    pub const fn actor(&self) -> Option<ActorId> {
        match self.place {
            Place::Actor(_, actor) => Some(actor),
            Place::World | Place::Node(_) => None,
        }
    }

    /// The node on which it happened, if it happened on one.
    pub const fn node(&self) -> Option<NodeId> {
        match self.place {
            Place::Actor(node, _) | Place::Node(node) => Some(node),
            Place::World => None,
        }
    }
}

impl<P: Protocol> fmt::Debug for Event<'_, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {:?} {:?}", self.id, self.time, self.place, self.what)?;
        if !matches!(self.payload, Payload::None) {
            write!(f, " {:?}", self.payload)?;
        }
        self.cause.map_or(Ok(()), |cause| write!(f, " from {cause}"))
    }
}

/// Where something happened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// In the world as a whole.
    World,
    /// On a node.
    Node(NodeId),
    /// To an actor on a node.
    Actor(NodeId, ActorId),
}

/// What happened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    /// The actor begins.
    Started {
        /// How often its node had been restarted.
        incarnation: u32,
    },
    /// The actor made a child. The payload is its path.
    Spawned {
        /// The child.
        child: ActorId,
    },
    /// The actor ended otherwise than by a crash of its node.
    Exited {
        /// How.
        exit: Exit,
    },
    /// A handler panicked. The payload is the message; the place in the code is with
    /// [`World::panics`](crate::World::panics), because a trace should outlive an edit above it.
    Panicked,

    /// A message leaves, or will after the delay that the sender asked for.
    Sent {
        /// The receiver.
        to: ActorId,
    },
    /// A message is damaged on its way. The payload is what has become of it.
    Damaged {
        /// The sender.
        from: ActorId,
        /// The receiver.
        to: ActorId,
    },
    /// The medium tells the way of the message that leaves. The payload is that way.
    Routed {
        /// The receiver.
        to: ActorId,
    },
    /// A message goes no further.
    Dropped {
        /// The sender.
        from: ActorId,
        /// The receiver.
        to: ActorId,
        /// Why.
        cause: DropCause,
    },
    /// The medium holds a message back.
    Held {
        /// The sender.
        from: ActorId,
        /// The receiver.
        to: ActorId,
    },
    /// A message waits in the mailbox.
    Queued {
        /// The sender.
        from: ActorId,
        /// How many wait now.
        depth: u32,
    },
    /// The actor handles a message.
    Delivered {
        /// The sender.
        from: ActorId,
        /// Which copy, by order of arrival.
        copy: u8,
    },
    /// The full mailbox gives a message to its actor for dead letters.
    DeadLettered {
        /// The sender.
        from: ActorId,
        /// Who gets it.
        to: ActorId,
    },
    /// The full mailbox gives a message back.
    Returned {
        /// The sender, who gets it.
        to: ActorId,
    },
    /// The sender waits for room in a full mailbox, or in a stream.
    Blocked {
        /// Whose mailbox, or the stream to whom.
        on: ActorId,
    },
    /// The sender may go on.
    Unblocked,

    /// A timer is set. The payload is the timer.
    TimerSet {
        /// The least local time until it fires.
        least: Duration,
        /// The most local time until it fires.
        most: Duration,
    },
    /// A timer is cancelled by the actor. One that is set anew is not told to be cancelled.
    TimerCancelled,
    /// A timer fires.
    TimerFired,
    /// An actor that it monitors ended.
    PeerDown {
        /// The actor that ended.
        actor: ActorId,
        /// How.
        exit: Exit,
    },
    /// A stream to or from it broke.
    Severed {
        /// The other end.
        peer: ActorId,
    },
    /// A message came back from a full mailbox.
    Refused {
        /// The receiver that refused it.
        to: ActorId,
    },
    /// A message came that some full mailbox could not hold.
    DeadLetter {
        /// The sender.
        from: ActorId,
        /// The receiver that could not hold it.
        to: ActorId,
    },
    /// The actor works for some time before it goes on.
    Working {
        /// For how long.
        time: Duration,
    },

    /// A client calls. The payload is the operation.
    Invoked {
        /// Which call.
        operation: OperationId,
    },
    /// The call succeeded. The payload is the outcome.
    Succeeded {
        /// Which call.
        operation: OperationId,
    },
    /// The call certainly did nothing.
    Failed {
        /// Which call.
        operation: OperationId,
    },
    /// Nobody knows whether the call took effect, or will.
    Unknown {
        /// Which call.
        operation: OperationId,
    },

    /// The actor tells the judges something. The payload is the fact.
    Told,
    /// A mark is reached. The payload is its name.
    Marked,
    /// The protocol asked the environment to choose. The payload is the name of the choice.
    Chose {
        /// What was chosen.
        value: u64,
    },

    /// A file was written. The payload is its name.
    Wrote {
        /// How many bytes.
        bytes: u64,
    },
    /// A file was deleted. The payload is its name.
    Deleted,
    /// The disk says that it synced.
    Synced,
    /// An operation of the disk failed. The payload says on which file, and how.
    DiskFailed,

    /// A planned fault strikes. The payload is its label.
    Struck {
        /// Its place among the faults of the run.
        fault: u32,
    },
    /// The node crashes. The payload is the fault point, if it crashed at one.
    Crashed {
        /// Whether its disk was wiped.
        wiped: bool,
        /// How many unsynced disk operations survived.
        survivors: u32,
        /// How many bytes of the next unsynced write survived.
        torn: u32,
    },
    /// The node comes back.
    Restarted {
        /// How often it has been restarted.
        incarnation: u32,
    },
    /// The node stands still.
    Paused,
    /// The node goes on.
    Resumed,
    /// The node's speed, its clocks, its disk or its fault points change. The payload says how.
    Adjusted,

    /// A cycle of actors wait for room in each other's mailboxes.
    Deadlocked {
        /// How many actors wait for each other.
        actors: u32,
    },
    /// The world makes steps but no time passes.
    Livelocked,
    /// The run is over.
    Ended,
}

impl What {
    // For digests: which variant, and its fields in at most two words.
    #[inline(always)]
    const fn words(&self) -> (u64, u64, u64) {
        match *self {
            Self::Sent { to } => (1, to.word(), 0),
            Self::Delivered { from, copy } => (2, from.word(), copy as u64),
            Self::Dropped { from, to, cause } => {
                (3 + ((cause as u64) << 8), from.word(), to.word())
            }
            Self::Queued { from, depth } => (4, from.word(), depth as u64),
            Self::TimerSet { least, most } => (5, least.as_nanos(), most.as_nanos()),
            Self::TimerFired => (6, 0, 0),
            Self::TimerCancelled => (7, 0, 0),
            Self::Told => (8, 0, 0),
            Self::Marked => (9, 0, 0),
            Self::Started { incarnation } => (10, incarnation as u64, 0),
            Self::Spawned { child } => (11, child.word(), 0),
            Self::Exited { exit } => (12, exit as u64, 0),
            Self::Panicked => (13, 0, 0),
            Self::Held { from, to } => (14, from.word(), to.word()),
            Self::DeadLettered { from, to } => (15, from.word(), to.word()),
            Self::Returned { to } => (16, to.word(), 0),
            Self::Blocked { on } => (17, on.word(), 0),
            Self::Unblocked => (18, 0, 0),
            Self::PeerDown { actor, exit } => (19, actor.word(), exit as u64),
            Self::Refused { to } => (20, to.word(), 0),
            Self::DeadLetter { from, to } => (21, from.word(), to.word()),
            Self::Working { time } => (22, time.as_nanos(), 0),
            Self::Invoked { operation } => (23, operation.actor.word(), operation.number as u64),
            Self::Succeeded { operation } => (24, operation.actor.word(), operation.number as u64),
            Self::Failed { operation } => (25, operation.actor.word(), operation.number as u64),
            Self::Unknown { operation } => (26, operation.actor.word(), operation.number as u64),
            Self::Chose { value } => (27, value, 0),
            Self::Wrote { bytes } => (28, bytes, 0),
            Self::Deleted => (29, 0, 0),
            Self::Synced => (30, 0, 0),
            Self::DiskFailed => (31, 0, 0),
            Self::Struck { fault } => (32, fault as u64, 0),
            Self::Crashed { wiped, survivors, torn } => {
                (33, wiped as u64, (survivors as u64) << 32 | torn as u64)
            }
            Self::Restarted { incarnation } => (34, incarnation as u64, 0),
            Self::Paused => (35, 0, 0),
            Self::Resumed => (36, 0, 0),
            Self::Adjusted => (37, 0, 0),
            Self::Deadlocked { actors } => (38, actors as u64, 0),
            Self::Livelocked => (39, 0, 0),
            Self::Ended => (40, 0, 0),
            Self::Routed { to } => (41, to.word(), 0),
            Self::Severed { peer } => (42, peer.word(), 0),
            Self::Damaged { from, to } => (43, from.word(), to.word()),
        }
    }
}

/// Why a message goes no further.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[repr(u8)]
pub enum DropCause {
    /// The wire lost it.
    Lost,
    /// A partition was in force at departure, at arrival or between.
    Cut,
    /// No way leads from the sender's node to the receiver's.
    NoRoute,
    /// The queue of a link was full.
    LinkFull,
    /// The stream that it was part of broke.
    Severed,
    /// A rule of the plan took it.
    Rule,
    /// The sender's node crashed before the delay that the sender had asked for was over.
    SenderCrashed,
    /// It would arrive at a time that can't be told, later than 584 years after the start. The run ends with it.
    Never,
    /// The receiver's node is down.
    NodeDown,
    /// The receiver has ended or was never there.
    NoActor,
    /// The receiver takes messages from its own node only.
    Private,
    /// The mailbox was full and drops what comes.
    MailboxNewest,
    /// The mailbox was full and drops what is oldest.
    MailboxOldest,
    /// The receiver ended while it waited.
    ReceiverEnded,
    /// The receiver's node crashed while it waited.
    ReceiverCrashed,
}

impl DropCause {
    /// The number of causes.
    pub const COUNT: usize = 15;

    /// All causes, in order.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Lost,
        Self::Cut,
        Self::NoRoute,
        Self::LinkFull,
        Self::Severed,
        Self::Rule,
        Self::SenderCrashed,
        Self::Never,
        Self::NodeDown,
        Self::NoActor,
        Self::Private,
        Self::MailboxNewest,
        Self::MailboxOldest,
        Self::ReceiverEnded,
        Self::ReceiverCrashed,
    ];
}

/// The protocol's value that an event is about.
pub enum Payload<'a, P: Protocol> {
    /// None.
    None,
    /// A message.
    Message(&'a P::Message),
    /// A timer.
    Timer(&'a P::Timer),
    /// A fact.
    Fact(&'a P::Fact),
    /// An operation.
    Operation(&'a P::Operation),
    /// The outcome of an operation.
    Outcome(&'a P::Outcome),
    /// A name or a text.
    Text(&'a str),
}

impl<P: Protocol> Clone for Payload<'_, P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P: Protocol> Copy for Payload<'_, P> {}

impl<P: Protocol> fmt::Debug for Payload<'_, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => Ok(()),
            Self::Message(message) => message.fmt(f),
            Self::Timer(timer) => timer.fmt(f),
            Self::Fact(fact) => fact.fmt(f),
            Self::Operation(operation) => operation.fmt(f),
            Self::Outcome(outcome) => outcome.fmt(f),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// A payload that a record owns.
//
// Facts and outcomes need not be `Clone`: the record takes them over after the observers have seen them.
pub(crate) enum Kept<P: Protocol> {
    None,
    Message(P::Message),
    Timer(P::Timer),
    Fact(P::Fact),
    Operation(P::Operation),
    Outcome(P::Outcome),
    Text(Box<str>),
}

impl<P: Protocol> Kept<P> {
    pub(crate) const fn as_payload(&self) -> Payload<'_, P> {
        match self {
            Self::None => Payload::None,
            Self::Message(message) => Payload::Message(message),
            Self::Timer(timer) => Payload::Timer(timer),
            Self::Fact(fact) => Payload::Fact(fact),
            Self::Operation(operation) => Payload::Operation(operation),
            Self::Outcome(outcome) => Payload::Outcome(outcome),
            Self::Text(text) => Payload::Text(text),
        }
    }
}

/// The rolling digest of a run: equal for equal runs, within one build.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Digest(u64);

impl Digest {
    // The words are multiplied apart, so that the processor works on all at once and only the last step waits for
    // the event before. Each step is a bijection of each word: one difference always shows.
    #[inline(always)]
    pub(crate) const fn absorb(
        &mut self,
        time: Time,
        place: Place,
        cause: Option<EventId>,
        what: &What,
    ) {
        let (tag, first, second) = what.words();
        let place = match place {
            Place::World => 0,
            Place::Node(node) => 1 << 63 | node.0 as u64,
            Place::Actor(_, actor) => actor.word() + 1,
        };
        let cause = match cause {
            Some(cause) => cause.0,
            None => u64::MAX,
        };
        let when = time.as_nanos().wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let who = place ^ tag.rotate_right(8) ^ cause.rotate_left(24);
        let word = when ^ who.wrapping_mul(0xd6e8_feb8_6659_fd93) ^ first ^ second.rotate_left(32);
        self.0 = (self.0.rotate_left(29) ^ word).wrapping_mul(0x5899_65cc_7537_4cc3);
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
