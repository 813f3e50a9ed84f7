//! The sender: one message at a time, until it is acknowledged.

use sim_core::prelude::*;

use super::message::{Fact, Message, Retransmit, StopAndWait};

// Shorter than a frame and its acknowledgement may take, so many a frame is sent again that isn't lost.
const PATIENCE: Duration = millis(60);

/// What a sender thinks of acknowledgements.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Acks {
    /// It goes on when one has come, and sends again when none comes in time.
    Awaited,
    /// It doesn't look at them, and goes on when it has waited: that is a mistake.
    Ignored,
}

/// Sends its messages, each until it is acknowledged.
#[derive(Debug)]
pub struct Sender {
    receiver: ActorId,
    acks: Acks,
    bit: u8,
    messages: &'static [&'static str],
}

impl Sender {
    /// A sender of these messages.
    pub const fn new(receiver: ActorId, messages: &'static [&'static str], acks: Acks) -> Self {
        Self { receiver, acks, bit: 0, messages }
    }

    fn begin(&self, ctx: &mut Context<'_, StopAndWait>) {
        match self.messages.first() {
            Some(text) => ctx.emit(Fact::Sends(text)),
            None => ctx.mark("all is acknowledged"),
        }
        self.send(ctx);
    }

    fn send(&self, ctx: &mut Context<'_, StopAndWait>) {
        if let Some(text) = self.messages.first() {
            ctx.send(self.receiver, Message::Frame { bit: self.bit, text });
            ctx.set_timer(PATIENCE, Retransmit);
        }
    }

    fn go_on(&mut self, ctx: &mut Context<'_, StopAndWait>) {
        if let Some((_, rest)) = self.messages.split_first() {
            ctx.cancel_timer(Retransmit);
            self.messages = rest;
            self.bit = 1 - self.bit;
            self.begin(ctx);
        }
    }
}

impl Actor<StopAndWait> for Sender {
    fn on_start(&mut self, ctx: &mut Context<'_, StopAndWait>) {
        self.begin(ctx);
    }

    fn on_message(&mut self, _: ActorId, message: Message, ctx: &mut Context<'_, StopAndWait>) {
        let Message::Ack { bit } = message else { return };
        if bit == self.bit && self.acks == Acks::Awaited {
            self.go_on(ctx);
        }
    }

    fn on_timer(&mut self, Retransmit: Retransmit, ctx: &mut Context<'_, StopAndWait>) {
        match self.acks {
            Acks::Awaited => {
                ctx.mark("a frame is sent again");
                self.send(ctx);
            }
            Acks::Ignored => self.go_on(ctx),
        }
    }
}
