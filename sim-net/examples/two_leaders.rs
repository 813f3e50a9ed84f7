//! A swarm of faults finds two leaders: `cargo run --example two_leaders`.
//!
//! Three nodes elect a leader in the simplest way there is: whoever hasn't heard from a leader for a while becomes one.
//! A swarm draws plans from seeds until there are two leaders at a time, and then leaves out whatever episode isn't
//! needed.
#![expect(clippy::print_stdout, reason = "an example is there to be read")]

use std::collections::BTreeSet;
use std::error::Error;

use sim_core::EventId;
use sim_core::prelude::*;
use sim_net::{FaultModel, Link, Network, Plan, Swarm};

struct Election;

#[derive(Clone, Debug)]
enum Message {
    Alive,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Timer {
    Beat,
    Silence,
}

#[derive(Debug)]
enum Fact {
    Leads,
    Follows,
}

impl Protocol for Election {
    type Message = Message;
    type Fact = Fact;
    type Timer = Timer;
    type Operation = ();
    type Outcome = ();
    type View = ();
}

/// Leads if it has heard of no leader for a while.
#[derive(Default)]
struct Member {
    leads: bool,
}

impl Member {
    fn beat(ctx: &mut Context<'_, Election>) {
        let peers: Vec<ActorId> = ctx.directory().actors().filter(|it| *it != ctx.me()).collect();
        peers.into_iter().for_each(|peer| ctx.send(peer, Message::Alive));
        ctx.set_timer(millis(10), Timer::Beat);
    }
}

impl Actor<Election> for Member {
    fn on_start(&mut self, ctx: &mut Context<'_, Election>) {
        ctx.set_timer_between(millis(40), millis(80), Timer::Silence);
    }

    fn on_message(&mut self, _: ActorId, _: Message, ctx: &mut Context<'_, Election>) {
        // Whoever hears of another leader steps back: but what if it hears nothing?
        if self.leads {
            self.leads = false;
            ctx.emit(Fact::Follows);
            ctx.cancel_timer(Timer::Beat);
        }
        ctx.set_timer_between(millis(40), millis(80), Timer::Silence);
    }

    fn on_timer(&mut self, timer: Timer, ctx: &mut Context<'_, Election>) {
        if timer == Timer::Silence {
            self.leads = true;
            ctx.emit(Fact::Leads);
        }
        Self::beat(ctx);
    }
}

// Whether two nodes lead at a time, for longer than it takes to hear of each other.
fn finds_two_leaders(
    world: &mut World<Election, Network<Election>>,
    plan: &Plan,
    seed: u64,
) -> Result<bool, Box<dyn Error>> {
    world.reset(&Choices::drawn(seed));
    plan.apply(world)?;
    let mut leaders = BTreeSet::new();
    let mut both_since = None;
    let (mut read, mut now) = (0, Time::ZERO);
    let stop = Stop::after(seconds(2));
    let ending = world.run_until(stop, |world| {
        for event in world.record().since(EventId::nth(read)) {
            read += 1;
            match (event.what, event.fact(), event.node()) {
                (What::Crashed { .. }, _, Some(node)) | (_, Some(Fact::Follows), Some(node)) => {
                    leaders.remove(&node);
                }
                (_, Some(Fact::Leads), Some(node)) => {
                    leaders.insert(node);
                }
                _ => {}
            }
            now = event.time;
            both_since = if leaders.len() > 1 { both_since.or(Some(now)) } else { None };
        }
        both_since.is_some_and(|since| now.since(since) > millis(30))
    });
    Ok(ending == Ending::Reached)
}

fn main() -> Result<(), Box<dyn Error>> {
    let nodes = ["n1", "n2", "n3"];
    let mut world = Setup::new(Network::mesh(Link::new(millis(1)).jitter(millis(2))))
        .nodes("n", nodes.len(), |_, _| Member::default())
        .build()?;
    world.keep(Recording::All);

    // What may go wrong, and a swarm that draws plans within that.
    let model = FaultModel::new().lost().partitioned().crash_restart(1).paused();
    let swarm = Swarm::new(model).lasting(seconds(1));

    for seed in 0..1_000 {
        let mut plan = swarm.plan(seed, &nodes);
        if !finds_two_leaders(&mut world, &plan, seed)? {
            continue;
        }
        println!(
            "Seed {seed}: two leaders for more than 30ms, under {} episodes.",
            plan.episodes.len()
        );
        println!("{}", world.medium().summary());
        let mut index = 0;
        while index < plan.episodes.len() {
            let mut without = plan.clone();
            without.episodes.remove(index);
            if finds_two_leaders(&mut world, &without, seed)? {
                plan = without;
            } else {
                index += 1;
            }
        }
        println!("This is enough:\n\n{plan}");
        return Ok(());
    }
    println!("No seed has found two leaders.");
    Ok(())
}
