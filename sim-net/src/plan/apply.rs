//! Applying a plan: its times are settled, and its episodes become planned faults of a world.

use alloc::boxed::Box;
use alloc::format;
use alloc::rc::Rc;
use alloc::vec::Vec;
use core::fmt;

use sim_core::{Actor, Fault, FaultError, Kind, Protocol, Time, World};

use super::{End, Plan, Within};
use crate::check::Problem;
use crate::family::Family;
use crate::network::{Network, Weather};
use crate::selector::Selector;

impl Plan {
    /// Makes this plan happen in the next run of a world: call it after each [`World::reset`].
    ///
    /// The episodes are planned in their order, each its begin before its end, and the heal comes last; so what is
    /// planned for one moment strikes in that order.
    ///
    /// # Errors
    /// What is wrong with the plan in this world; nothing is planned then.
    pub fn apply<P: Protocol, A: Actor<P>>(
        &self,
        world: &mut World<P, Network<P>, A>,
    ) -> Result<(), ApplyError> {
        let directory = world.directory();
        let names: Vec<&str> =
            directory.nodes().filter_map(|node| directory.node_name(node)).collect();
        if let Some(problem) = self.problems(&names).into_iter().next() {
            return Err(ApplyError::Problem(Box::new(problem)));
        }
        for kind in self.episodes.iter().flat_map(|episode| watched(&episode.fault)) {
            world.watch(Kind::named(kind));
        }
        for episode in &self.episodes {
            let label = &episode.label;
            let mut settle = |within: &Within, what: &str| {
                let spare = within.most.saturating_sub(within.least);
                within.least.saturating_add(world.choose_time(&format!("{label} {what}"), spare))
            };
            let at = settle(&episode.at, "begins");
            let end = episode.end.as_ref().map(|end| match end {
                End::Lasts(within) => at.saturating_add(settle(within, "lasts")),
                End::Until(within) => settle(within, "ends").max(at),
            });
            let episode = Rc::new(episode.clone());
            plan(world, Time::after(at), label, Weather::Begins(episode.clone()))?;
            if let Some(end) = end {
                let label = format!("{label} ends");
                plan(world, Time::after(end), &label, Weather::Ends(episode))?;
            }
        }
        if let Some(heal) = self.heal {
            plan(world, Time::after(heal), "heal", Weather::Healed)?;
        }
        Ok(())
    }
}

fn plan<P: Protocol, A: Actor<P>>(
    world: &mut World<P, Network<P>, A>,
    at: Time,
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
    /// It makes no sense in this world.
    Problem(Box<Problem>),
    /// The world can't plan one of its faults.
    Fault(FaultError),
}

impl fmt::Display for ApplyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Problem(problem) => write!(f, "{problem}"),
            Self::Fault(error) => write!(f, "{error}"),
        }
    }
}

impl core::error::Error for ApplyError {}
