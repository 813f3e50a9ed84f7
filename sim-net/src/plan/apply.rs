//! Applying a plan: its times are settled, and its episodes become planned faults of a world.

use alloc::format;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use sim_core::{Actor, Duration, Fault, FaultError, Kind, Protocol, World};

use super::{End, Episode, Plan, Within};
use crate::check::Problem;
use crate::family::Family;
use crate::network::{Network, Weather};
use crate::selector::Selector;

impl Plan {
    /// Makes this plan happen in the next run of a world: call it after each [`World::reset`].
    ///
    /// The episodes are planned in their order, each its begin before its end, and the heal comes last; so what is
    /// planned for one moment strikes in that order. For many runs, [`fit`](Plan::fit) the plan once.
    ///
    /// # Errors
    /// What is wrong with the plan in this world; nothing is planned then.
    pub fn apply<P: Protocol, A: Actor<P>>(
        &self,
        world: &mut World<P, Network<P>, A>,
    ) -> Result<(), ApplyError> {
        self.fit(world).map_err(ApplyError::Problems)?.apply(world)
    }

    /// Checks the plan for a world, once for many runs.
    ///
    /// # Errors
    /// All that is wrong.
    pub fn fit<P: Protocol, A: Actor<P>>(
        &self,
        world: &World<P, Network<P>, A>,
    ) -> Result<FittedPlan, Vec<Problem>> {
        let directory = world.directory();
        let names: Vec<&str> =
            directory.nodes().filter_map(|node| directory.node_name(node)).collect();
        let mut problems = self.problems(&names);
        problems.extend(self.missing_edges(|one, other| world.medium().has_edge(one, other)));
        if !problems.is_empty() {
            return Err(problems);
        }
        let kinds = self.episodes.iter().flat_map(|episode| watched(&episode.fault));
        let fitted = |episode: &Episode| {
            let label = &episode.label;
            FittedEpisode {
                episode: Rc::new(episode.clone()),
                begins: format!("{label} begins"),
                lasts: format!("{label} lasts"),
                ends: format!("{label} ends"),
            }
        };
        Ok(FittedPlan {
            watched: kinds.map(Kind::named).collect(),
            episodes: self.episodes.iter().map(fitted).collect(),
            heal: self.heal,
        })
    }
}

/// A plan that has been checked for a world.
#[derive(Clone, Debug)]
pub struct FittedPlan {
    watched: Vec<Kind>,
    episodes: Vec<FittedEpisode>,
    heal: Option<Duration>,
}

#[derive(Clone, Debug)]
struct FittedEpisode {
    episode: Rc<Episode>,
    // The names of what happens in it, and of what the environment chooses about it.
    begins: String,
    lasts: String,
    ends: String,
}

impl FittedPlan {
    /// Makes the plan happen in the next run of the world for which it was fitted: call it after each
    /// [`World::reset`].
    ///
    /// # Errors
    /// The world can't plan one of its faults: because the run is over, its time may be past, or another fault has its
    /// label. Nothing is planned then.
    pub fn apply<P: Protocol, A: Actor<P>>(
        &self,
        world: &mut World<P, Network<P>, A>,
    ) -> Result<(), ApplyError> {
        self.check(world).map_err(ApplyError::Fault)?;
        self.watched.iter().for_each(|kind| world.watch(*kind));
        for FittedEpisode { episode, begins, lasts, ends } in &self.episodes {
            let mut settle = |within: &Within, name: &str| {
                let spare = within.most.saturating_sub(within.least);
                within.least.saturating_add(world.choose_time(name, spare))
            };
            let at = settle(&episode.at, begins);
            let end = episode.end.as_ref().map(|end| match end {
                End::Lasts(within) => at.saturating_add(settle(within, lasts)),
                End::Until(within) => settle(within, ends).max(at),
            });
            plan(world, at, &episode.label, Weather::Begins(episode.clone()))?;
            if let Some(end) = end {
                plan(world, end, ends, Weather::Ends(episode.clone()))?;
            }
        }
        self.heal.map_or(Ok(()), |heal| plan(world, heal, "heal", Weather::Healed))
    }

    // Whether all of it can be planned, however early it may be.
    fn check<P: Protocol, A: Actor<P>>(
        &self,
        world: &World<P, Network<P>, A>,
    ) -> Result<(), FaultError> {
        for FittedEpisode { episode, ends, .. } in &self.episodes {
            let at = episode.at.least;
            world.can_plan(at, &episode.label)?;
            let end = episode.end.map(|end| match end {
                End::Lasts(within) => at.saturating_add(within.least),
                End::Until(within) => within.least,
            });
            if let Some(end) = end {
                world.can_plan(end, ends)?;
            }
        }
        self.heal.map_or(Ok(()), |heal| world.can_plan(heal, "heal"))
    }
}

fn plan<P: Protocol, A: Actor<P>>(
    world: &mut World<P, Network<P>, A>,
    at: Duration,
    label: &str,
    weather: Weather,
) -> Result<(), ApplyError> {
    world.plan_fault(at, label, Fault::Weather(weather)).map_err(ApplyError::Fault)
}

// The kinds of facts whose last teller is asked for.
fn watched(fault: &Family) -> impl Iterator<Item = &str> {
    fault.selectors().into_iter().filter_map(|selector| match selector {
        Selector::LastToTell(kind) => Some(kind.as_str()),
        Selector::Nodes(_)
        | Selector::Random(_)
        | Selector::Minority
        | Selector::Majority
        | Selector::All => None,
    })
}

/// Why a plan was not applied.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ApplyError {
    /// It makes no sense in this world: all that is wrong.
    Problems(Vec<Problem>),
    /// The world can't plan one of its faults.
    Fault(FaultError),
}

impl fmt::Display for ApplyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Problems(problems) => {
                for (rank, problem) in problems.iter().enumerate() {
                    let separator = if rank == 0 { "" } else { "\n" };
                    write!(f, "{separator}{problem}")?;
                }
                Ok(())
            }
            Self::Fault(error) => write!(f, "{error}"),
        }
    }
}

impl core::error::Error for ApplyError {}
