//! A choice of the protocol's own: a cache drops any entry, even one that is in use.
//!
//! One choice, made when a timer fires: one event.

use sim_check::prelude::*;

use super::{Bug, Edition, Fact, Message, Plain, Rising, Timer};

pub(super) const BUG: Bug = Bug {
    name: "victim",
    family: "choose",
    id: "what is in use stays: falls",
    within: 100,
    faults: 1,
    events: 1,
    make: |edition| Box::new(scenario(edition)),
};

// Tells 1 while its last entry, which is in use, is there.
struct Cache {
    edition: Edition,
}

impl Actor<Plain> for Cache {
    fn on_start(&mut self, ctx: &mut Context<'_, Plain>) {
        ctx.emit(Fact::Number(1));
        ctx.set_timer(millis(10), Timer::Insert);
    }

    fn on_message(&mut self, _: ActorId, _: Message, _: &mut Context<'_, Plain>) {}

    fn on_timer(&mut self, _: Timer, ctx: &mut Context<'_, Plain>) {
        let victim = ctx.choose("victim", 8);
        if victim == 7 && !self.edition.is_correct() {
            ctx.emit(Fact::Number(0));
        }
    }
}

fn scenario(edition: Edition) -> Scenario<Plain> {
    sim_check::scenario(BUG.name)
        .node("cache", move |_| Cache { edition })
        .property("what is in use stays", Rising::default().of_facts(Fact::number))
        .until(Stop::after(seconds(1)))
}
