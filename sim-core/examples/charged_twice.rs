//! A shop orders and a bank charges, over a wire that loses messages. Which loss charges an order twice?
//!
//! `cargo run --example charged_twice`
#![expect(clippy::print_stdout, reason = "an example is there to be looked at")]

use std::collections::BTreeSet;

use sim_core::Choice;
use sim_core::prelude::*;

struct Payments;

#[derive(Clone, Debug)]
enum Message {
    Pay { order: u32 },
    Paid { order: u32 },
}

#[derive(Debug)]
enum Fact {
    Charged { order: u32 },
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Timer {
    Retry { order: u32 },
}

impl Protocol for Payments {
    type Message = Message;
    type Fact = Fact;
    type Timer = Timer;
    type Operation = ();
    type Outcome = ();
    type View = ();
}

/// Has two orders to pay, and asks for each payment until it hears that it was made.
struct Shop {
    bank: ActorId,
}

impl Shop {
    fn pay(&self, order: u32, ctx: &mut Context<'_, Payments>) {
        ctx.send(self.bank, Message::Pay { order });
        ctx.set_timer(millis(50), Timer::Retry { order });
    }
}

impl Actor<Payments> for Shop {
    fn on_start(&mut self, ctx: &mut Context<'_, Payments>) {
        (1..=2).for_each(|order| self.pay(order, ctx));
    }

    fn on_message(&mut self, _: ActorId, message: Message, ctx: &mut Context<'_, Payments>) {
        if let Message::Paid { order } = message {
            ctx.cancel_timer(Timer::Retry { order });
        }
    }

    fn on_timer(&mut self, timer: Timer, ctx: &mut Context<'_, Payments>) {
        let Timer::Retry { order } = timer;
        self.pay(order, ctx);
    }
}

struct Bank;

impl Actor<Payments> for Bank {
    fn on_message(&mut self, from: ActorId, message: Message, ctx: &mut Context<'_, Payments>) {
        if let Message::Pay { order } = message {
            // The planted bug: the bank doesn't remember what it has charged.
            ctx.emit(Fact::Charged { order });
            ctx.send(from, Message::Paid { order });
        }
    }
}

/// One run with these choices, up to the moment when an order has been charged twice.
fn charges_twice(world: &mut World<Payments>, choices: &Choices) -> bool {
    world.reset(choices);
    let ending = world.run_until(Stop::idle(), |world| {
        let mut charged = BTreeSet::new();
        let mut facts = world.record().iter().filter_map(|event| event.fact());
        facts.any(|Fact::Charged { order }| !charged.insert(*order))
    });
    ending == Ending::Reached
}

fn main() -> Result<(), SetupError> {
    let wire = Wire::perfect(millis(1)).jitter(millis(9)).loss(Ratio::percent(5));
    let mut world = Setup::new(wire)
        .node("shop", |directory| Shop { bank: directory["bank"] })
        .node("bank", |_| Bank)
        .build()?;
    world.keep(Recording::All);

    let seed = (0..1_000).find(|&seed| charges_twice(&mut world, &Choices::drawn(seed)));
    let seed = seed.expect("a loss in twenty breaks more than one run in a thousand");

    // The same run again; this time the world writes down whatever was not calm.
    charges_twice(&mut world, &Choices::drawn(seed).recording());
    let drawn = world.recorded_choices().choices;
    println!("Seed {seed} charges an order twice. {} of its choices were not calm.", drawn.len());

    // Which of them does it take? One after the other is left out, as long as the order is still charged twice
    // without it. The shrinker to come does more.
    let mut needed = drawn;
    while let Some(fewer) = (0..needed.len())
        .map(|left_out| without(&needed, left_out))
        .find(|fewer| charges_twice(&mut world, &Choices::calm().forcing(fewer)))
    {
        needed = fewer;
    }
    println!("These are enough, in a world that is calm otherwise:\n");
    for Choice { site, value, label, .. } in &needed {
        println!("    {site:?} = {value}: {label}");
    }

    println!("\nWhat happens then:\n");
    charges_twice(&mut world, &Choices::calm().forcing(&needed));
    print!("{}", Narrator::text(world.directory(), world.record()));
    Ok(())
}

fn without(choices: &[Choice], left_out: usize) -> Vec<Choice> {
    let mut rest = choices.to_vec();
    rest.remove(left_out);
    rest
}
