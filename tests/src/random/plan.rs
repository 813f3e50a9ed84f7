//! Random worlds as data: a seed, and what may happen in them.

use sim_core::{
    Actor, ActorId, ClockRate, Context, Directory, Duration, Fault, Mailbox, Medium, NodeId,
    Overflow, Points, Ratio, Setup, Spread, Stop, Time, disk::DiskFaults, nanos,
};

use super::Built;
use super::actor::Puppet;
use super::air::{Air, Gale};
use super::play::Play;
use super::protocol::{Message, Operation, Random, Timer};
use super::temper::{Dice, Temper};

/// Everything that is planned happens before this; the chatter that follows soon ends by itself.
pub const HORIZON: Time = Time::from_nanos(80);

/// A world, before it is built.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RandomWorld {
    /// All of it follows from this.
    pub seed: u64,
    /// Whether panics, deadlocks and livelocks may end a run.
    pub findings: bool,
    /// Whether there is one more node, with which nobody has anything to do.
    pub hermit: bool,
}

impl RandomWorld {
    /// A world in which anything may happen.
    pub const fn new(seed: u64) -> Self {
        Self { seed, findings: true, hermit: false }
    }

    /// A world whose runs are not ended by findings.
    pub const fn enduring(seed: u64) -> Self {
        Self { seed, findings: false, hermit: false }
    }

    /// The same world with one more node, which is busy with itself all the time.
    pub const fn with_hermit(mut self) -> Self {
        self.hermit = true;
        self
    }

    /// The world.
    ///
    /// # Panics
    /// If the random setup makes no sense, which would be a bug of the generator.
    pub fn build(self) -> Built {
        let mut dice = Dice::new(self.seed, 1);
        let setup = Setup::new(Air::random(&mut dice));
        let nodes = 2 + dice.below(3);
        let mut setup = settle(setup, &mut dice, nodes, nanos(1), Temper::random);
        let rule = dice.below(4);
        setup = match rule {
            0 | 1 if self.findings => setup,
            2 => setup.panics_are_crashes(Some(nanos(dice.below(6)))),
            3 => setup.panics_are_crashes(None),
            _ => setup.panics_end_actors(),
        };
        if !self.findings || dice.percent(70) {
            setup = setup.deadlocks_are_tolerated();
        }
        if self.findings && dice.percent(20) {
            setup = setup.instant_steps(40);
        }
        if self.hermit {
            setup = setup.node("hermit", |_| Hermit);
        }
        setup.build().expect("a random world makes sense")
    }
}

impl Play for RandomWorld {
    type Medium = Air;

    fn limit(&self) -> Stop {
        // No run is so long unless something is wrong, or sixteen copies of everything travel.
        Stop::at(Time::from_nanos(4 * HORIZON.as_nanos())).steps(6_000)
    }

    fn plan(&self, world: &mut Built) {
        let mut dice = Dice::new(self.seed, 2);
        let hermit = usize::from(self.hermit);
        let nodes: Vec<NodeId> = world.directory().nodes().collect();
        let nodes = &nodes[..nodes.len() - hermit];
        let actors: Vec<ActorId> = others(world.directory());
        if let Some(hermit) = world.directory().get("hermit") {
            let asked = Operation::Get(0);
            world.plan_operation(Time::ZERO, hermit, asked).expect("an actor of this world");
        }
        let horizon = HORIZON.as_nanos();
        for number in 0..dice.below(9) {
            let at = Time::from_nanos(dice.below(horizon / 2));
            let node = dice.pick(nodes);
            let (fault, repair) = fault(&mut dice, node, nodes.len());
            world.plan_fault(at, &format!("f{number}"), fault).expect("a fault of this world");
            if let Some(repair) = repair
                && dice.percent(80)
            {
                let at = at.saturating_add(nanos(dice.below(horizon / 4)));
                let label = format!("r{number}");
                world.plan_fault(at, &label, repair).expect("a repair of this world");
            }
        }
        for _ in 0..dice.below(5) {
            let at = Time::from_nanos(dice.below(horizon));
            let which = u8::try_from(dice.below(3)).unwrap_or(0);
            let asked =
                if dice.percent(50) { Operation::Get(which) } else { Operation::Put(which) };
            let actor = dice.pick(&actors);
            world.plan_operation(at, actor, asked).expect("an actor of this world");
        }
    }
}

/// Puppets on so many nodes, behind mailboxes of all sorts.
pub(super) fn settle<M: Medium<Random>>(
    mut setup: Setup<Random, M>,
    dice: &mut Dice,
    nodes: u64,
    beat: Duration,
    temper: impl Fn(&mut Dice) -> Temper,
) -> Setup<Random, M> {
    let mut paths = Vec::new();
    for node in 0..nodes {
        let name = format!("n{node}");
        let host = temper(dice);
        setup = setup.node(&name, move |directory| puppet(directory, host));
        for actor in 0..dice.below(3) {
            let guest = temper(dice);
            let short = format!("a{actor}");
            setup = setup.actor(&name, &short, move |directory| puppet(directory, guest));
            paths.push(format!("{name}/{short}"));
        }
        paths.push(name);
    }
    for path in &paths {
        if dice.percent(60) {
            let node = |path: &str| path.split('/').next().map(String::from);
            let here: Vec<&String> =
                paths.iter().filter(|other| node(other) == node(path)).collect();
            setup = setup.mailbox(path, mailbox(dice, beat, &here));
        }
    }
    setup
}

