//! Effects: what a handler asked for, in order.

use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::vec::Vec;

use crate::actor::Actor;
use crate::duration::Duration;
use crate::id::{ActorId, OperationId};
use crate::key::Key;
use crate::mailbox::Mailbox;
use crate::panic::Caught;
use crate::protocol::Protocol;

/// What a handler asked for, in the order in which it did.
//
// Sends stand apart, because there are so many of them: a message is taken out of its place there, where moving a
// whole effect would cost more than all the rest of sending.
pub(crate) struct Effects<P: Protocol> {
    sends: Vec<Sending<P>>,
    // With the number of sends before.
    others: Vec<(usize, Option<Effect<P>>)>,
    // How many of each have been taken.
    sent: usize,
    done: usize,
}

/// A message to be sent.
pub(crate) struct Sending<P: Protocol> {
    pub(crate) to: ActorId,
    pub(crate) after: Duration,
    pub(crate) key: Key,
    // Taken out when it is sent.
    pub(crate) message: Option<P::Message>,
}

impl<P: Protocol> Effects<P> {
    pub(crate) const fn new() -> Self {
        Self { sends: Vec::new(), others: Vec::new(), sent: 0, done: 0 }
    }

    #[inline(always)]
    pub(crate) fn push_send(
        &mut self,
        to: ActorId,
        after: Duration,
        key: Key,
        message: P::Message,
    ) {
        self.sends.push(Sending { to, after, key, message: Some(message) });
    }

    pub(crate) fn push(&mut self, effect: Effect<P>) {
        self.others.push((self.sends.len(), Some(effect)));
    }

    // The next one, if it is another than a send.
    #[inline(always)]
    pub(crate) fn next_other(&mut self) -> Option<Effect<P>> {
        let (before, effect) = self.others.get_mut(self.done)?;
        if *before > self.sent {
            return None;
        }
        self.done += 1;
        effect.take()
    }

    // The next send, where `next_other` has said that it is next.
    #[inline(always)]
    pub(crate) fn next_send(&mut self) -> Option<&mut Sending<P>> {
        let send = self.sends.get_mut(self.sent)?;
        self.sent += 1;
        Some(send)
    }

    // Whatever is left, in order.
    pub(crate) fn take_rest(&mut self) -> VecDeque<Effect<P>> {
        let mut rest = VecDeque::new();
        loop {
            if let Some(effect) = self.next_other() {
                rest.push_back(effect);
            } else if let Some(Sending { to, after, key, message }) = self.next_send() {
                let message = message.take();
                rest.push_back(Effect::Send(Sending {
                    to: *to,
                    after: *after,
                    key: *key,
                    message,
                }));
            } else {
                return rest;
            }
        }
    }

    #[inline(always)]
    pub(crate) fn clear(&mut self) {
        self.sends.clear();
        self.sent = 0;
        if !self.others.is_empty() {
            self.others.clear();
            self.done = 0;
        }
    }
}

/// One thing that a handler asked for. It is applied when the handler has ended, in its place in the list.
pub(crate) enum Effect<P: Protocol> {
    Send(Sending<P>),
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
