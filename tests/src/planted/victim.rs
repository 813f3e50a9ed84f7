//! A choice of the protocol's own: a cache drops any entry, even one that is in use.
//!
//! One choice, made when a timer fires: one event.

use sim_check::prelude::*;

use super::{Bug, Edition, Fact, Plain, Rising};

pub(super) const BUG: Bug = Bug {
    name: "victim",
    family: "choose",
    id: "what is in use stays: falls",
    within: 100,
    faults: 1,
    events: 1,
    make: |edition| Box::new(scenario(edition)),
};

#[derive(Clone, PartialEq, Eq, Debug)]
struct Insert;

type Caching = Plain<(), Insert>;

// Tells 1 while its last entry, which is in use, is there.
struct Cache {
    edition: Edition,
}

impl Actor<Caching> for Cache {
    fn on_start(&mut self, ctx: &mut Context<'_, Caching>) {
        ctx.emit(Fact::Number(1));
        ctx.set_timer(millis(10), Insert);
    }

    fn on_message(&mut self, _: ActorId, (): (), _: &mut Context<'_, Caching>) {}

    fn on_timer(&mut self, _: Insert, ctx: &mut Context<'_, Caching>) {
        let victim = ctx.choose("victim", 8);
        if victim == 7 && !self.edition.is_correct() {
            ctx.emit(Fact::Number(0));
        }
    }
}

fn scenario(edition: Edition) -> Scenario<Caching> {
    sim_check::scenario(BUG.name)
        .node("cache", move |_| Cache { edition })
        .property("what is in use stays", Rising::default().of_facts(Fact::number))
        .until(Stop::after(seconds(1)))
}
