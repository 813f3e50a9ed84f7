//! Whether no more goes wrong in a listed run than the fault model allows.
//!
//! A plan is within its model, but what is left of it when the ends of episodes are left out need not be: two nodes may be
//! down at a time that would have been so one after the other.

use std::collections::BTreeSet;

use sim_core::{Duration, NodeId, Protocol, What, World};
use sim_net::{End, Episode, Network, Plan};

use crate::scenario::Scenario;

/// What a planned fault of a plan does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Strike {
    /// The episode with this place begins.
    Begins(usize),
    /// It ends.
    Ends(usize),
    /// All is healed.
    Heals,
}

/// The planned faults of a plan, in the order in which they are planned.
pub(super) fn strikes(plan: &Plan) -> Vec<Strike> {
    let mut strikes = Vec::new();
    for (place, episode) in plan.episodes.iter().enumerate() {
        strikes.push(Strike::Begins(place));
        if episode.end.is_some() {
            strikes.push(Strike::Ends(place));
        }
    }
    strikes.extend(plan.heal.map(|_| Strike::Heals));
    strikes
}

pub(super) fn is_within<P: Protocol>(
    scenario: &Scenario<P>,
    plan: &Plan,
    world: &World<P, Network<P>>,
) -> bool {
    let second_copies = |what| matches!(what, What::Delivered { copy: 1.., .. });
    if !scenario.may_duplicate() && world.record().iter().any(|event| second_copies(event.what)) {
        return false;
    }
    let Some(model) = scenario.model() else { return true };
    let strikes = strikes(plan);
    let mut away: BTreeSet<NodeId> = BTreeSet::new();
    let mut going_on: BTreeSet<usize> = BTreeSet::new();
    for event in world.record().iter() {
        match (event.what, event.node()) {
            (What::Crashed { .. } | What::Paused, Some(node)) => {
                away.insert(node);
            }
            (What::Restarted { .. } | What::Resumed, Some(node)) => {
                away.remove(&node);
            }
            (What::Struck { fault }, _) if model.majority => {
                match strikes.get(usize::try_from(fault).unwrap_or(usize::MAX)) {
                    Some(Strike::Begins(begun)) => {
                        // That a majority is left was checked for those that are in force together by the plan.
                        if !going_on.iter().all(|other| may_overlap(plan, *other, *begun)) {
                            return false;
                        }
                        going_on.insert(*begun);
                    }
                    Some(Strike::Ends(ended)) => {
                        going_on.remove(ended);
                    }
                    Some(Strike::Heals) => going_on.clear(),
                    None => {}
                }
            }
            _ => {}
        }
        if away.len() > usize::try_from(model.down).unwrap_or(usize::MAX) {
            return false;
        }
    }
    true
}

// Whether two episodes may be in force at a time by the plan.
fn may_overlap(plan: &Plan, one: usize, other: usize) -> bool {
    let span = |episode: &Episode| {
        let end = match episode.end {
            Some(End::Lasts(lasts)) => episode.at.most.saturating_add(lasts.most),
            Some(End::Until(until)) => until.most,
            None => plan.heal.unwrap_or(Duration::MAX),
        };
        (episode.at.least, end)
    };
    let (one, other) = (span(&plan.episodes[one]), span(&plan.episodes[other]));
    one.0 <= other.1 && other.0 <= one.1
}
