//! Torn write: what a crash left of a write is taken for a number.
//!
//! A crash, a disk that tears what it was writing, and how many bytes of it came through: three. A timer sends a number, which
//! is delivered; the crash and the restart: four.

use sim_check::prelude::*;
use sim_core::DiskFaults;
use sim_net::{DiskTrouble, Within};

use super::{Bug, Edition, Fact, Message, Plain, Timer, wire};

pub(super) const BUG: Bug = Bug {
    name: "half a write",
    family: "disk: torn",
    id: "what is read was written: delivered from nowhere",
    within: 100,
    faults: 3,
    events: 4,
    make: |edition| Box::new(scenario(edition)),
};

const NUMBER: u64 = 0x0101_0101_0101_0101;

struct Client {
    store: ActorId,
}

impl Actor<Plain> for Client {
    fn on_start(&mut self, ctx: &mut Context<'_, Plain>) {
        ctx.emit(Fact::Ordered(NUMBER));
        ctx.set_timer(millis(20), Timer::Next);
    }

    fn on_message(&mut self, _: ActorId, _: Message, _: &mut Context<'_, Plain>) {}

    fn on_timer(&mut self, _: Timer, ctx: &mut Context<'_, Plain>) {
        ctx.send(self.store, Message::Put(NUMBER));
    }
}

// Shows what it gets, and what it has. As it should be, it shows only what is whole.
struct Store {
    edition: Edition,
}

impl Actor<Plain> for Store {
    fn on_start(&mut self, ctx: &mut Context<'_, Plain>) {
        let Ok(Some(bytes)) = ctx.storage().read("number") else { return };
        if bytes.len() == 8 || !self.edition.is_correct() {
            let digits = bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte));
            ctx.emit(Fact::Done(digits));
        }
    }

    fn on_message(&mut self, _: ActorId, message: Message, ctx: &mut Context<'_, Plain>) {
        let Message::Put(number) = message else { return };
        // Nobody else writes, and disks here only tear: there is no error to handle.
        let _ = ctx.storage().write("number", &number.to_le_bytes());
        ctx.emit(Fact::Done(number));
    }
}

fn scenario(edition: Edition) -> Scenario<Plain> {
    let torn = DiskFaults { torn: Ratio::percent(50), ..DiskFaults::CALM };
    let store = || Selector::node("store");
    let crash = Within::new(millis(30), millis(110));
    sim_check::scenario(BUG.name)
        .node("client", |directory| Client { store: directory["store"] })
        .node("store", move |_| Store { edition })
        .network(wire())
        .plan(
            Plan::new()
                .model(FaultModel::new().crash_restart(1).failing_disk())
                .episode(Episode::new("disk", millis(0), DiskTrouble::of(store(), torn)))
                .episode(Episode::new("crash", crash, Crash::of(store())).lasts(millis(10)))
                .heal(millis(200)),
        )
        .property("what is read was written", NoCreation::new().of_facts(Fact::delivery))
        .until(Stop::after(millis(300)))
}
