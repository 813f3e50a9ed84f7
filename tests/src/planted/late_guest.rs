//! Late messages, without any fault: what was created on one way is used on another.
//!
//! The news of it is late, within what its link allows: one choice. What uses it comes over the clerk: two deliveries.

use sim_check::prelude::*;

use super::{Bug, Edition, Fact, Message, Plain, Rising};

pub(super) const BUG: Bug = Bug {
    name: "late guest",
    family: "late messages",
    id: "rooms are let after they are made: falls",
    within: 100,
    faults: 1,
    events: 2,
    make: |edition| Box::new(scenario(edition)),
};

struct Owner {
    clerk: ActorId,
    desk: ActorId,
}

impl Actor<Plain> for Owner {
    fn on_start(&mut self, ctx: &mut Context<'_, Plain>) {
        ctx.send(self.desk, Message::Make);
        ctx.send(self.clerk, Message::Let);
    }

    fn on_message(&mut self, _: ActorId, _: Message, _: &mut Context<'_, Plain>) {}
}

struct Clerk {
    desk: ActorId,
}

impl Actor<Plain> for Clerk {
    fn on_message(&mut self, _: ActorId, _: Message, ctx: &mut Context<'_, Plain>) {
        ctx.send(self.desk, Message::Let);
    }
}

// Tells how many rooms are free, from two on.
struct Desk {
    edition: Edition,
    made: bool,
    wanted: bool,
}

impl Actor<Plain> for Desk {
    fn on_start(&mut self, ctx: &mut Context<'_, Plain>) {
        ctx.emit(Fact::Number(1));
    }

    fn on_message(&mut self, _: ActorId, message: Message, ctx: &mut Context<'_, Plain>) {
        if let Message::Make = message {
            self.made = true;
        } else {
            self.wanted = true;
        }
        if self.made && self.wanted {
            ctx.emit(Fact::Number(2));
        } else if self.wanted && !self.edition.is_correct() {
            ctx.emit(Fact::Number(0));
        }
    }
}

fn scenario(edition: Edition) -> Scenario<Plain> {
    sim_check::scenario(BUG.name)
        .node("owner", |directory| Owner { clerk: directory["clerk"], desk: directory["desk"] })
        .node("clerk", |directory| Clerk { desk: directory["desk"] })
        .node("desk", move |_| Desk { edition, made: false, wanted: false })
        .network(Link::new(millis(1)).jitter(millis(4)))
        .property("rooms are let after they are made", Rising::default().of_facts(Fact::number))
        .until(Stop::after(seconds(1)))
}
