//! The partner: plays back.

use sim_core::prelude::*;

use super::message::{Message, PingPong};

/// What is wrong with the partner.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mutant {
    /// Nothing.
    None,
    /// It plays all balls back to the player from whom it got its first one.
    WrongPeer,
}

/// Plays each ball back to whoever served it.
#[derive(Debug)]
pub struct Partner {
    mutant: Mutant,
    first: Option<ActorId>,
}

impl Partner {
    /// A partner that knows nobody yet.
    pub const fn new(mutant: Mutant) -> Self {
        Self { mutant, first: None }
    }
}

impl Actor<PingPong> for Partner {
    fn on_message(&mut self, from: ActorId, message: Message, ctx: &mut Context<'_, PingPong>) {
        let Message::Ping { ball } = message else { return };
        let first = *self.first.get_or_insert(from);
        let to = match self.mutant {
            Mutant::None => from,
            Mutant::WrongPeer => first,
        };
        ctx.send(to, Message::Pong { ball });
    }
}
