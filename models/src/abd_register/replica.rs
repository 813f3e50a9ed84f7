//! The replica: keeps the newest value that it has heard of.

use sim_core::disk::DiskError;
use sim_core::{Actor, ActorId, Context};

use super::{AbdRegister, Message, Tagged};

type Ctx<'a> = Context<'a, AbdRegister>;

/// Keeps the newest value that it has heard of, on its disk.
#[derive(Debug, Default)]
pub struct Replica {
    newest: Tagged,
}

impl Replica {
    fn recover(&mut self, ctx: &mut Ctx<'_>) -> Result<(), DiskError> {
        self.newest = ctx.storage().load("newest")?.unwrap_or_default();
        Ok(())
    }

    fn keep(&mut self, newest: Tagged, ctx: &mut Ctx<'_>) -> Result<(), DiskError> {
        if newest > self.newest {
            ctx.storage().store("newest", &newest)?;
            ctx.storage().sync()?;
            self.newest = newest;
        }
        Ok(())
    }
}

impl Actor<AbdRegister> for Replica {
    fn on_start(&mut self, ctx: &mut Ctx<'_>) {
        if self.recover(ctx).is_err() {
            ctx.stop();
        }
    }

    fn on_message(&mut self, from: ActorId, message: Message, ctx: &mut Ctx<'_>) {
        match message {
            Message::Query { round } => {
                ctx.send(from, Message::Have { round, newest: self.newest });
            }
            Message::Store { round, newest } => match self.keep(newest, ctx) {
                Ok(()) => ctx.send(from, Message::Stored { round }),
                Err(_) => ctx.stop(),
            },
            Message::Have { .. } | Message::Stored { .. } => {}
        }
    }
}
