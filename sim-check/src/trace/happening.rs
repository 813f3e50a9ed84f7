//! What happened, in a trace: the same as [`What`](sim_core::What), but whoever takes part is a place in the list of
//! actors.

use sim_core::{DropCause, Duration, Exit};

use super::field::Field;
use super::read::{Fields, Wrong};
use crate::render::Object;

/// An actor, by its place among the actors of a trace.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Who(pub usize);

// One table for the enum, its writer and its reader: three that are apart come apart.
macro_rules! happenings {
    ($(
        $(#[$doc:meta])* $name:ident $({ $( $(#[$field_doc:meta])* $field:ident: $type:ty ),* $(,)? })?
    ),* $(,)?) => {
        /// What happened.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Happening {
            $( $(#[$doc])* $name $({ $( $(#[$field_doc])* $field: $type ),* })? ),*
        }

        impl Happening {
            /// The names of all that can happen.
            pub const NAMES: &'static [&'static str] = &[$( stringify!($name) ),*];

            /// What it is called in files.
            pub const fn name(&self) -> &'static str {
                match self { $( Self::$name { .. } => stringify!($name) ),* }
            }

            pub(crate) fn write(&self, object: &mut Object) {
                match self {
                    $( Self::$name $({ $( $field ),* })? => {
                        $( $( $field.write(stringify!($field), object); )* )?
                    } )*
                }
            }

            pub(super) fn read(name: &str, fields: &mut Fields) -> Result<Self, Wrong> {
                match name {
                    $( stringify!($name) => Ok(Self::$name $({
                        $( $field: <$type>::read(stringify!($field), fields)? ),*
                    })?), )*
                    _ => Err(Wrong::new("the name of an event in \"what\"", format!("{name:?}"))),
                }
            }
        }
    };
}

