//! Errands: 50 shops have 2,000 orders each done by 5 depots, one after the other.
//!
//! A shop asks, a depot does it and sends a receipt, and then the shop goes on; it would ask again after a second, but
//! nothing is lost. Links take 1 to 10 ms. An order makes ten events, and four of them are facts. Its number looks random,
//! as identifiers do that clients make.

use sim_check::prelude::*;
use sim_core::mix;

use crate::ledger::SharedLedger;

const SHOPS: u32 = 50;
const DEPOTS: u32 = 5;
const ORDERS: u32 = 2_000;

/// Ten for each order, and where each actor starts and the run ends.
pub(super) const EVENTS: u64 = (SHOPS * ORDERS * 10 + SHOPS + DEPOTS + 1) as u64;

/// The protocol.
pub(super) struct Errands;

impl Protocol for Errands {
    type Message = Message;
    type Fact = Told;
    type Timer = u64;
    type Operation = ();
    type Outcome = ();
    type View = ();
}

/// An order, and between whom.
#[derive(Clone, Copy, Debug)]
pub(super) struct Errand {
    /// Whose order: its place among all nodes.
    pub(super) shop: u32,
    /// Who does it: its place among all nodes.
    pub(super) depot: u32,
    /// Its number: no other order has it.
    pub(super) order: u64,
}

/// What is sent.
#[derive(Clone, Copy, Debug)]
pub(super) enum Message {
    Order(Errand),
    Receipt(Errand),
}

/// What is told.
#[derive(Clone, Copy, Debug)]
pub(super) enum Told {
    /// By a shop.
    Asked(Errand),
    /// By a depot.
    Arrived(Errand),
    /// By a depot.
    Done(Errand),
    /// By a shop.
    Confirmed(Errand),
}

/// All shops and depots.
pub(super) fn scenario(ledger: SharedLedger) -> Scenario<Errands> {
    let of_depots = ledger.clone();
    let shop = move |_: &Directory, index: usize| {
        let number = DEPOTS + u32::try_from(index).expect("there are few");
        Shop { number, made: 0, ledger: ledger.clone() }
    };
    sim_check::scenario("errands")
        .nodes("depot", DEPOTS as usize, move |_, _| Depot { ledger: of_depots.clone() })
        .nodes("shop", SHOPS as usize, shop)
        .network(Link::new(millis(1)).jitter(millis(9)))
        .until(Stop::idle())
        .steps(u64::MAX)
}

struct Shop {
    number: u32,
    made: u32,
    ledger: SharedLedger,
}

impl Shop {
    fn ask(&mut self, ctx: &mut Context<'_, Errands>) {
        if self.made == ORDERS {
            return;
        }
        let order = mix(self.number.into(), self.made.into());
        let depot = self.made % DEPOTS;
        self.made += 1;
        let errand = Errand { shop: self.number, depot, order };
        ctx.emit(Told::Asked(errand));
        send(errand, ctx);
    }
}

/// Sends an order, and would send it again if no receipt came.
fn send(errand: Errand, ctx: &mut Context<'_, Errands>) {
    let depot = ctx.directory().nth(errand.depot as usize).expect("depots come first");
    ctx.send(depot, Message::Order(errand));
    ctx.set_timer(seconds(1), errand.order);
}

impl Actor<Errands> for Shop {
    fn on_start(&mut self, ctx: &mut Context<'_, Errands>) {
        self.ask(ctx);
    }

    fn on_timer(&mut self, order: u64, ctx: &mut Context<'_, Errands>) {
        let depot = (self.made - 1) % DEPOTS;
        send(Errand { shop: self.number, depot, order }, ctx);
    }

    fn on_message(&mut self, _: ActorId, message: Message, ctx: &mut Context<'_, Errands>) {
        if let Message::Receipt(errand) = message {
            self.ledger.note(errand.shop, errand.order);
            ctx.cancel_timer(errand.order);
            ctx.emit(Told::Confirmed(errand));
            self.ask(ctx);
        }
    }
}

struct Depot {
    ledger: SharedLedger,
}

impl Actor<Errands> for Depot {
    fn on_message(&mut self, from: ActorId, message: Message, ctx: &mut Context<'_, Errands>) {
        if let Message::Order(errand) = message {
            self.ledger.note(errand.depot, errand.order);
            ctx.emit(Told::Arrived(errand));
            ctx.emit(Told::Done(errand));
            ctx.send(from, Message::Receipt(errand));
        }
    }
}
