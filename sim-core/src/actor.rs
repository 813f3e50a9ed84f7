//! What a protocol's author writes: an actor.

use alloc::boxed::Box;
use core::fmt;

use crate::context::Context;
use crate::id::{ActorId, OperationId};
use crate::protocol::Protocol;

/// A sequential participant: it handles one thing at a time and acts only through its [`Context`].
///
/// Only [`on_message`](Actor::on_message) has to be written.
///
/// ```
/// use sim_core::prelude::*;
///
/// struct Numbers;
/// impl Protocol for Numbers {
///     type Message = u32;
///     type Fact = ();
///     type Timer = ();
///     type Operation = ();
///     type Outcome = ();
///     type View = u32;
/// }
///
/// /// Sends back one more than it got.
/// struct Counter { last: u32 }
///
/// impl Actor<Numbers> for Counter {
///     fn on_message(&mut self, from: ActorId, message: u32, ctx: &mut Context<'_, Numbers>) {
///         self.last = message;
///         ctx.send(from, message + 1);
///     }
///
///     fn view(&self) -> Option<u32> {
///         Some(self.last)
///     }
/// }
/// assert_eq!(Counter { last: 3 }.view(), Some(3));
/// ```
pub trait Actor<P: Protocol> {
    /// The actor begins: when the world starts, after each restart of its node, or when it was spawned. All
    /// actors that are declared on its node are there by then, though the later ones start later.
    fn on_start(&mut self, ctx: &mut Context<'_, P>) {
        let _ = ctx;
    }

    /// A message has come to the front of the mailbox.
    fn on_message(&mut self, from: ActorId, message: P::Message, ctx: &mut Context<'_, P>);

    /// A timer that this actor set has fired.
    fn on_timer(&mut self, timer: P::Timer, ctx: &mut Context<'_, P>) {
        let _ = (timer, ctx);
    }

    /// The framework tells the actor something: a peer ended, a message came back.
    fn on_signal(&mut self, signal: Signal<P>, ctx: &mut Context<'_, P>) {
        let _ = (signal, ctx);
    }

    /// A client calls: the operation is already on record as invoked, and the actor says later how it ended
    /// ([`Context::ok`], [`Context::failed`], [`Context::unknown`]).
    fn on_operation(&mut self, id: OperationId, operation: P::Operation, ctx: &mut Context<'_, P>) {
        let _ = (id, operation, ctx);
    }

    /// What properties may see of this actor.
    fn view(&self) -> Option<P::View> {
        None
    }

    /// A number that is equal for equal states, for telling end states apart.
    fn fingerprint(&self) -> Option<u64> {
        None
    }
}

impl<P: Protocol, T: Actor<P> + ?Sized> Actor<P> for Box<T> {
    fn on_start(&mut self, ctx: &mut Context<'_, P>) {
        (**self).on_start(ctx);
    }

    fn on_message(&mut self, from: ActorId, message: P::Message, ctx: &mut Context<'_, P>) {
        (**self).on_message(from, message, ctx);
    }

    fn on_timer(&mut self, timer: P::Timer, ctx: &mut Context<'_, P>) {
        (**self).on_timer(timer, ctx);
    }

    fn on_signal(&mut self, signal: Signal<P>, ctx: &mut Context<'_, P>) {
        (**self).on_signal(signal, ctx);
    }

    fn on_operation(&mut self, id: OperationId, operation: P::Operation, ctx: &mut Context<'_, P>) {
        (**self).on_operation(id, operation, ctx);
    }

    fn view(&self) -> Option<P::View> {
        (**self).view()
    }

    fn fingerprint(&self) -> Option<u64> {
        (**self).fingerprint()
    }
}

/// What the framework tells an actor.
pub enum Signal<P: Protocol> {
    /// An actor that this one monitors has ended, or wasn't there.
    Down {
        /// The actor that ended.
        actor: ActorId,
        /// How it ended.
        exit: Exit,
    },
    /// A stream to or from this actor broke: the other end is gone, or was cut off for too long. What was on its way
    /// may or may not have arrived.
    Severed {
        /// The other end.
        peer: ActorId,
    },
    /// A message came back: the receiver's mailbox was full and returns what it can't hold.
    Refused {
        /// The receiver that refused it.
        to: ActorId,
        /// The message as it was sent.
        message: P::Message,
    },
    /// A message for another actor, whose mailbox was full and sends here what it can't hold.
    DeadLetter {
        /// Who sent it.
        from: ActorId,
        /// For whom it was.
        to: ActorId,
        /// The message as it was sent.
        message: P::Message,
    },
}

impl<P: Protocol> fmt::Debug for Signal<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Down { actor, exit } => write!(f, "Down {{ {actor:?}, {exit:?} }}"),
            Self::Severed { peer } => write!(f, "Severed {{ {peer:?} }}"),
            Self::Refused { to, message } => write!(f, "Refused {{ {to:?}, {message:?} }}"),
            Self::DeadLetter { from, to, message } => {
                write!(f, "DeadLetter {{ {from:?}, {to:?}, {message:?} }}")
            }
        }
    }
}

/// How an actor ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exit {
    /// It asked to be stopped.
    Stopped,
    /// A handler of it panicked.
    Panicked,
    /// An actor it is linked to ended by a panic or by such a link.
    Linked,
    /// It could not be watched: it had ended before, never existed, or lives on another node.
    Unreachable,
}
