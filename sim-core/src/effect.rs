//! Effects: what a handler asked for, in order.

use alloc::boxed::Box;

use crate::actor::Actor;
use crate::duration::Duration;
use crate::id::{ActorId, OperationId};
use crate::key::Key;
use crate::mailbox::Mailbox;
use crate::panic::Caught;
use crate::protocol::Protocol;

/// One thing that a handler asked for. It is applied when the handler has ended, in its place in the list.
pub(crate) enum Effect<P: Protocol> {
    Send { to: ActorId, after: Duration, key: Key, message: P::Message },
    SetTimer { least: Duration, most: Duration, extra: Duration, timer: P::Timer },
    CancelTimer(P::Timer),
    Spawn { child: ActorId, rules: Option<Box<Mailbox>>, actor: Box<dyn Actor<P>> },
    Monitor(ActorId),
    Link(ActorId),
    Tell(P::Fact),
    Invoke { operation: OperationId, asked: P::Operation },
    Succeed { operation: OperationId, outcome: P::Outcome },
    Fail(OperationId),
    Forget(OperationId),
    Mark(&'static str),
    Work(Duration),
    // What has already happened while the handler ran, for the record.
    Chose { name: &'static str, value: u64 },
    Disk { note: DiskNote, file: Box<str> },
    // Everything after it was done by a ghost and is not in the list.
    CrashHere { point: Box<str> },
    // Put at the end of the list when the handler has asked to be stopped, or has panicked.
    Exit,
    Die(Box<Caught>),
}

/// What happened on the disk.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum DiskNote {
    Wrote(u64),
    Deleted,
    // What was unsynced when it began: it is done only when its turn in the list has come.
    Synced { mark: u64 },
    Failed,
}
