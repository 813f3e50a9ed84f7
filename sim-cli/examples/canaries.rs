//! Scenarios with which something is wrong, one for each way: the tests of the command run them.
#![expect(clippy::disallowed_types, reason = "these protocols do what none should")]

use std::collections::HashSet;
use std::process::ExitCode;

use sim_check::prelude::*;
use sim_check::{Entry, Registry};

struct Numbers;

impl Protocol for Numbers {
    type Message = u64;
    type Fact = u64;
    type Timer = ();
    type Operation = ();
    type Outcome = ();
    type View = ();
}

/// Sends itself one message, and says the numbers when that comes.
struct Teller(fn() -> Vec<u64>);

impl Actor<Numbers> for Teller {
    fn on_start(&mut self, ctx: &mut Context<'_, Numbers>) {
        let me = ctx.me();
        ctx.send(me, 1);
    }

    fn on_message(&mut self, _: ActorId, _: u64, ctx: &mut Context<'_, Numbers>) {
        (self.0)().into_iter().for_each(|number| ctx.emit(number));
    }
}

fn teller(name: &str, numbers: fn() -> Vec<u64>) -> Scenario<Numbers> {
    scenario(name).node("teller", move |_| Teller(numbers)).property(
        "each number is told once",
        AtMostOnce::new().of_facts(|number: &u64| Some(Delivery::Effect(*number))),
    )
}

fn main() -> ExitCode {
    let hashed = || (0..64).collect::<HashSet<u64>>().into_iter().collect();
    let one = || vec![1];
    let twice = || vec![1, 1];
    let sees_three = AtMostOnce::new().of_facts(|number: &u64| {
        assert!(*number != 3, "I can't judge a three");
        Some(Delivery::Effect(*number))
    });
    sim_cli::main(&Registry::new().with([
        Entry::correct(teller("fine", one)),
        Entry::correct(teller("wrong", twice)),
        Entry::correct(teller("nondeterministic", hashed)),
        Entry::correct(teller("silent", Vec::new)),
        Entry::correct(teller("panicking/handler", || panic!("no numbers today"))),
        Entry::correct(
            teller("panicking/property", || vec![3]).property("no number is three", sees_three),
        ),
        Entry::correct(teller("panicking/calls", one).calls(|seed| {
            assert!(seed != 7, "nobody calls on the seventh");
            Vec::new()
        })),
        Entry::correct(teller("broken", one).call(seconds(1), "nobody", ())),
        Entry::correct(teller("unmarked", one).sometimes("heard").marks_within(10)),
    ]))
}
