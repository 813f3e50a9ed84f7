//! The bank: books each order once.

use std::collections::{BTreeMap, BTreeSet};

use sim_core::prelude::*;
use sim_core::{LocalTime, Stored};

use super::message::{Fact, Message, ReliableDelivery, Timer};
use super::mutants::Mutant;

const FILE: &str = "books";
const WORKS: &str = "no disk fails in this scenario";

/// Books each order once, and remembers that over restarts.
#[derive(Debug)]
pub struct Bank {
    mutant: Mutant,
    books: Books,
}

// One file: what is booked and which keys were seen is safe together or not at all.
#[derive(Debug, Default)]
struct Books {
    orders: BTreeSet<u32>,
    // When each key was seen, on the clock of the node.
    seen: BTreeMap<u32, u64>,
}

impl Stored for Books {
    fn encode(&self, out: &mut Vec<u8>) {
        self.orders.encode(out);
        self.seen.encode(out);
    }

    fn decode(input: &mut &[u8]) -> Option<Self> {
        Some(Self { orders: Stored::decode(input)?, seen: Stored::decode(input)? })
    }
}

impl Bank {
    /// A bank that has not read its books yet.
    pub fn new(mutant: Mutant) -> Self {
        Self { mutant, books: Books::default() }
    }

    fn forget_old_keys(&mut self, ctx: &mut Context<'_, ReliableDelivery>) {
        let (now, keeps) = (ctx.now(), self.mutant.time_to_live());
        let before = self.books.seen.len();
        self.books.seen.retain(|_, seen| now.since(LocalTime::from_nanos(*seen)) <= keeps);
        if self.books.seen.len() < before {
            ctx.mark("an old key is forgotten");
        }
    }

    fn book(&mut self, order: u32, ctx: &mut Context<'_, ReliableDelivery>) {
        self.books.orders.insert(order);
        self.books.seen.insert(order, ctx.now().as_nanos());
        ctx.storage().store(FILE, &self.books).expect(WORKS);
        if self.mutant == Mutant::AckBeforeDurable {
            ctx.set_timer(millis(200), Timer::Flush);
        } else {
            ctx.storage().sync().expect(WORKS);
        }
        ctx.emit(Fact::Books(order));
    }
}

impl Actor<ReliableDelivery> for Bank {
    fn on_start(&mut self, ctx: &mut Context<'_, ReliableDelivery>) {
        self.books = ctx.storage().load(FILE).expect(WORKS).unwrap_or_default();
        if self.mutant == Mutant::DedupInMemory {
            self.books.seen.clear();
        }
        ctx.emit(Fact::Recovered(self.books.orders.clone()));
    }

    fn on_message(
        &mut self,
        from: ActorId,
        message: Message,
        ctx: &mut Context<'_, ReliableDelivery>,
    ) {
        let Message::Book { order } = message else { return };
        self.forget_old_keys(ctx);
        let is_known = self.books.seen.contains_key(&order) && self.mutant != Mutant::NoDedup;
        if is_known {
            ctx.mark("an order comes again");
        } else {
            self.book(order, ctx);
        }
        ctx.send(from, Message::Booked { order });
    }

    fn on_timer(&mut self, timer: Timer, ctx: &mut Context<'_, ReliableDelivery>) {
        if timer == Timer::Flush {
            ctx.storage().sync().expect(WORKS);
        }
    }
}
