//! Bit rot: what is read is believed.
//!
//! One bit that flips. It is read when a timer fires: one event.

use sim_check::prelude::*;
use sim_net::{BitRot, Within};

use super::{Bug, Edition, Fact, Message, Plain, Timer, wire};

pub(super) const BUG: Bug = Bug {
    name: "bad sector",
    family: "bit-rot",
    id: "what is read was written: delivered from nowhere",
    within: 100,
    faults: 1,
    events: 1,
    make: |edition| Box::new(scenario(edition)),
};

struct Archivist {
    edition: Edition,
}

impl Actor<Plain> for Archivist {
    fn on_start(&mut self, ctx: &mut Context<'_, Plain>) {
        ctx.emit(Fact::Ordered(7));
        ctx.emit(Fact::Done(7));
        // The second is a checksum.
        let _ = ctx.storage().store("number", &(7_u64, !7_u64));
        let _ = ctx.storage().sync();
        ctx.set_timer(millis(100), Timer::Read);
    }

    fn on_message(&mut self, _: ActorId, _: Message, _: &mut Context<'_, Plain>) {}

    fn on_timer(&mut self, _: Timer, ctx: &mut Context<'_, Plain>) {
        let read = ctx.storage().load::<(u64, u64)>("number").unwrap_or_default();
        let Some((number, check)) = read else { return };
        if check == !number || !self.edition.is_correct() {
            ctx.emit(Fact::Done(number));
        }
    }
}

fn scenario(edition: Edition) -> Scenario<Plain> {
    let sometime = Within::new(millis(1), millis(200));
    let rot = BitRot::of(Selector::node("archivist"), 1);
    sim_check::scenario(BUG.name)
        .node("archivist", move |_| Archivist { edition })
        .network(wire())
        .plan(
            Plan::new()
                .model(FaultModel::new().lying_disk())
                .episode(Episode::new("rot", sometime, rot)),
        )
        .property("what is read was written", NoCreation::new().of_facts(Fact::delivery))
        .until(Stop::after(millis(300)))
}
