//! A run to be looked at: three nodes elect a leader, badly, in bad weather.

use std::fmt;

use sim_check::trace::{Happening, Highlights, Trace};
use sim_check::{Evidence, Violation};
use sim_core::prelude::*;
use sim_net::{Crash, Duplication, Episode, Link, Network, Partition, Pause, Plan, Selector};

/// Whoever hasn't heard from a leader for a while becomes one.
struct Election;

#[derive(Clone)]
struct Alive {
    term: u32,
}

impl fmt::Debug for Alive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Alive{{term: {}}}", self.term)
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Timer {
    Beat,
    Silence,
}

enum Fact {
    Leads { term: u32 },
    Follows,
}

impl fmt::Debug for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Leads { term } => write!(f, "Leads in term {term}"),
            Self::Follows => f.write_str("Follows"),
        }
    }
}

impl Protocol for Election {
    type Message = Alive;
    type Fact = Fact;
    type Timer = Timer;
    type Operation = ();
    type Outcome = ();
    type View = ();
}

#[derive(Default)]
struct Member {
    leads: bool,
    term: u32,
}

impl Actor<Election> for Member {
    fn on_start(&mut self, ctx: &mut Context<'_, Election>) {
        ctx.set_timer_between(millis(10), millis(25), Timer::Silence);
    }

    fn on_message(&mut self, _: ActorId, alive: Alive, ctx: &mut Context<'_, Election>) {
        if alive.term < self.term {
            return ctx.mark("an old leader");
        }
        self.term = alive.term;
        if self.leads {
            self.leads = false;
            ctx.emit(Fact::Follows);
            ctx.cancel_timer(Timer::Beat);
        }
        ctx.set_timer_between(millis(15), millis(25), Timer::Silence);
    }

    fn on_timer(&mut self, timer: Timer, ctx: &mut Context<'_, Election>) {
        if timer == Timer::Silence {
            self.leads = true;
            self.term += 1;
            ctx.emit(Fact::Leads { term: self.term });
        }
        let peers: Vec<ActorId> = ctx.directory().actors().filter(|it| *it != ctx.me()).collect();
        peers.into_iter().for_each(|peer| ctx.send(peer, Alive { term: self.term }));
        ctx.set_timer(millis(7), Timer::Beat);
    }
}

/// The run: lost, copied and overtaken messages, a partition, a crash with a restart, a pause.
pub(crate) fn trace() -> Trace {
    lasting(millis(80))
}

/// The same, but for a longer or shorter time.
pub(crate) fn lasting(time: Duration) -> Trace {
    let behind = sim_core::Spread::Uniform { max: millis(6) };
    let duplication = Duplication { chance: Ratio::percent(12), copies: 1, behind: behind.clone() };
    let link = Link::new(millis(1))
        .jitter(millis(3))
        .loss(Ratio::percent(10))
        .duplicates(duplication)
        .reordering(Ratio::percent(15), behind);
    let mut world = Setup::new(Network::mesh(link))
        .nodes("n", 3, |_, _| Member::default())
        .build()
        .expect("three nodes");
    world.keep(Recording::All);
    world.reset(&Choices::drawn(1_753));
    let groups = Partition::Groups(vec![vec!["n1".into()], vec!["n2".into(), "n3".into()]]);
    Plan::new()
        .episode(Episode::new("cut", millis(26), groups).until(millis(58)))
        .episode(
            Episode::new("power", millis(40), Crash::of(Selector::node("n3"))).until(millis(52)),
        )
        .episode(
            Episode::new("stop", millis(62), Pause::of(Selector::node("n2"))).until(millis(70)),
        )
        .apply(&mut world)
        .expect("a plan for three nodes");
    world.run(Stop::after(time));
    world.finish();
    world.check_books().expect("each message in one column");
    let mut trace = Trace::of(&world);
    trace.mark_late(millis(4));
    trace
}

/// What is wrong with it: two nodes lead.
pub(crate) fn highlights(trace: &Trace) -> Highlights {
    let leads = trace.events().iter().filter(|event| event.payload.starts_with("Leads"));
    let evidence = leads.map(|event| (event.id, event.payload.clone()));
    let evidence = evidence.map(|(id, note)| Evidence::new(id, note)).skip(1).take(2);
    let violation = Violation::new("one leader", "n1 and n2 lead at a time").shown_by(evidence);
    let cut = trace.events().iter().find(|event| matches!(event.what, Happening::Struck { .. }));
    Highlights {
        title: "election::one leader, seed 1753".to_string(),
        necessary: cut.iter().map(|event| event.id).collect(),
        ..Highlights::of(&violation)
    }
}
