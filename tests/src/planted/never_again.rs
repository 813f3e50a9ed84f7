//! Loss: a guest knocks once and waits for ever.
//!
//! One lost knock is enough. What doesn't happen can't be seen before the end, so this stays in the calm world; what has
//! to do with it is what was ordered, when the guest started.

use sim_check::prelude::*;

use super::{Bug, Edition, Fact, Plain, only, wire};

pub(super) const BUG: Bug = Bug {
    name: "never again",
    family: "loss",
    id: "each knock is heard: not delivered",
    within: 100,
    faults: 1,
    events: 1,
    make: |edition| Box::new(scenario(edition)),
};

#[derive(Clone, Debug)]
enum Message {
    Knock,
    Heard,
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct Knocking;

type Door = Plain<Message, Knocking>;

struct Guest {
    host: ActorId,
    edition: Edition,
    knocked: bool,
}

impl Actor<Door> for Guest {
    fn on_start(&mut self, ctx: &mut Context<'_, Door>) {
        ctx.set_timer(millis(10), Knocking);
    }

    fn on_message(&mut self, _: ActorId, _: Message, ctx: &mut Context<'_, Door>) {
        ctx.cancel_timer(Knocking);
    }

    fn on_timer(&mut self, _: Knocking, ctx: &mut Context<'_, Door>) {
        if !std::mem::replace(&mut self.knocked, true) {
            ctx.emit(Fact::Ordered(1));
        }
        ctx.send(self.host, Message::Knock);
        if self.edition.is_correct() {
            ctx.set_timer(millis(10), Knocking);
        }
    }
}

struct Host {
    heard: bool,
}

impl Actor<Door> for Host {
    fn on_message(&mut self, from: ActorId, _: Message, ctx: &mut Context<'_, Door>) {
        if !std::mem::replace(&mut self.heard, true) {
            ctx.emit(Fact::Done(1));
        }
        ctx.send(from, Message::Heard);
    }
}

fn scenario(edition: Edition) -> Scenario<Door> {
    sim_check::scenario(BUG.name)
        .node("guest", move |directory| Guest { host: directory["host"], edition, knocked: false })
        .node("host", |_| Host { heard: false })
        .network(wire())
        .swarm(only(FaultModel::new().lost(), &["loss", "rule"]))
        .property("each knock is heard", AtLeastOnce::new().of_facts(Fact::delivery))
        .chaos(millis(100))
        .then_heal(millis(100))
}