happenings! {
    /// The actor begins.
    Started {
        /// How often its node had been restarted.
        incarnation: u32,
    },
    /// The actor made a child. The payload is its path.
    Spawned {
        /// The child.
        child: Who,
    },
    /// The actor ended otherwise than by a crash of its node.
    Exited {
        /// How.
        exit: Exit,
    },
    /// A handler panicked. The payload is the message.
    Panicked,
    /// A message leaves, or will after the delay that the sender asked for.
    Sent {
        /// The receiver.
        to: Who,
    },
    /// A message is damaged on its way. The payload is what has become of it.
    Damaged {
        /// The sender.
        from: Who,
        /// The receiver.
        to: Who,
    },
    /// The medium tells the way of the message that leaves.
    Routed {
        /// The receiver.
        to: Who,
    },
    /// A message goes no further.
    Dropped {
        /// The sender.
        from: Who,
        /// The receiver.
        to: Who,
        /// Why.
        why: DropCause,
    },
    /// The medium holds a message back.
    Held {
        /// The sender.
        from: Who,
        /// The receiver.
        to: Who,
    },
    /// A message waits in the mailbox.
    Queued {
        /// The sender.
        from: Who,
        /// How many wait now.
        depth: u32,
    },
    /// The actor handles a message.
    Delivered {
        /// The sender.
        from: Who,
        /// Which copy, by order of arrival, from zero.
        copy: u8,
    },
    /// The full mailbox gives a message to its actor for dead letters.
    DeadLettered {
        /// The sender.
        from: Who,
        /// Who gets it.
        to: Who,
    },
    /// The full mailbox gives a message back.
    Returned {
        /// The sender, who gets it.
        to: Who,
    },
    /// The sender waits for room in a full mailbox, or in a stream.
    Blocked {
        /// Whose mailbox, or the stream to whom.
        on: Who,
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
    /// A timer is cancelled by the actor.
    TimerCancelled,
    /// A timer fires.
    TimerFired,
    /// An actor that it monitors ended.
    PeerDown {
        /// The actor that ended.
        peer: Who,
        /// How.
        exit: Exit,
    },
    /// A stream to or from it broke.
    Severed {
        /// The other end.
        peer: Who,
    },
    /// A message came back from a full mailbox.
    Refused {
        /// The receiver that refused it.
        to: Who,
    },
    /// A message came that some full mailbox could not hold.
    DeadLetter {
        /// The sender.
        from: Who,
        /// The receiver that could not hold it.
        to: Who,
    },
    /// The actor works for some time before it goes on.
    Working {
        /// For how long.
        lasts: Duration,
    },
    /// A client calls. The payload is the operation.
    Invoked {
        /// The actor that made the call.
        caller: Who,
        /// How many calls it had made before.
        call: u32,
    },
    /// The call succeeded. The payload is the outcome.
    Succeeded {
        /// The actor that made the call.
        caller: Who,
        /// How many calls it had made before.
        call: u32,
    },
    /// The call certainly did nothing.
    Failed {
        /// The actor that made the call.
        caller: Who,
        /// How many calls it had made before.
        call: u32,
    },
    /// Nobody knows whether the call took effect, or will.
    Unknown {
        /// The actor that made the call.
        caller: Who,
        /// How many calls it had made before.
        call: u32,
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

impl Happening {
    /// Who takes part, besides the one to whom it happens.
    pub fn actors(&self) -> Vec<Who> {
        match *self {
            Self::Spawned { child: who }
            | Self::Sent { to: who }
            | Self::Routed { to: who }
            | Self::Queued { from: who, .. }
            | Self::Delivered { from: who, .. }
            | Self::Returned { to: who }
            | Self::Blocked { on: who }
            | Self::PeerDown { peer: who, .. }
            | Self::Severed { peer: who }
            | Self::Refused { to: who }
            | Self::Invoked { caller: who, .. }
            | Self::Succeeded { caller: who, .. }
            | Self::Failed { caller: who, .. }
            | Self::Unknown { caller: who, .. } => vec![who],
            Self::Damaged { from, to }
            | Self::Dropped { from, to, .. }
            | Self::Held { from, to }
            | Self::DeadLettered { from, to }
            | Self::DeadLetter { from, to } => vec![from, to],
            Self::Started { .. }
            | Self::Exited { .. }
            | Self::Panicked
            | Self::Unblocked
            | Self::TimerSet { .. }
            | Self::TimerCancelled
            | Self::TimerFired
            | Self::Working { .. }
            | Self::Told
            | Self::Marked
            | Self::Chose { .. }
            | Self::Wrote { .. }
            | Self::Deleted
            | Self::Synced
            | Self::DiskFailed
            | Self::Struck { .. }
            | Self::Crashed { .. }
            | Self::Restarted { .. }
            | Self::Paused
            | Self::Resumed
            | Self::Adjusted
            | Self::Deadlocked { .. }
            | Self::Livelocked
            | Self::Ended => Vec::new(),
        }
    }

    /// Whether a reader wants to see it who wants to know what happened, not how: messages that are handled or lost,
    /// timers that fire, calls, faults, what is told.
    pub const fn is_readable(&self) -> bool {
        match self {
            Self::Delivered { .. }
            | Self::Dropped { .. }
            | Self::Damaged { .. }
            | Self::DeadLetter { .. }
            | Self::Refused { .. }
            | Self::Severed { .. }
            | Self::PeerDown { .. }
            | Self::Blocked { .. }
            | Self::TimerFired
            | Self::Spawned { .. }
            | Self::Exited { .. }
            | Self::Panicked
            | Self::Invoked { .. }
            | Self::Succeeded { .. }
            | Self::Failed { .. }
            | Self::Unknown { .. }
            | Self::Told
            | Self::Marked
            | Self::Chose { .. }
            | Self::DiskFailed
            | Self::Struck { .. }
            | Self::Crashed { .. }
            | Self::Restarted { .. }
            | Self::Paused
            | Self::Resumed
            | Self::Adjusted
            | Self::Deadlocked { .. }
            | Self::Livelocked => true,
            Self::Started { .. }
            | Self::Sent { .. }
            | Self::Routed { .. }
            | Self::Held { .. }
            | Self::Queued { .. }
            | Self::DeadLettered { .. }
            | Self::Returned { .. }
            | Self::Unblocked
            | Self::TimerSet { .. }
            | Self::TimerCancelled
            | Self::Working { .. }
            | Self::Wrote { .. }
            | Self::Deleted
            | Self::Synced
            | Self::Ended => false,
        }
    }

    /// Whether a client calls, or its call ends.
    pub const fn is_call(&self) -> bool {
        matches!(
            self,
            Self::Invoked { .. }
                | Self::Succeeded { .. }
                | Self::Failed { .. }
                | Self::Unknown { .. }
        )
    }

    /// Whether something goes wrong from outside, or is repaired.
    pub const fn is_fault(&self) -> bool {
        matches!(
            self,
            Self::Struck { .. }
                | Self::Crashed { .. }
                | Self::Restarted { .. }
                | Self::Paused
                | Self::Resumed
                | Self::Adjusted
        )
    }
}
