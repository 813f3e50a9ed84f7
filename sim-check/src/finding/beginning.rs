//! Where it begins: the run of which nothing is left out yet, and what is left out of it first.

use std::collections::BTreeSet;

use sim_core::{Class, EventId, Listed, Protocol, Schedule, Site, What, World};
use sim_net::{Network, Plan};

use super::listed::Entry;
use super::size::past;
use crate::verdict::Violation;

/// A run that fails, as a list of what happened in it.
pub(super) struct Beginning {
    pub(super) plan: Plan,
    pub(super) schedule: Schedule,
    // Of each step the first event.
    first_events: Vec<EventId>,
    // What was held back.
    held: BTreeSet<EventId>,
    // What may have had to do with the violation.
    past: BTreeSet<EventId>,
}

impl Beginning {
    /// The run that was just made, of this plan.
    pub(super) fn of<P: Protocol>(
        world: &World<P, Network<P>>,
        plan: &Plan,
        violation: &Violation,
    ) -> Self {
        let mut schedule = world.recorded_steps();
        // Whether a message arrives is told by the steps alone.
        schedule.choices.retain(|choice| choice.site != Site::Copies);
        let held = world.record().iter().filter(|event| matches!(event.what, What::Held { .. }));
        Self {
            plan: plan.clone(),
            schedule,
            first_events: world.recorded_events(),
            held: held.map(|event| event.id).collect(),
            past: past(world.record(), violation),
        }
    }

    /// Lists that may be enough: the steps that may have had to do with it by what led to what, with and without all timers,
    /// because one that is armed has to fire. First without faults: what they keep from happening needn't be listed, and a
    /// fault has its times, which the rest has to fill.
    pub(super) fn guesses(&self) -> Vec<Vec<Entry>> {
        let Self { schedule, first_events, held, past, .. } = self;
        let takes_part: Vec<bool> = (0..schedule.steps.len())
            .map(|step| {
                let from = first_events[step];
                match first_events.get(step + 1) {
                    Some(until) => past.range(from..*until).next().is_some(),
                    None => past.range(from..).next().is_some(),
                }
            })
            .collect();
        let listed = |keep: &dyn Fn(usize, &Listed) -> bool| {
            let choices = schedule.choices.iter().cloned().map(Entry::Choice);
            let steps =
                schedule.steps.iter().enumerate().filter(|(place, step)| keep(*place, step));
            choices.chain(steps.map(|(_, step)| Entry::Step(step.clone(), None))).collect()
        };
        let is_timer = |step: &Listed| step.step.class == Class::Timer;
        // What is held back has an entry for that, and one for when it is let go.
        let is_calm = |place: usize, step: &Listed| {
            step.step.class != Class::Fault && !held.contains(&first_events[place])
        };
        vec![
            listed(&|place, step| takes_part[place] && is_calm(place, step)),
            listed(&|place, step| (takes_part[place] || is_timer(step)) && is_calm(place, step)),
            listed(&|place, _| takes_part[place]),
            listed(&|place, step| takes_part[place] || is_timer(step)),
        ]
    }
}
