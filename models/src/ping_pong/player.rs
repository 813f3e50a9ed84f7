//! The player: serves its balls, one after the other.

use sim_core::prelude::*;

use super::message::{Fact, Message, PingPong, Play, Waited};

/// Serves its balls, each until it comes back.
#[derive(Debug)]
pub struct Player {
    number: usize,
    partner: ActorId,
    balls: std::ops::Range<u32>,
}

impl Player {
    /// The player of that number, with these balls.
    pub const fn new(number: usize, partner: ActorId, balls: std::ops::Range<u32>) -> Self {
        Self { number, partner, balls }
    }

    fn serve(&self, ctx: &mut Context<'_, PingPong>) {
        let ball = self.balls.start;
        if self.balls.is_empty() {
            return ctx.mark("all balls are back");
        }
        ctx.emit(Fact::Served(Play { player: self.number, ball }));
        ctx.send(self.partner, Message::Ping { ball });
        ctx.set_timer(millis(100), Waited { ball });
    }
}

impl Actor<PingPong> for Player {
    fn on_start(&mut self, ctx: &mut Context<'_, PingPong>) {
        self.serve(ctx);
    }

    fn on_message(&mut self, _: ActorId, message: Message, ctx: &mut Context<'_, PingPong>) {
        let Message::Pong { ball } = message else { return };
        ctx.emit(Fact::Got(Play { player: self.number, ball }));
        if ball == self.balls.start {
            ctx.cancel_timer(Waited { ball });
            self.balls.start += 1;
            self.serve(ctx);
        }
    }

    fn on_timer(&mut self, _: Waited, ctx: &mut Context<'_, PingPong>) {
        ctx.mark("a ball is served again");
        self.serve(ctx);
    }
}
