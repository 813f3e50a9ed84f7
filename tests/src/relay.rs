//! The relay: runners who go to and fro between their own node and one post, and an order in which they mustn't pass it.
//!
//! The planted bug is an order that takes as many constraints as one asks for: the first two runners pass
//! the post in turns, each several times in a row while the other is on one single way. Over a link that is mostly on
//! time nobody falls so far behind.

use std::cell::RefCell;
use std::ops::ControlFlow;
use std::rc::Rc;

use sim_core::prelude::*;
use sim_core::{Spread, Tempo};
use sim_net::{Link, Network};

/// The types of the relay.
#[derive(Debug)]
pub struct Relay;

impl Protocol for Relay {
    type Message = u32;
    type Fact = (usize, u32);
    type Timer = ();
    type Operation = ();
    type Outcome = ();
    type View = ();
}

/// Goes to the post and back, so many times.
struct Runner {
    laps: u32,
}

impl Actor<Relay> for Runner {
    fn on_start(&mut self, ctx: &mut Context<'_, Relay>) {
        let post = ctx.directory()["post"];
        ctx.send(post, 1);
    }

    fn on_message(&mut self, post: ActorId, lap: u32, ctx: &mut Context<'_, Relay>) {
        if lap < self.laps {
            ctx.send(post, lap + 1);
        }
    }
}

/// Notes who passes, and sends them back.
struct Post;

impl Actor<Relay> for Post {
    fn on_message(&mut self, runner: ActorId, lap: u32, ctx: &mut Context<'_, Relay>) {
        ctx.emit((runner.index(), lap));
        ctx.send(runner, lap);
    }
}

fn relay(link: Link, runners: usize, laps: u32) -> World<Relay, Network<Relay>> {
    let setup =
        Setup::new(Network::mesh(link)).nodes("runner", runners, move |_, _| Runner { laps });
    setup.node("post", |_| Post).build().unwrap_or_else(|error| panic!("{error}"))
}

/// Who passes the post one after the other, where so many runners go there and back so many times.
pub fn passes(link: Link, runners: usize, laps: u32, choices: &Choices) -> Vec<usize> {
    let mut world = relay(link, runners, laps);
    world.keep(Recording::All);
    world.reset(choices);
    world.run(Stop::idle());
    world.record().iter().filter_map(|event| event.fact().map(|(runner, _)| *runner)).collect()
}

/// The relay with the planted bug of this depth.
pub struct Race {
    world: World<Relay, Network<Relay>>,
    found: Rc<RefCell<Watch>>,
}

impl std::fmt::Debug for Race {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.world.fmt(f)
    }
}

// How far the two are, and whether they kept to the forbidden order so far.
struct Watch {
    depth: u32,
    turn: u32,
    laps: [u32; 2],
    kept: bool,
    found: bool,
}

impl Watch {
    const fn new(depth: u32, turn: u32) -> Self {
        Self { depth, turn, laps: [0; 2], kept: true, found: false }
    }

    // Turn 0 is the first runner's, turn 1 the second's, and so on. Whoever begins a turn has to find the one before
    // finished: that is one constraint.
    fn pass(&mut self, runner: usize) {
        let Some(&laps) = self.laps.get(runner) else { return };
        let number = 2 * (laps / self.turn) + u32::from(runner == 1);
        if laps % self.turn == 0 && (1..=self.depth).contains(&number) {
            self.kept &= self.laps[1 - runner] >= (number.div_ceil(2)) * self.turn;
            self.found = self.kept && number == self.depth;
        }
        self.laps[runner] += 1;
    }
}

impl Race {
    /// The race in which the bug takes so many constraints, where each of the two passes so many times in a row. Runners
    /// beyond the first two are only in the way.
    pub fn new(depth: u32, turn: u32, runners: usize) -> Self {
        // Mostly on time; the longest that it may take is forty times that.
        let link = Link::new(micros(500)).spread(Spread::Exponential { mean: micros(250) });
        let mut world = relay(link, runners, turn * (depth / 2 + 1));
        let found = Rc::new(RefCell::new(Watch::new(depth, turn)));
        let watch = found.clone();
        world.observe(move |event| {
            if let Some((runner, _)) = event.fact() {
                watch.borrow_mut().pass(*runner);
            }
            if watch.borrow().found { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        Self { world, found }
    }

    /// Whether a run of this seed and tempo shows the bug.
    pub fn shows(&mut self, choices: &Choices) -> bool {
        let Watch { depth, turn, .. } = *self.found.borrow();
        *self.found.borrow_mut() = Watch::new(depth, turn);
        self.world.reset(choices);
        self.world.run(Stop::idle()) == Ending::Observed
    }

    /// How many messages a run has, mostly.
    pub fn messages(&mut self) -> u64 {
        self.shows(&Choices::drawn(0));
        self.world.wire().sent
    }

    /// Of so many seeds, how many show the bug.
    pub fn hits(&mut self, tempo: Tempo, seeds: std::ops::Range<u64>) -> u64 {
        let shown = seeds.filter(|&seed| self.shows(&Choices::drawn(seed).tempo(tempo)));
        shown.count() as u64
    }
}
