//! The strategy: how the choices of a run are drawn from its seed.

use sim_core::{Choices, Protocol, Tempo, mix};
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
    /// Each message arrives anywhere within what its link allows.
    Scattered,
    /// Messages that cause each other are slow or fast together.
    Chains,
    /// As [`Natural`](Self::Natural), without what a swarm would draw: what links do, and nothing else.
    Fair,
    /// Each of the others for some seeds: no single one finds everything.
    Mixed,
}

// How often a chain falls, and among how many messages: nobody knows before how many orders a bug takes, or how many
// messages there will be.
const CHANGES: [u32; 4] = [2, 3, 5, 8];
const HORIZONS: [u64; 4] = [20, 100, 500, 2_500];

impl Strategy {
    // Which one this seed is for. One seed in eight goes without faults, because faults hide what happens without.
    const fn of(self, seed: u64) -> Self {
        match self {
            Self::Mixed => match mix(seed, 0x5eed) % 8 {
                0 => Self::Fair,
                1..=3 => Self::Natural,
                4 => Self::Reordering,
                5 => Self::Scattered,
                _ => Self::Chains,
            },
            Self::Natural | Self::Reordering | Self::Scattered | Self::Chains | Self::Fair => self,
        }
    }

    pub(crate) fn case<P: Protocol>(self, scenario: &Scenario<P>, seed: u64) -> Case {
        let strategy = self.of(seed);
        let plan = if strategy == Self::Fair && scenario.draws_plans() {
            Plan::new()
        } else {
            scenario.plan_of(seed)
        };
        let choices = Choices::drawn(seed);
        let choices = match strategy {
            Self::Natural | Self::Fair | Self::Mixed => choices,
            Self::Reordering => choices.yielding(),
            Self::Scattered => choices.tempo(Tempo::Scattered),
            Self::Chains => {
                let drawn = mix(seed, 0xc4a1);
                let changes = CHANGES[(drawn % 4) as usize];
                let horizon = HORIZONS[(drawn / 4 % 4) as usize];
                choices.tempo(Tempo::Chains { changes, horizon })
            }
        };
        Case { seed, plan, choices, steps: None, going_on: false }
    }
}
