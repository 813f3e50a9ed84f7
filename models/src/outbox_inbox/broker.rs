//! The broker: a durable queue.

use std::collections::BTreeSet;

use sim_core::prelude::*;

use super::message::{Message, OutboxInbox, Timer};
use super::mutants::{PATIENCE, WORKS};

const QUEUE: &str = "queue";

/// Keeps messages until they are consumed.
#[derive(Debug)]
pub struct Broker {
    shop: ActorId,
    warehouse: ActorId,
    queue: BTreeSet<u32>,
}

impl Broker {
    /// A broker that has not opened its queue yet.
    pub const fn new(shop: ActorId, warehouse: ActorId) -> Self {
        Self { shop, warehouse, queue: BTreeSet::new() }
    }

    fn save(&self, ctx: &mut Context<'_, OutboxInbox>) {
        ctx.storage().store(QUEUE, &self.queue).expect(WORKS);
        ctx.storage().sync().expect(WORKS);
    }

    fn deliver(&self, ctx: &mut Context<'_, OutboxInbox>) {
        for &order in &self.queue {
            ctx.send(self.warehouse, Message::Deliver { order });
        }
        if !self.queue.is_empty() {
            ctx.set_timer(PATIENCE, Timer);
        }
    }
}

impl Actor<OutboxInbox> for Broker {
    fn on_start(&mut self, ctx: &mut Context<'_, OutboxInbox>) {
        self.queue = ctx.storage().load(QUEUE).expect(WORKS).unwrap_or_default();
        self.deliver(ctx);
    }

    fn on_message(&mut self, _: ActorId, message: Message, ctx: &mut Context<'_, OutboxInbox>) {
        match message {
            Message::Publish { order } => {
                self.queue.insert(order);
                self.save(ctx);
                ctx.send(self.shop, Message::Published { order });
                ctx.send(self.warehouse, Message::Deliver { order });
                ctx.set_timer(PATIENCE, Timer);
            }
            Message::Consumed { order } => {
                self.queue.remove(&order);
                self.save(ctx);
            }
            Message::Published { .. } | Message::Deliver { .. } => {}
        }
    }

    fn on_timer(&mut self, Timer: Timer, ctx: &mut Context<'_, OutboxInbox>) {
        self.deliver(ctx);
    }
}
