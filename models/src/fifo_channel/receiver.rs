//! The receiver: delivers what is next, and keeps what comes too early.

use sim_core::prelude::*;

use super::message::{Fact, FifoChannel, Message};
use super::window::{Mutant, Window};

/// Delivers messages in the order of their numbers.
#[derive(Debug)]
pub struct Receiver {
    window: Window,
    next: u64,
    ring: Vec<Option<&'static str>>,
}

impl Receiver {
    /// A receiver that waits for the first message.
    pub fn new(window: Window) -> Self {
        Self { window, next: 0, ring: vec![None; window.places()] }
    }

    fn take(&mut self, number: u64, text: &'static str, ctx: &mut Context<'_, FifoChannel>) {
        if self.window.mutant() == Mutant::NoReorderBuffer {
            ctx.emit(Fact::Delivers(text));
            self.next = number + 1;
            return;
        }
        if number > self.next {
            ctx.mark("a message comes too early");
        }
        self.ring[self.window.place(number)] = Some(text);
        while let Some(text) = self.ring[self.window.place(self.next)].take() {
            ctx.emit(Fact::Delivers(text));
            self.next += 1;
        }
    }
}

impl Actor<FifoChannel> for Receiver {
    fn on_message(&mut self, from: ActorId, message: Message, ctx: &mut Context<'_, FifoChannel>) {
        let Message::Data { number, text } = message else { return };
        if number >= self.next && self.window.has(number, self.next) {
            self.take(number, text, ctx);
        }
        ctx.send(from, Message::Ack { next: self.next });
    }
}
