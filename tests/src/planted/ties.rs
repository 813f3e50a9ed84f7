//! Ties: two timers of one instant, and the one that was set first need not be the first.
//!
//! One of them yields: one choice. That the other one fires first is one event.

use sim_check::prelude::*;

use super::{Bug, Edition, Fact, Message, Plain, Rising, Timer};

pub(super) const BUG: Bug = Bug {
    name: "ties",
    family: "yield",
    id: "a door is opened before it is closed: falls",
    within: 100,
    faults: 1,
    events: 1,
    make: |edition| Box::new(scenario(edition)),
};

// Tells one more than how often the door was opened, less how often it was closed.
struct Door {
    edition: Edition,
    open: bool,
}

impl Actor<Plain> for Door {
    fn on_start(&mut self, ctx: &mut Context<'_, Plain>) {
        ctx.emit(Fact::Number(1));
        ctx.set_timer(millis(10), Timer::Open);
        ctx.set_timer(millis(10), Timer::Close);
    }

    fn on_message(&mut self, _: ActorId, _: Message, _: &mut Context<'_, Plain>) {}

    fn on_timer(&mut self, timer: Timer, ctx: &mut Context<'_, Plain>) {
        if timer == Timer::Open {
            self.open = true;
        } else if !self.open && !self.edition.is_correct() {
            ctx.emit(Fact::Number(0));
        }
    }
}

fn scenario(edition: Edition) -> Scenario<Plain> {
    sim_check::scenario(BUG.name)
        .node("door", move |_| Door { edition, open: false })
        .property("a door is opened before it is closed", Rising::default().of_facts(Fact::number))
        .until(Stop::after(seconds(1)))
}
