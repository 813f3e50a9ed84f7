//! Crowds: 1,000 nodes that could all speak with each other, and 100,000 clients around one hub.
//!
//! In the mesh each node speaks to five others over links that keep an order, so that each link used has a state: what
//! is held must be in proportion to the 5,000 links used, not to the 999,000 pairs. Each client of the hub asks once
//! and is answered.

use std::any::Any;

use sim_core::{Actor, ActorId, Choices, Context, Protocol, Setup, Stop, World, micros, millis};
use sim_net::{Layout, Link, Network};

use super::{Footprint, Measure, Row, Run, Unit, contest};
use crate::ledger::{Ledger, SharedLedger};

const MESH: usize = 1_000;
const PEERS: usize = 5;
const CLIENTS: usize = 100_000;

/// The rows of crowds.
pub(super) fn rows() -> Vec<Row> {
    let footprint = Footprint {
        item: "link",
        items: (MESH * PEERS) as u64,
        own_bytes: 0,
        floor: Some(Box::new(|| Box::new(mesh(Link::new(millis(1)))) as Box<dyn Any>)),
        framework: Some(Box::new(|| Box::new(mesh(Link::new(millis(1)).ordered())))),
    };
    let links =
        Row { name: "memory_links", on_request: false, measure: Measure::Memory(footprint) };
    vec![links, contest("hub_1e5", Unit::Delivery, None, Some(Box::new(hub)))]
}

struct Talk;

impl Protocol for Talk {
    type Message = u32;
    type Fact = ();
    type Timer = ();
    type Operation = ();
    type Outcome = ();
    type View = ();
}

/// Speaks once to each of its peers.
struct Talker {
    number: usize,
}

impl Actor<Talk> for Talker {
    fn on_start(&mut self, ctx: &mut Context<'_, Talk>) {
        for step in 1..=PEERS {
            let peer = (self.number + step * step * 7) % MESH;
            let peer = ctx.directory().nth(peer).expect("one of the mesh");
            ctx.send(peer, 0);
        }
    }

    fn on_message(&mut self, _: ActorId, _: u32, _: &mut Context<'_, Talk>) {}
}

/// A mesh in which all have spoken.
fn mesh(link: Link) -> World<Talk, Network<Talk>> {
    let mut world = Setup::new(Network::mesh(link))
        .nodes("n", MESH, |_, number| Talker { number })
        .build()
        .expect("nodes with different names");
    world.reset(&Choices::drawn(1));
    world.run(Stop::idle());
    world
}

/// Asks the hub once, or is the hub and answers.
enum Party {
    Hub,
    Client { number: u64, ledger: SharedLedger },
}

impl Actor<Talk> for Party {
    fn on_start(&mut self, ctx: &mut Context<'_, Talk>) {
        if let Self::Client { number, .. } = self {
            ctx.set_timer(micros(*number), ());
        }
    }

    fn on_timer(&mut self, (): (), ctx: &mut Context<'_, Talk>) {
        let hub = ctx.directory()["hub"];
        ctx.send(hub, 1);
    }

    fn on_message(&mut self, from: ActorId, asked: u32, ctx: &mut Context<'_, Talk>) {
        match self {
            Self::Hub => ctx.send(from, asked + 1),
            Self::Client { number, ledger } => {
                ledger.note(u32::try_from(*number).unwrap_or(0), asked.into());
            }
        }
    }
}

/// The hub with its clients; the world is built before the clock starts.
fn hub() -> Run {
    let ledger = SharedLedger::default();
    let shared = ledger.clone();
    let mut world = Setup::new(Network::new(Layout::star("hub", Link::lan())))
        .node("hub", |_| Party::Hub)
        .nodes("client", CLIENTS, move |_, number| Party::Client {
            number: number as u64,
            ledger: shared.clone(),
        })
        .build()
        .expect("nodes with different names");
    world.reset(&Choices::drawn(1));
    Box::new(move || {
        world.run(Stop::idle());
        let answered = ledger.ledger();
        // Each answer has a question: both are deliveries.
        Ledger { deliveries: world.wire().arrived, ..answered }
    })
}
