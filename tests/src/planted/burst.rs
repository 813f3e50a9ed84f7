//! Hold: messages that come far enough apart come all at once, and there is no room for them.
//!
//! One episode that holds them back. There is room for two; three messages are three timers and three deliveries: six.

use sim_check::prelude::*;

use super::{Bug, Edition, Fact, Plain, Rising, only, wire};

pub(super) const BUG: Bug = Bug {
    name: "burst",
    family: "hold",
    id: "there is room: falls",
    within: 300,
    faults: 1,
    events: 6,
    make: |edition| Box::new(scenario(edition)),
};

#[derive(Clone, Debug)]
struct Parcel;

#[derive(Clone, PartialEq, Eq, Debug)]
enum Timer {
    Send,
    Empty,
}

type Parcels = Plain<Parcel, Timer>;

struct Sender {
    post: ActorId,
    sent: u64,
}

impl Actor<Parcels> for Sender {
    fn on_start(&mut self, ctx: &mut Context<'_, Parcels>) {
        ctx.set_timer(millis(20), Timer::Send);
    }

    fn on_message(&mut self, _: ActorId, _: Parcel, _: &mut Context<'_, Parcels>) {}

    fn on_timer(&mut self, _: Timer, ctx: &mut Context<'_, Parcels>) {
        self.sent += 1;
        ctx.send(self.post, Parcel);
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

impl Actor<Parcels> for Post {
    fn on_start(&mut self, ctx: &mut Context<'_, Parcels>) {
        ctx.emit(Fact::Number(1));
    }

    fn on_message(&mut self, _: ActorId, _: Parcel, ctx: &mut Context<'_, Parcels>) {
        if self.waiting == 0 {
            ctx.set_timer(millis(10), Timer::Empty);
        }
        self.waiting += 1;
        if self.waiting > self.room {
            ctx.emit(Fact::Number(0));
        }
    }

    fn on_timer(&mut self, _: Timer, _: &mut Context<'_, Parcels>) {
        self.waiting = 0;
    }
}

fn scenario(edition: Edition) -> Scenario<Parcels> {
    let room = if edition.is_correct() { 3 } else { 2 };
    sim_check::scenario(BUG.name)
        .node("sender", |directory| Sender { post: directory["post"], sent: 0 })
        .node("post", move |_| Post { room, waiting: 0 })
        .network(wire())
        .swarm(only(FaultModel::new().reordered(), &["hold"]))
        .property("there is room", Rising::default().of_facts(Fact::number))
        .chaos(millis(100))
        .then_heal(millis(100))
}
