//! The determinism check: one run is made twice, and what happens is compared event by event.
//!
//! The second run has a fresh thread and a fresh world, while the first world is still there: so hash maps iterate in another
//! order, addresses are others, and what a thread or a static remembers is something else.

use std::cell::RefCell;
use std::fmt;
use std::ops::ControlFlow;
use std::panic::resume_unwind;
use std::rc::Rc;
use std::sync::Arc;

use sim_core::{Narrator, Protocol, Recording, TextHash, Time, World};
use sim_net::Network;

use crate::judge::Goal;
use crate::run::{Broken, Case, Runner};
use crate::scenario::Scenario;

/// Where two runs of one seed begin to differ.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// How many events were equal before.
    pub equal: u64,
    /// When.
    pub time: Time,
    /// Where: the actor or node.
    pub place: String,
    /// What happened in the first run, if it had not ended.
    pub first: Option<String>,
    /// What happened in the second run, if it had not ended.
    pub second: Option<String>,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = |told: &Option<String>| match told {
            Some(line) => line.trim_start().to_owned(),
            None => "the run is over".to_owned(),
        };
        let Self { equal, time, place, first, second } = self;
        writeln!(f, "first difference at event {equal} ({time}, {place})")?;
        writeln!(f, "  run 1  {}", side(first))?;
        writeln!(f, "  run 2  {}", side(second))?;
        match equal {
            0 => writeln!(f, "it is the very first event:")?,
            1 => writeln!(f, "the event before was equal, so")?,
            _ => writeln!(f, "all {equal} earlier events were equal, so")?,
        }
        writeln!(f, "something outside the simulation decided this one")?;
        write!(
            f,
            "help: BTreeMap instead of HashMap; ctx.now() instead of Instant::now(); ctx.rng() instead of\n\
             rand::rng(); no threads, statics or thread-locals that outlive a run; no addresses that are\n\
             compared or printed"
        )
    }
}

// What the second run found.
#[derive(Default)]
struct Found {
    seen: u64,
    difference: Option<(Time, String)>,
}

/// Runs a case twice.
pub(crate) fn check<P: Protocol>(
    scenario: &Scenario<P>,
    goal: &Goal,
    case: &Case,
) -> Result<Option<Difference>, Broken> {
    let mut first = Runner::new(scenario, goal.clone())?;
    first.keep(Recording::All);
    first.run(case)?;
    let hashes = hashes(first.world());
    let again = || run_again(scenario, goal, case, hashes);
    let found = std::thread::scope(|scope| scope.spawn(again).join());
    let Found { seen, difference } = found.unwrap_or_else(|panic| resume_unwind(panic))?;
    let world = first.world();
    if difference.is_none() && seen == world.events() {
        return Ok(None);
    }
    let (line, place, time) = told(world, seen);
    let (time, second) = match difference {
        Some((at, line)) => (time.unwrap_or(at), Some(line)),
        None => (time.unwrap_or(Time::ZERO), None),
    };
    Ok(Some(Difference { equal: seen, time, place, first: line, second }))
}

// Of each event of a world, what its line says, in short.
fn hashes<P: Protocol>(world: &World<P, Network<P>>) -> Arc<Vec<u64>> {
    let mut narrator = Narrator::new(world.directory());
    Arc::new(world.record().iter().map(|event| TextHash::of(&narrator.line(&event))).collect())
}

fn run_again<P: Protocol>(
    scenario: &Scenario<P>,
    goal: &Goal,
    case: &Case,
    hashes: Arc<Vec<u64>>,
) -> Result<Found, Broken> {
    let mut second = Runner::new(scenario, goal.clone())?;
    let mut narrator = Narrator::new(second.world().directory());
    let found = Rc::new(RefCell::new(Found::default()));
    let finding = found.clone();
    second.world_mut().observe(move |event| {
        let mut found = finding.borrow_mut();
        if found.difference.is_some() {
            return ControlFlow::Break(());
        }
        let line = narrator.line(event);
        let index = usize::try_from(found.seen).unwrap_or(usize::MAX);
        if hashes.get(index) == Some(&TextHash::of(&line)) {
            found.seen += 1;
            return ControlFlow::Continue(());
        }
        found.difference = Some((event.time, line));
        ControlFlow::Break(())
    });
    second.run(case)?;
    Ok(found.take())
}

// The event of that number: its line, where and when it happened.
fn told<P: Protocol>(
    world: &World<P, Network<P>>,
    number: u64,
) -> (Option<String>, String, Option<Time>) {
    let mut narrator = Narrator::new(world.directory());
    for event in world.record().iter() {
        let line = narrator.line(&event);
        if event.id.index() == number {
            let directory = world.directory();
            let name = match event.place {
                sim_core::Place::World => None,
                sim_core::Place::Node(node) => directory.node_name(node),
                sim_core::Place::Actor(_, actor) => directory.path(actor),
            };
            return (Some(line), name.unwrap_or("world").to_owned(), Some(event.time));
        }
    }
    (None, "the end".to_owned(), None)
}
