//! The swarm: draws a plan within a fault model from a seed.
//!
//! Each plan has only some of the faults that are allowed, because faults hide each other: where half of the messages are
//! lost, nobody notices a rare reordering (Groce et al., swarm testing, ISSTA 2012). The weights follow what studies of
//! real failures found. Most failures by partitions take one isolated node, and many a partial or one-way partition
//! (Alquraan et al., OSDI 2018). Almost all failures take three nodes or fewer and a few events (Yuan et al., OSDI 2014).
//! Leaders are worth hitting, and so is one message at the wrong time.
//!
//! What is drawn is put to [`Plan::problems`] before it is kept, so no plan goes beyond its model, by construction. What users add
//! is theirs to keep within it.
//!
//! Deliberately absent: ranges and nodes drawn at random where one will do. What a swarm has drawn is settled.

mod dice;
mod draw;
mod network;
mod node;
mod strain;
#[cfg(test)]
mod tests;

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use sim_core::{Duration, Site, micros, millis, seconds};

use crate::model::FaultModel;
use crate::plan::Plan;
use crate::suggest::nearest;
use dice::{Dice, in_micros};
use draw::Draw;
use strain::Strain;

// About as long as a message takes: what is shorter hits nothing.
const SHORTEST: Duration = millis(1);

/// Draws plans within a fault model: each from a seed.
///
/// ```
/// use sim_core::seconds;
/// use sim_net::{FaultModel, Swarm};
///
/// let model = FaultModel::new().lost().partitioned().crash_restart(1).majority();
/// let swarm = Swarm::new(model).lasting(seconds(5)).leaders("Elected").without("points")?;
/// let nodes = ["n1", "n2", "n3"];
///
/// let plan = swarm.plan(7, &nodes);
/// assert_eq!(plan, swarm.plan(7, &nodes));
/// assert_eq!(plan.heal, Some(seconds(5)));
/// assert!((0..100).all(|seed| swarm.plan(seed, &nodes).problems(&nodes).is_empty()));
///
/// let told = swarm.without("partitoin").unwrap_err().to_string();
/// assert!(told.ends_with("did you mean \"partition\"?"));
/// # Ok::<(), sim_net::UnknownFault>(())
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Swarm {
    model: FaultModel,
    lasting: Duration,
    episodes: u32,
    absent: Vec<Strain>,
    leaders: Vec<String>,
    others: Vec<Plan>,
}

