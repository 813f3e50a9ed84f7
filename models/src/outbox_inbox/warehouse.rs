//! The warehouse: ships what a message says, once.

use std::collections::BTreeSet;

use sim_core::Stored;
use sim_core::prelude::*;

use super::message::{Fact, Message, OutboxInbox};
use super::mutants::{COMMIT, DATABASE, Mutant, WORKS};

/// Ships what a message says, once.
#[derive(Debug)]
pub struct Warehouse {
    mutant: Mutant,
    database: Database,
}

#[derive(Debug, Default)]
struct Database {
    shipped: BTreeSet<u32>,
    inbox: BTreeSet<u32>,
}

impl Stored for Database {
    fn encode(&self, out: &mut Vec<u8>) {
        self.shipped.encode(out);
        self.inbox.encode(out);
    }

    fn decode(input: &mut &[u8]) -> Option<Self> {
        Some(Self { shipped: Stored::decode(input)?, inbox: Stored::decode(input)? })
    }
}

impl Warehouse {
    /// A warehouse that has not opened its database yet.
    pub fn new(mutant: Mutant) -> Self {
        Self { mutant, database: Database::default() }
    }

    fn commit(&self, ctx: &mut Context<'_, OutboxInbox>) {
        ctx.storage().store(DATABASE, &self.database).expect(WORKS);
        ctx.work(COMMIT);
        ctx.storage().sync().expect(WORKS);
    }
}

impl Actor<OutboxInbox> for Warehouse {
    fn on_start(&mut self, ctx: &mut Context<'_, OutboxInbox>) {
        self.database = ctx.storage().load(DATABASE).expect(WORKS).unwrap_or_default();
    }

    fn on_message(&mut self, from: ActorId, message: Message, ctx: &mut Context<'_, OutboxInbox>) {
        let Message::Deliver { order } = message else { return };
        if self.database.inbox.insert(order) {
            if self.mutant == Mutant::CommitBeforeProcessing {
                self.commit(ctx);
                ctx.send(from, Message::Consumed { order });
            }
            self.database.shipped.insert(order);
            self.commit(ctx);
            ctx.emit(Fact::Shipped(order));
        } else {
            ctx.mark("a message comes again");
        }
        ctx.send(from, Message::Consumed { order });
    }
}
