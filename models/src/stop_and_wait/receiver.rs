//! The receiver: takes a frame if it has the bit that it waits for.

use sim_core::prelude::*;

use super::message::{Fact, Message, StopAndWait};

/// Delivers what has the bit that it waits for, and acknowledges everything.
#[derive(Debug, Default)]
pub struct Receiver {
    expected: u8,
}

impl Actor<StopAndWait> for Receiver {
    fn on_message(&mut self, from: ActorId, message: Message, ctx: &mut Context<'_, StopAndWait>) {
        let Message::Frame { bit, text } = message else { return };
        if bit == self.expected {
            ctx.emit(Fact::Delivers(text));
            self.expected = 1 - self.expected;
        } else {
            ctx.mark("a frame comes again");
        }
        ctx.send(from, Message::Ack { bit });
    }
}
