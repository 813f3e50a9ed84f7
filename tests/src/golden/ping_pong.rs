//! Ping and pong over a wire that loses and doubles, with a randomised retry.

use sim_core::prelude::*;

use super::{Told, prepare, tell};

struct Words;

#[derive(Clone, Debug)]
enum Message {
    Ping { round: u32 },
    Pong { round: u32 },
}

#[derive(Debug)]
#[expect(dead_code, reason = "facts are told by their Debug text")]
enum Fact {
    Round(u32),
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Timer {
    Retry,
}

impl Protocol for Words {
    type Message = Message;
    type Fact = Fact;
    type Timer = Timer;
    type Operation = ();
    type Outcome = ();
    type View = ();
}

const ROUNDS: u32 = 4;

struct Pinger {
    round: u32,
}

impl Pinger {
    fn ping(&self, ctx: &mut Context<'_, Words>) {
        let ponger = ctx.directory()["ponger"];
        ctx.send(ponger, Message::Ping { round: self.round });
        ctx.set_timer_between(millis(15), millis(25), Timer::Retry);
    }
}

impl Actor<Words> for Pinger {
    fn on_start(&mut self, ctx: &mut Context<'_, Words>) {
        self.ping(ctx);
    }

    fn on_message(&mut self, _: ActorId, message: Message, ctx: &mut Context<'_, Words>) {
        let Message::Pong { round } = message else { return };
        if round != self.round {
            ctx.mark("an old pong");
            return;
        }
        ctx.emit(Fact::Round(round));
        ctx.cancel_timer(Timer::Retry);
        if round < ROUNDS {
            self.round += 1;
            self.ping(ctx);
        }
    }

    fn on_timer(&mut self, Timer::Retry: Timer, ctx: &mut Context<'_, Words>) {
        self.ping(ctx);
    }
}

struct Ponger;

impl Actor<Words> for Ponger {
    fn on_message(&mut self, from: ActorId, message: Message, ctx: &mut Context<'_, Words>) {
        let Message::Ping { round } = message else { return };
        ctx.send_after(micros(500), from, Message::Pong { round });
    }
}

pub(super) fn run(choices: &Choices) -> Told {
    let wire = Wire::perfect(millis(2))
        .jitter(millis(4))
        .loss(Ratio::percent(20))
        .duplication(Ratio::percent(20));
    let mut world = Setup::new(wire)
        .node("pinger", |_| Pinger { round: 1 })
        .node("ponger", |_| Ponger)
        .build()
        .expect("two names, no mailboxes");
    prepare(&mut world, choices);
    tell(world, Stop::idle())
}
