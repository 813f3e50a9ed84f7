//! The sender: a window of messages on their way.

use sim_core::prelude::*;

use super::message::{Fact, FifoChannel, Message, Retransmit};
use super::window::Window;

const PATIENCE: Duration = millis(120);

/// Sends its messages, a window of them at a time.
#[derive(Debug)]
pub struct Sender {
    receiver: ActorId,
    window: Window,
    messages: &'static [&'static str],
    // All before this one are delivered.
    acknowledged: u64,
    // All before this one were sent.
    sent: u64,
}

impl Sender {
    /// A sender of these messages.
    pub const fn new(receiver: ActorId, messages: &'static [&'static str], window: Window) -> Self {
        Self { receiver, window, messages, acknowledged: 0, sent: 0 }
    }

    fn text(&self, number: u64) -> Option<&'static str> {
        self.messages.get(usize::try_from(number).ok()?).copied()
    }

    fn fill_window(&mut self, ctx: &mut Context<'_, FifoChannel>) {
        while let Some(text) = self.text(self.sent)
            && self.window.has(self.sent, self.acknowledged)
        {
            ctx.emit(Fact::Sends(text));
            ctx.send(self.receiver, Message::Data { number: self.sent, text });
            self.sent += 1;
        }
        if self.acknowledged < self.sent {
            ctx.set_timer(PATIENCE, Retransmit);
        } else {
            ctx.cancel_timer(Retransmit);
            ctx.mark("all is acknowledged");
        }
    }
}

impl Actor<FifoChannel> for Sender {
    fn on_start(&mut self, ctx: &mut Context<'_, FifoChannel>) {
        self.fill_window(ctx);
    }

    fn on_message(&mut self, _: ActorId, message: Message, ctx: &mut Context<'_, FifoChannel>) {
        if let Message::Ack { next } = message
            && next > self.acknowledged
        {
            self.acknowledged = next;
            self.fill_window(ctx);
        }
    }

    fn on_timer(&mut self, Retransmit: Retransmit, ctx: &mut Context<'_, FifoChannel>) {
        ctx.mark("a message is sent again");
        if let Some(text) = self.text(self.acknowledged) {
            ctx.send(self.receiver, Message::Data { number: self.acknowledged, text });
            ctx.set_timer(PATIENCE, Retransmit);
        }
    }
}