fn puppet(directory: &Directory, temper: Temper) -> Puppet {
    Puppet::new(temper, 2, others(directory))
}

// All but the hermit.
fn others(directory: &Directory) -> Vec<ActorId> {
    let hermit = directory.get("hermit");
    directory.actors().filter(|&actor| Some(actor) != hermit).collect()
}

// Steps all the time, several times in each instant.
struct Hermit;

impl Actor<Random> for Hermit {
    fn on_start(&mut self, ctx: &mut Context<'_, Random>) {
        ctx.set_timer(nanos(0), Timer::Tick(0));
        ctx.set_timer(nanos(1), Timer::Once);
    }

    fn on_message(&mut self, _: ActorId, _: Message, _: &mut Context<'_, Random>) {}

    fn on_timer(&mut self, timer: Timer, ctx: &mut Context<'_, Random>) {
        match timer {
            Timer::Once if ctx.now().as_nanos() < HORIZON.as_nanos() => self.on_start(ctx),
            Timer::Tick(count @ 0..3) => ctx.set_timer(nanos(0), Timer::Tick(count + 1)),
            Timer::Tick(_) | Timer::Tock(_) | Timer::Once => {}
        }
    }
}

// Dead letters go to somebody here.
fn mailbox(dice: &mut Dice, beat: Duration, here: &[&String]) -> Mailbox {
    let room = 1 + u32::try_from(dice.below(2)).unwrap_or(0);
    let mailbox = match dice.below(8) {
        0 => Mailbox::unbounded(),
        1 => Mailbox::bounded(room),
        2 => Mailbox::bounded(room).overflow(Overflow::DropOldest),
        3 => Mailbox::bounded(room).overflow(Overflow::Spill { delay: beat * 2 }),
        4 => {
            let index = usize::try_from(dice.below(here.len() as u64)).unwrap_or(0);
            Mailbox::bounded(room).overflow(Overflow::DeadLetter(here[index].clone()))
        }
        5 | 6 => Mailbox::bounded(room).overflow(Overflow::Block).private(),
        _ => Mailbox::bounded(room).overflow(Overflow::Fail).private(),
    };
    let mailbox = mailbox.service(beat * dice.pick(&[0, 0, 1, 2, 4]));
    if dice.percent(40) {
        mailbox.service_spread(Spread::Uniform { max: beat * 3 })
    } else {
        mailbox
    }
}

// A fault, and what repairs it.
fn fault(dice: &mut Dice, node: NodeId, nodes: usize) -> (Fault<Gale>, Option<Fault<Gale>>) {
    let whole = |dice: &mut Dice, count: usize| {
        usize::try_from(dice.below(count as u64)).unwrap_or_default()
    };
    match dice.below(12) {
        0 | 1 => (Fault::Crash { node, wipe: dice.percent(20) }, Some(Fault::Restart(node))),
        2 | 3 => (Fault::Pause(node), Some(Fault::Resume(node))),
        4 => {
            let factor = Ratio::percent(dice.pick(&[200, 300]));
            (Fault::Slow { node, factor }, Some(Fault::Slow { node, factor: Ratio::ONE }))
        }
        5 => {
            let nanos = i64::try_from(dice.below(9)).unwrap_or(0) - 4;
            (Fault::JumpClock { node, nanos }, Some(Fault::HealClock(node)))
        }
        6 => {
            let rate = Ratio::percent(dice.pick(&[50, 200]));
            let rate = ClockRate::new(rate).expect("half and double are rates");
            (Fault::DriftClock { node, rate }, Some(Fault::HealClock(node)))
        }
        7 => {
            let chance = |dice: &mut Dice| Ratio::percent(dice.pick(&[0, 10, 30]));
            let faults = DiskFaults {
                write_error: chance(dice),
                read_error: chance(dice),
                sync_lost: chance(dice),
                torn: Ratio::percent(dice.pick(&[0, 50, 100])),
                capacity: dice.pick(&[None, Some(6)]),
                latency: nanos(dice.pick(&[0, 0, 1])),
            };
            (Fault::Disk { node, faults }, Some(Fault::Disk { node, faults: DiskFaults::CALM }))
        }
        8 => (Fault::BitRot { node, file: dice.below(3), bit: dice.below(20) }, None),
        9 => {
            let chance = Ratio::percent(dice.pick(&[5, 20]));
            let restart =
                dice.pick(&[None, Some((nanos(0), nanos(0))), Some((nanos(2), nanos(6)))]);
            let points = Points { at: None, chance, restart };
            (Fault::Points { node, points }, Some(Fault::Points { node, points: Points::CALM }))
        }
        10 => {
            let gale = Gale::Cut(whole(dice, nodes), whole(dice, nodes));
            (Fault::Weather(gale), Some(Fault::Weather(Gale::Heal)))
        }
        _ => {
            let gale = Gale::Hold(node.index());
            let end = if dice.percent(30) { Gale::Swallow(node.index()) } else { Gale::Heal };
            (Fault::Weather(gale), Some(Fault::Weather(end)))
        }
    }
}
