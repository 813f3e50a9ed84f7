//! The shop: sends each order until it is confirmed, or gives up.

use std::collections::BTreeMap;

use sim_core::LocalTime;
use sim_core::prelude::*;

use super::message::{Fact, Message, Order, ReliableDelivery, Timer};

const FILE: &str = "open orders";
const WORKS: &str = "no disk fails in this scenario";

const ATTEMPT_TIMEOUT: Duration = millis(100);
const TOTAL_TIMEOUT: Duration = seconds(2);
const PAUSE_FIRST: Duration = millis(50);
const PAUSE_MAX: Duration = millis(400);

/// Sends each order until it is confirmed, or gives up.
#[derive(Debug)]
pub struct Shop {
    bank: ActorId,
    open: BTreeMap<u32, Attempts>,
}

#[derive(Debug)]
struct Attempts {
    call: OperationId,
    since: LocalTime,
    pause: Duration,
}

impl Shop {
    /// A shop without open orders.
    pub const fn new(bank: ActorId) -> Self {
        Self { bank, open: BTreeMap::new() }
    }

    // An order that is open when the node crashes is given up then, as nobody knows what became of it.
    fn save(&self, ctx: &mut Context<'_, ReliableDelivery>) {
        let open: Vec<u32> = self.open.keys().copied().collect();
        ctx.storage().store(FILE, &open).expect(WORKS);
        ctx.storage().sync().expect(WORKS);
    }

    fn attempt(&mut self, order: u32, ctx: &mut Context<'_, ReliableDelivery>) {
        let Some(attempts) = self.open.get_mut(&order) else { return };
        if ctx.now().since(attempts.since) >= TOTAL_TIMEOUT {
            ctx.mark("an order is given up");
            let call = attempts.call;
            self.close(order, ctx);
            ctx.emit(Fact::GaveUp(order));
            return ctx.unknown(call);
        }
        ctx.send(self.bank, Message::Book { order });
        // Full jitter: the pause is anything up to its bound, so that shops that failed together don't try together.
        let latest = ATTEMPT_TIMEOUT.saturating_add(attempts.pause);
        ctx.set_timer_between(ATTEMPT_TIMEOUT, latest, Timer::Retry(order));
        attempts.pause = attempts.pause.saturating_mul(2).min(PAUSE_MAX);
    }

    fn close(&mut self, order: u32, ctx: &mut Context<'_, ReliableDelivery>) {
        self.open.remove(&order);
        self.save(ctx);
    }
}

impl Actor<ReliableDelivery> for Shop {
    fn on_start(&mut self, ctx: &mut Context<'_, ReliableDelivery>) {
        let open: Vec<u32> = ctx.storage().load(FILE).expect(WORKS).unwrap_or_default();
        open.into_iter().for_each(|order| ctx.emit(Fact::GaveUp(order)));
        self.save(ctx);
    }

    fn on_operation(
        &mut self,
        call: OperationId,
        Order(order): Order,
        ctx: &mut Context<'_, ReliableDelivery>,
    ) {
        let since = ctx.now();
        self.open.insert(order, Attempts { call, since, pause: PAUSE_FIRST });
        self.save(ctx);
        ctx.emit(Fact::Ordered(order));
        self.attempt(order, ctx);
    }

    fn on_message(
        &mut self,
        _: ActorId,
        message: Message,
        ctx: &mut Context<'_, ReliableDelivery>,
    ) {
        if let Message::Booked { order } = message
            && let Some(Attempts { call, .. }) = self.open.get(&order)
        {
            ctx.ok(*call, ());
            ctx.cancel_timer(Timer::Retry(order));
            self.close(order, ctx);
            ctx.emit(Fact::Confirmed(order));
        }
    }

    fn on_timer(&mut self, timer: Timer, ctx: &mut Context<'_, ReliableDelivery>) {
        if let Timer::Retry(order) = timer {
            self.attempt(order, ctx);
        }
    }
}
