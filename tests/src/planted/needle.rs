//! A needle in a haystack: a long run with many choices that aren't calm, of which three, anywhere, are needed.
//!
//! Clerks are called again and again, and each time the environment chooses whether something comes of it. Three of the
//! calls, at places that depend on the seed, are about the safe, and need all three keys. A key is a call, the word to the safe,
//! its question and the answer: with three keys that is twelve events and three choices.

use sim_check::PlannedCall;
use sim_check::prelude::*;
use sim_core::{Protocol, mix};

use super::{Fact, Rising};

/// The name of the failure.
pub const ID: &str = "the safe stays shut: falls";
/// How many choices are needed.
pub const FAULTS: usize = 3;
/// How many events.
pub const EVENTS: u64 = 12;

const CLERKS: usize = 40;
const KEYS: usize = 3;
// So many messages that nobody needs are sent at each call.
const NOISE: u64 = 8;

/// Between clerks and the safe.
#[derive(Clone, Debug)]
pub enum Message {
    /// Nothing.
    Noise,
    /// To the safe: this key is here.
    Key(u64),
    /// To the clerk: is it really?
    Ask(u64),
    /// To the safe: it is.
    Sure(u64),
}

/// Calls a clerk, about a key or about nothing.
#[derive(Clone, Debug)]
pub struct Call(Option<u64>);

/// The protocol.
#[derive(Debug)]
pub struct Vault;

impl Protocol for Vault {
    type Message = Message;
    type Fact = Fact;
    type Timer = ();
    type Operation = Call;
    type Outcome = ();
    type View = ();
}

struct Clerk {
    safe: ActorId,
    neighbour: ActorId,
}

impl Actor<Vault> for Clerk {
    fn on_operation(&mut self, call: OperationId, Call(key): Call, ctx: &mut Context<'_, Vault>) {
        let comes = ctx.choose("something comes of it", 2) == 1;
        for _ in 0..NOISE {
            ctx.send(self.neighbour, Message::Noise);
        }
        if let (Some(key), true) = (key, comes) {
            ctx.send(self.safe, Message::Key(key));
        }
        ctx.ok(call, ());
    }

    fn on_message(&mut self, from: ActorId, message: Message, ctx: &mut Context<'_, Vault>) {
        if let Message::Ask(key) = message {
            ctx.send(from, Message::Sure(key));
        }
    }
}

// Tells 1 while it is shut.
struct Safe {
    sure: [bool; KEYS],
}

impl Actor<Vault> for Safe {
    fn on_start(&mut self, ctx: &mut Context<'_, Vault>) {
        ctx.emit(Fact::Number(1));
    }

    fn on_message(&mut self, from: ActorId, message: Message, ctx: &mut Context<'_, Vault>) {
        match message {
            Message::Key(key) => ctx.send(from, Message::Ask(key)),
            Message::Sure(key) => {
                self.sure[usize::try_from(key).expect("keys are few")] = true;
                if self.sure == [true; KEYS] {
                    ctx.emit(Fact::Number(0));
                }
            }
            Message::Noise | Message::Ask(_) => {}
        }
    }
}

/// So many calls, half of which come to something.
pub fn scenario(calls: u64) -> Scenario<Vault> {
    let clerk = |number: u64| format!("clerk{}", number % CLERKS as u64 + 1);
    sim_check::scenario("needle")
        .nodes("clerk", CLERKS, |directory, number| Clerk {
            safe: directory["safe"],
            neighbour: directory[&format!("clerk{}", (number + 1) % CLERKS + 1)],
        })
        .node("safe", |_| Safe { sure: [false; KEYS] })
        .network(Link::new(millis(1)))
        // Nothing is lost, but might be: nobody asks why a message that doesn't matter never arrives.
        .plan(Plan::new().model(FaultModel::new().lost()))
        .calls(move |seed| {
            // The keys lie in three parts of the run, anywhere in each.
            let part = calls / KEYS as u64;
            let places: Vec<u64> =
                (0..KEYS as u64).map(|key| key * part + mix(seed, key) % part).collect();
            let planned = (0..calls).map(|number| {
                let key = places.iter().position(|place| *place == number);
                let call = Call(key.map(|key| key as u64));
                PlannedCall::new(millis(number), clerk(mix(seed, number)), call)
            });
            planned.collect()
        })
        .property("the safe stays shut", Rising::default().of_facts(Fact::number))
        .until(Stop::after(millis(calls + 100)))
}
