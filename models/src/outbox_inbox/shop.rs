//! The shop: takes orders, and publishes them from its outbox.

use std::collections::BTreeSet;

use sim_core::Stored;
use sim_core::prelude::*;

use super::message::{Fact, Message, Order, OutboxInbox, Timer};
use super::mutants::{COMMIT, DATABASE, Mutant, PATIENCE, WORKS};

/// Takes orders, and publishes them from its outbox.
#[derive(Debug)]
pub struct Shop {
    broker: ActorId,
    mutant: Mutant,
    database: Database,
}

#[derive(Debug, Default)]
struct Database {
    orders: BTreeSet<u32>,
    outbox: BTreeSet<u32>,
}

impl Stored for Database {
    fn encode(&self, out: &mut Vec<u8>) {
        self.orders.encode(out);
        self.outbox.encode(out);
    }

    fn decode(input: &mut &[u8]) -> Option<Self> {
        Some(Self { orders: Stored::decode(input)?, outbox: Stored::decode(input)? })
    }
}

impl Shop {
    /// A shop that has not opened its database yet.
    pub fn new(broker: ActorId, mutant: Mutant) -> Self {
        Self { broker, mutant, database: Database::default() }
    }

    fn commit(&self, ctx: &mut Context<'_, OutboxInbox>) {
        ctx.storage().store(DATABASE, &self.database).expect(WORKS);
        ctx.work(COMMIT);
        ctx.storage().sync().expect(WORKS);
    }

    fn relay(&mut self, ctx: &mut Context<'_, OutboxInbox>) {
        for &order in &self.database.outbox {
            ctx.send(self.broker, Message::Publish { order });
        }
        if self.database.outbox.is_empty() {
            return;
        }
        if self.mutant == Mutant::DeleteBeforeAck {
            self.database.outbox.clear();
            self.commit(ctx);
        } else {
            ctx.set_timer(PATIENCE, Timer);
        }
    }
}

impl Actor<OutboxInbox> for Shop {
    fn on_start(&mut self, ctx: &mut Context<'_, OutboxInbox>) {
        self.database = ctx.storage().load(DATABASE).expect(WORKS).unwrap_or_default();
        if !self.database.outbox.is_empty() {
            ctx.mark("the shop comes back with rows in its outbox");
        }
        self.relay(ctx);
    }

    fn on_operation(
        &mut self,
        call: OperationId,
        Order(order): Order,
        ctx: &mut Context<'_, OutboxInbox>,
    ) {
        self.database.orders.insert(order);
        if self.mutant == Mutant::PublishOutside {
            ctx.send(self.broker, Message::Publish { order });
        } else {
            self.database.outbox.insert(order);
        }
        self.commit(ctx);
        ctx.emit(Fact::Ordered(order));
        ctx.ok(call, ());
        self.relay(ctx);
    }

    fn on_message(&mut self, _: ActorId, message: Message, ctx: &mut Context<'_, OutboxInbox>) {
        if let Message::Published { order } = message
            && self.database.outbox.remove(&order)
        {
            self.commit(ctx);
        }
    }

    fn on_timer(&mut self, Timer: Timer, ctx: &mut Context<'_, OutboxInbox>) {
        ctx.mark("the shop waits for an acknowledgement");
        self.relay(ctx);
    }
}
