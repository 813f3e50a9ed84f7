//! Hold: messages that come far enough apart come all at once, and there is no room for them.
//!
//! One episode that holds them back. It is the only one of its plan, because two short ones may do what one long one does;
//! and no message is late, because one that begins a little too late may hold a late one. There is room for two; three
//! messages are three timers and three deliveries: six.

use sim_check::prelude::*;

use super::{Bug, Edition, Fact, Message, Plain, Rising, Timer, only};

pub(super) const BUG: Bug = Bug {
    name: "burst",
    family: "hold",
    id: "there is room: falls",
    within: 300,
    faults: 1,
    events: 6,
    make: |edition| Box::new(scenario(edition)),
};

struct Sender {
    post: ActorId,
    sent: u64,
}

impl Actor<Plain> for Sender {
    fn on_start(&mut self, ctx: &mut Context<'_, Plain>) {
        ctx.set_timer(millis(20), Timer::Send);
    }

    fn on_message(&mut self, _: ActorId, _: Message, _: &mut Context<'_, Plain>) {}

    fn on_timer(&mut self, _: Timer, ctx: &mut Context<'_, Plain>) {
        self.sent += 1;
        ctx.send(self.post, Message::Parcel);
        if self.sent < 3 {
            ctx.set_timer(millis(20), Timer::Send);
        }
    }
}

// Tells 1 as long as there is room.
struct Post {
    room: u64,
    waiting: u64,
}

impl Actor<Plain> for Post {
    fn on_start(&mut self, ctx: &mut Context<'_, Plain>) {
        ctx.emit(Fact::Number(1));
    }

    fn on_message(&mut self, _: ActorId, _: Message, ctx: &mut Context<'_, Plain>) {
        if self.waiting == 0 {
            ctx.set_timer(millis(10), Timer::Empty);
        }
        self.waiting += 1;
        if self.waiting > self.room {
            ctx.emit(Fact::Number(0));
        }
    }

    fn on_timer(&mut self, _: Timer, _: &mut Context<'_, Plain>) {
        self.waiting = 0;
    }
}

fn scenario(edition: Edition) -> Scenario<Plain> {
    let room = if edition.is_correct() { 3 } else { 2 };
    sim_check::scenario(BUG.name)
        .node("sender", |directory| Sender { post: directory["post"], sent: 0 })
        .node("post", move |_| Post { room, waiting: 0 })
        .network(Link::new(millis(1)))
        .swarm(only(FaultModel::new().reordered(), &["hold"]).episodes(1))
        .property("there is room", Rising::default().of_facts(Fact::number))
        .chaos(millis(100))
        .then_heal(millis(100))
}
