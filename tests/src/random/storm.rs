//! Random worlds on networks, and what goes wrong in them.

use sim_core::{ActorId, Duration, Fault, Setup, Stop, Time, World, micros, millis};
use sim_net::{
    Clause, FaultModel, Glimpse, Network, Plan, RuleAction, StreamRules, Swarm, Weather,
};

use super::episode::{fault, wild_plan};
use super::layout::layout;
use super::plan::settle;
use super::play::Play;
use super::protocol::{Operation, Random};
use super::temper::{Dice, Temper};

/// When all is healed, in plans that heal.
pub const HEAL: Duration = millis(40);

/// A random world on a network, before it is built, with what goes wrong in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Storm {
    /// All but the plan follows from this.
    pub seed: u64,
    /// What goes wrong.
    pub plan: Plan,
    /// Whether handlers may panic, which crashes nodes or ends actors besides what is planned.
    pub panics: bool,
    /// Whether what is sent leaves at once, so that the order of departures shows.
    pub prompt: bool,
    /// Whether there are streams.
    pub pours: bool,
}

/// A storm that has been built.
pub type Afloat = World<Random, Network<Random>>;

impl Storm {
    /// Nothing goes wrong but what the links do.
    pub fn calm(seed: u64) -> Self {
        Self { seed, plan: Plan::new(), panics: true, prompt: false, pours: true }
    }

    /// A swarm draws what goes wrong, within a random model.
    pub fn swarm(seed: u64) -> Self {
        let calm = Self::calm(seed);
        let names = calm.names();
        let nodes: Vec<&str> = names.iter().map(String::as_str).collect();
        let swarm = Swarm::new(model(&mut Dice::new(seed, 22))).lasting(HEAL).leaders("Elected");
        Self { plan: swarm.plan(seed, &nodes), ..calm }
    }

    /// Random episodes of every family.
    pub fn wild(seed: u64) -> Self {
        let calm = Self::calm(seed);
        let mut dice = Dice::new(seed, 23);
        let heal = dice.percent(80).then_some(HEAL);
        let plan = wild_plan(&mut dice, &calm.names(), heal, fault);
        calm.under(plan)
    }

    /// Under another plan, as far as its edges are there: it was drawn without looking at the layout.
    pub fn under(self, mut plan: Plan) -> Self {
        let world = self.build();
        plan.episodes.retain(|episode| Plan::new().episode(episode.clone()).fit(&world).is_ok());
        Self { plan, ..self }
    }

    /// One of a swarm, or a wild one.
    pub fn any(seed: u64) -> Self {
        if seed.is_multiple_of(2) { Self::swarm(seed) } else { Self::wild(seed) }
    }

    /// The same, without what the plan doesn't know of.
    pub fn without_panics(self) -> Self {
        Self { panics: false, ..self }
    }

    /// The names of the nodes.
    pub fn names(&self) -> Vec<String> {
        (0..self.node_count()).map(|node| format!("n{node}")).collect()
    }

    fn node_count(&self) -> u64 {
        1 + Dice::new(self.seed, 20).below(7)
    }

    /// The world.
    ///
    /// # Panics
    /// If the random setup makes no sense, which would be a bug of the generator.
    pub fn build(&self) -> Afloat {
        let mut dice = Dice::new(self.seed, 21);
        let mut network = Network::new(layout(&mut dice, &self.names())).streams(StreamRules {
            window: dice.pick(&[1, 2, 3, 64]),
            resend: micros(dice.pick(&[300, 2_000])),
            patience: micros(dice.pick(&[2_000, 8_000, 10_000_000])),
        });
        if dice.percent(20) {
            network = network.clause(clause(&mut dice));
        }
        if dice.percent(30) {
            network = network.show_routes();
        }
        let beat = micros(dice.pick(&[100, 500]));
        let (nodes, setup) = (self.node_count(), Setup::new(network));
        let temper = |dice: &mut Dice| {
            let temper = Temper::outdoors(dice);
            let (panics, pours) = (temper.panics && self.panics, temper.pours && self.pours);
            Temper { panics, pours, delays: !self.prompt, ..temper }
        };
        let setup = settle(setup, &mut dice, nodes, beat, temper).deadlocks_are_tolerated();
        let setup = match dice.below(3) {
            0 => setup.panics_are_crashes(Some(micros(dice.below(4_000)))),
            1 => setup.panics_are_crashes(None),
            _ => setup.panics_end_actors(),
        };
        setup.build().unwrap_or_else(|error| panic!("seed {}: {error}", self.seed))
    }
}

impl Play for Storm {
    type Medium = Network<Random>;

    // No run is so long unless something is wrong.
    fn limit(&self) -> Stop {
        Stop::idle().steps(60_000)
    }

    fn plan(&self, world: &mut Afloat) {
        let mut dice = Dice::new(self.seed, 24);
        if let Err(error) = self.plan.apply(world) {
            panic!("seed {}: {error}", self.seed);
        }
        let at = Time::after(micros(dice.below(40_000)));
        world
            .plan_fault(at, "released", Fault::Weather(Weather::Released("clause".into())))
            .expect("nothing else is called so");
        let actors: Vec<ActorId> = world.directory().actors().collect();
        for number in 0..dice.below(12) {
            let at = Time::after(micros(dice.below(60_000)));
            let asked = Operation::Put(u8::try_from(number).unwrap_or(0));
            let actor = dice.pick(&actors);
            world.plan_operation(at, actor, asked).expect("an actor of this world");
        }
    }
}

fn clause(dice: &mut Dice) -> Clause<Random> {
    let action = match dice.below(5) {
        0 => RuleAction::Drop,
        1 => RuleAction::Delay(micros(dice.below(3_000))),
        2 => RuleAction::Duplicate(1),
        3 => RuleAction::Corrupt(3),
        _ => RuleAction::Hold,
    };
    let word = u8::try_from(dice.below(4)).unwrap_or(0);
    let clause = Clause::new("clause", action, move |seen: &Glimpse<'_, Random>| {
        seen.message.contents().1 == word
    });
    match dice.below(3) {
        0 => clause.nth(1 + dice.below(4)),
        1 => clause.between(Time::ZERO, Time::after(millis(20))),
        _ => clause,
    }
}

// A model at random: each fault is allowed more often than not.
fn model(dice: &mut Dice) -> FaultModel {
    if dice.percent(20) {
        return FaultModel::everything();
    }
    let mut allowed = || dice.percent(60);
    let model = FaultModel {
        lost: allowed(),
        duplicated: allowed(),
        reordered: allowed(),
        corrupted: allowed(),
        partitioned: allowed(),
        crash_restart: allowed(),
        amnesia: allowed(),
        paused: allowed(),
        clock_skew: allowed(),
        failing_disk: allowed(),
        lying_disk: allowed(),
        majority: allowed(),
        ..FaultModel::new()
    };
    let down = u32::try_from(dice.below(4)).unwrap_or(0);
    let crash_stop = u32::try_from(dice.below(u64::from(down) + 1)).unwrap_or(0);
    FaultModel { crash_stop, down, ..model }
}