impl Swarm {
    /// The names of all faults that a swarm draws. They are the labels of their episodes, too.
    pub const FAULTS: [&'static str; Strain::COUNT] = Strain::NAMES;

    /// A swarm that draws within this model: up to six episodes in ten seconds.
    pub const fn new(model: FaultModel) -> Self {
        Self {
            model,
            lasting: seconds(10),
            episodes: 6,
            absent: Vec::new(),
            leaders: Vec::new(),
            others: Vec::new(),
        }
    }

    /// Within which it draws.
    pub const fn model(&self) -> FaultModel {
        self.model
    }

    /// All is healed at that time, or earlier if the model wants it, and after a century at the latest; before two
    /// milliseconds nothing goes wrong.
    pub fn lasting(self, lasting: Duration) -> Self {
        Self { lasting, ..self }
    }

    /// A plan has at most so many episodes.
    pub fn episodes(self, most: u32) -> Self {
        Self { episodes: most, ..self }
    }

    /// This fault isn't drawn, although the model allows it.
    ///
    /// # Errors
    /// No fault has that name.
    pub fn without(mut self, fault: &str) -> Result<Self, UnknownFault> {
        match Strain::ALL.into_iter().find(|strain| strain.name() == fault) {
            Some(strain) => {
                self.absent.push(strain);
                Ok(self)
            }
            None => Err(UnknownFault { name: fault.into() }),
        }
    }

    /// Whose actor last told a fact of this kind is hit as often as all others together.
    pub fn leaders(mut self, kind: impl Into<String>) -> Self {
        self.leaders.push(kind.into());
        self
    }

    /// Or this goes wrong: as often as each other such plan, and as what is drawn. It gets the model and the heal of the swarm.
    ///
    /// That is for what takes several faults in a row, each at its time: chance alone rarely has them so.
    ///
    /// ```
    /// use sim_core::{millis, seconds};
    /// use sim_net::{Episode, FaultModel, Partition, Plan, Selector, Swarm};
    ///
    /// // Whoever leads is cut off, and so is whoever leads then.
    /// let leader = || Partition::Isolate(Selector::last_to_tell("Elected"));
    /// let overthrown = Plan::new()
    ///     .episode(Episode::new("first", millis(500), leader()).lasts(millis(400)))
    ///     .episode(Episode::new("second", millis(910), leader()).lasts(millis(400)));
    /// let model = FaultModel::new().partitioned();
    /// let swarm = Swarm::new(model).lasting(seconds(2)).or(overthrown.clone());
    ///
    /// let overthrown = overthrown.model(model).heal(seconds(2));
    /// let plans = (0..1_000).map(|seed| swarm.plan(seed, &["n1", "n2", "n3"]));
    /// assert!((450..550).contains(&plans.filter(|plan| *plan == overthrown).count()));
    /// ```
    pub fn or(mut self, plan: Plan) -> Self {
        self.others.push(plan);
        self
    }

    /// The plan of that seed for a world of these nodes.
    ///
    /// It depends on nothing else, carries the model, heals everything, and if it was drawn it has no
    /// [problems](Plan::problems). About one in thirty of these is calm, as a control.
    pub fn plan(&self, seed: u64, nodes: &[&str]) -> Plan {
        let heal = self.model.healed_by.map_or(self.lasting, |by| self.lasting.min(by));
        let heal = heal.min(Duration::from_nanos(Site::EpisodeTime.largest()));
        let mut dice = Dice::new(seed);
        if let Some(other) = self.other(&mut dice) {
            return other.model(self.model).heal(heal);
        }
        let plan = Plan::new().model(self.model).heal(heal);
        let possible: Vec<Strain> = Strain::ALL
            .into_iter()
            .filter(|strain| !self.absent.contains(strain))
            .filter(|strain| strain.is_possible(&self.model, nodes.len()))
            .collect();
        let present = present(&mut dice, possible);
        if present.is_empty() || heal < SHORTEST * 2 {
            return plan;
        }
        // Times are drawn in whole microseconds, so nothing can begin in a part of one.
        let end = micros(in_micros(heal));
        labelled(Draw::new(self, nodes, end, dice).fill(plan, present))
    }

    // What goes wrong instead of what would be drawn.
    fn other(&self, dice: &mut Dice) -> Option<Plan> {
        // Nothing is drawn where there is no choice: a swarm without such plans is what it was.
        let place = if self.others.is_empty() { 0 } else { dice.up_to(self.others.len() as u64) };
        self.others.get(usize::try_from(place.checked_sub(1)?).ok()?).cloned()
    }
}

// Which faults there are at all in this run: mostly half of them, sometimes all, rarely none.
fn present(dice: &mut Dice, mut possible: Vec<Strain>) -> Vec<Strain> {
    dice.shuffle(&mut possible);
    match dice.up_to(31) {
        0 => Vec::new(),
        1 | 2 => possible,
        _ => {
            let first = possible.first().copied();
            possible.retain(|_| dice.one_in(2));
            if possible.is_empty() { first.into_iter().collect() } else { possible }
        }
    }
}

// In the order in which they begin, named after what they do.
fn labelled(mut plan: Plan) -> Plan {
    plan.episodes.sort_by_key(|episode| episode.at.least);
    let mut known: BTreeMap<&str, u32> = BTreeMap::new();
    for episode in &mut plan.episodes {
        let name = Strain::of(episode).name();
        let rank = known.entry(name).or_default();
        *rank += 1;
        episode.label = if *rank == 1 { name.into() } else { format!("{name} {rank}") };
    }
    plan
}

/// No fault has that name; the swarm was dropped.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnknownFault {
    /// The name as it was given.
    pub name: String,
}

impl fmt::Display for UnknownFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = Swarm::FAULTS.join(", ");
        write!(f, "no fault is called {:?}; expected one of {known}", self.name)?;
        match nearest(&self.name, Swarm::FAULTS) {
            Some(meant) => write!(f, "; did you mean {meant:?}?"),
            None => Ok(()),
        }
    }
}

impl core::error::Error for UnknownFault {}
