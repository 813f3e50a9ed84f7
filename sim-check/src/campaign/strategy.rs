//! The strategy: how the choices of a run are drawn from its seed.

use sim_core::{Choices, Protocol, mix};
use sim_net::Plan;

use crate::run::Case;
use crate::scenario::Scenario;

/// How the choices of a run are drawn from its seed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Strategy {
    /// Delays, losses and faults as links and swarm have them; what comes first in an instant goes first.
    Natural,
    /// As before, and steps of one actor in one instant change places.
    Reordering,
    /// Without any plan: what links do, and nothing else.
    Fair,
    /// Each of the others for some seeds: no single one finds everything.
    Mixed,
}

impl Strategy {
    // Which one this seed is for: one seed in eight goes without faults, because faults hide what happens without.
    const fn of(self, seed: u64) -> Self {
        match self {
            Self::Mixed => match mix(seed, 0x5eed) % 8 {
                0 => Self::Fair,
                1..=4 => Self::Natural,
                _ => Self::Reordering,
            },
            Self::Natural | Self::Reordering | Self::Fair => self,
        }
    }

    pub(crate) fn case<P: Protocol>(self, scenario: &Scenario<P>, seed: u64) -> Case {
        let strategy = self.of(seed);
        let plan = match strategy {
            Self::Fair if scenario.draws_plans() => Plan::new(),
            Self::Natural | Self::Reordering | Self::Fair | Self::Mixed => scenario.plan_of(seed),
        };
        let choices = Choices::drawn(seed);
        let choices = match strategy {
            Self::Reordering => choices.yielding(),
            Self::Natural | Self::Fair | Self::Mixed => choices,
        };
        Case { seed, plan, choices, steps: None, going_on: false }
    }
}
