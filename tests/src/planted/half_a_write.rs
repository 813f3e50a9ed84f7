//! Torn write: what a crash left of a write is taken for a number.
//!
//! A crash, a disk that tears what it was writing, and how many bytes of it came through: three. A timer sends a number,
//! which is delivered; a timer syncs it; another number is sent and delivered; the crash and the restart: seven.

use sim_check::prelude::*;

use super::{Bug, Edition, Fact, Plain, Rising, wire};

pub(super) const BUG: Bug = Bug {
    name: "half a write",
    family: "disk: torn",
    id: "what is promised stays: falls",
    within: 1_000,
    faults: 3,
    events: 7,
    make: |edition| Box::new(scenario(edition)),
};

#[derive(Clone, Debug)]
struct Put(u64);

#[derive(Clone, PartialEq, Eq, Debug)]
enum Timer {
    Next,
    Sync,
}

type Storing = Plain<Put, Timer>;

struct Client {
    store: ActorId,
    number: u64,
}

// All bytes of both are needed to tell them apart from a smaller number.
const FIRST: u64 = 0x0101_0101_0101_0101;
const SECOND: u64 = 0x0202_0202_0202_0202;

impl Actor<Storing> for Client {
    fn on_start(&mut self, ctx: &mut Context<'_, Storing>) {
        ctx.set_timer(millis(20), Timer::Next);
    }

    fn on_message(&mut self, _: ActorId, _: Put, _: &mut Context<'_, Storing>) {}

    fn on_timer(&mut self, _: Timer, ctx: &mut Context<'_, Storing>) {
        if self.number == 0 {
            self.number = FIRST;
            ctx.set_timer(millis(50), Timer::Next);
        } else {
            self.number = SECOND;
        }
        ctx.send(self.store, Put(self.number));
    }
}

// Writes at once and syncs later; only then it promises. As it should be, it writes to two files in turns.
struct Store {
    edition: Edition,
    number: u64,
}

impl Store {
    fn read(file: &str, ctx: &mut Context<'_, Storing>) -> Option<u64> {
        let bytes = ctx.storage().read(file).unwrap_or_default()?;
        let mut number = [0; 8];
        number[..bytes.len()].copy_from_slice(&bytes);
        Some(u64::from_le_bytes(number))
    }
}

impl Actor<Storing> for Store {
    fn on_start(&mut self, ctx: &mut Context<'_, Storing>) {
        let left = [Self::read("even", ctx), Self::read("odd", ctx)];
        ctx.emit(Fact::Number(left.into_iter().flatten().max().unwrap_or(0)));
    }

    fn on_message(&mut self, _: ActorId, Put(number): Put, ctx: &mut Context<'_, Storing>) {
        self.number = number;
        let is_odd = self.edition.is_correct() && number == FIRST;
        let file = if is_odd { "odd" } else { "even" };
        let _ = ctx.storage().write(file, &number.to_le_bytes());
        ctx.set_timer(millis(20), Timer::Sync);
    }

    fn on_timer(&mut self, _: Timer, ctx: &mut Context<'_, Storing>) {
        if ctx.storage().sync().is_ok() {
            ctx.emit(Fact::Number(self.number));
        }
    }
}

fn scenario(edition: Edition) -> Scenario<Storing> {
    // Disks only tear: of what else may be wrong with them the store knows nothing.
    let torn = sim_core::DiskFaults { torn: Ratio::percent(50), ..sim_core::DiskFaults::CALM };
    let store = || Selector::node("store");
    let crash = sim_net::Within::new(millis(10), millis(110));
    sim_check::scenario(BUG.name)
        .node("client", |directory| Client { store: directory["store"], number: 0 })
        .node("store", move |_| Store { edition, number: 0 })
        .network(wire())
        .plan(
            Plan::new()
                .model(FaultModel::new().crash_restart(1).failing_disk())
                .episode(Episode::new("disk", millis(0), sim_net::DiskTrouble::of(store(), torn)))
                .episode(Episode::new("crash", crash, Crash::of(store())).lasts(millis(10)))
                .heal(millis(200)),
        )
        .property("what is promised stays", Rising::default().of_facts(Fact::number))
        .until(Stop::after(millis(300)))
}
