//! Mending: a list that fails but can't happen as it is, for want of time, may be a little change away from one that can.
//!
//! What is left out of a list can leave others without their time. Where every node has a timer, no single one of them can
//! go: the others are late still. So what is in the way goes along with it.

use std::collections::BTreeSet;

use sim_core::{Payload, Protocol, Schedule, Time, Wait, WaitEnd, What};

use super::instead::Instead;
use super::listed::{ListedFailure, ListedRuns, at};
use super::within::is_within;
use crate::legal::Conflict;

// How often a list is followed again: at other times, or without timers for which there is no time.
const ROUNDS: usize = 10;

impl<P: Protocol> ListedRuns<'_, P> {
    /// Follows a list at times that are possible, or one that is mended.
    ///
    /// What was held back and isn't any more arrives when it was held back; or, if `late`, when it was let go.
    pub(super) fn follow_mending(
        &mut self,
        schedule: &Schedule,
        late: bool,
        held: &mut bool,
    ) -> Result<ListedFailure, Instead> {
        let mut followed = self.follow(schedule)?;
        // How long something takes may depend on when it began: times are found again until they fit.
        for _ in 0..ROUNDS {
            if let Some(once) = self.without_second_copies(&followed.schedule, late) {
                *held = true;
                self.retimed += 1;
                followed = self.follow(&once)?;
                continue;
            }
            let times: Vec<Time> = followed.schedule.steps.iter().map(|it| it.time).collect();
            if followed.bounds.are_kept_by(&times) {
                if !is_within(&self.runner.scenario, &self.plan, self.runner.world()) {
                    return Err(Instead::BeyondModel);
                }
                return Ok(followed);
            }
            let others = match followed.bounds.solve() {
                Ok(times) => at(&followed.schedule, &times),
                Err(conflict) => match self.with_later_ones(&followed.schedule, &conflict) {
                    Some(others) => others,
                    None => without_timers(&followed.schedule, &conflict)?,
                },
            };
            self.retimed += 1;
            followed = self.follow(&others)?;
        }
        Err(Instead::NoTimes)
    }

    // What was held back has two entries: one that reaches the network, one that is let go. Without the hold the second one
    // would be a second copy; where there are none, it goes with the hold.
    fn without_second_copies(&self, schedule: &Schedule, late: bool) -> Option<Schedule> {
        if self.runner.scenario.may_duplicate() {
            return None;
        }
        let world = self.runner.world();
        let first_events = world.recorded_events();
        let copies = world.record().iter();
        let copies = copies.filter(|event| matches!(event.what, What::Delivered { copy: 1.., .. }));
        let again = copies
            .filter_map(|event| first_events.partition_point(|it| *it <= event.id).checked_sub(1));
        let first = |again: usize| {
            let key = schedule.steps[again].step.key;
            schedule.steps.iter().position(|listed| listed.step.key == key).unwrap_or(again)
        };
        let gone: BTreeSet<usize> =
            again.map(|again| if late { first(again) } else { again }).collect();
        (!gone.is_empty()).then(|| without(schedule, &gone))
    }

    // Where a message would be too late, the last one of its kind that was sent on its link before and never arrives: what
    // was held back for long is often a heartbeat like any other.
    fn with_later_ones(&self, schedule: &Schedule, conflict: &Conflict) -> Option<Schedule> {
        let world = self.runner.world();
        let waits = world.recorded_waits();
        let what = |wait: &Wait| {
            let event = world.record().get(wait.message?.0)?;
            match (event.what, event.payload) {
                (What::Sent { to }, Payload::Message(message)) => {
                    Some((event.actor()?, to, P::kind(message)))
                }
                _ => None,
            }
        };
        let mut steps = schedule.steps.clone();
        let mut changed = false;
        for step in &conflict.late {
            let Some(late) = waits.iter().find(|it| it.end == WaitEnd::Taken(*step)) else {
                continue;
            };
            let other = waits.iter().filter(|it| {
                it.end == WaitEnd::Pending
                    && it.since > late.since
                    && it.since < Some(*step)
                    && what(it).is_some()
                    && what(it) == what(late)
            });
            if let Some((_, key)) = other.max_by_key(|it| it.since).and_then(|it| it.message) {
                steps[*step].step.key = key;
                changed = true;
            }
        }
        changed.then(|| Schedule { steps, ..schedule.clone() })
    }
}

// What takes too long goes without timers that take up time in it: heartbeats, retries. Alone none of them can go, as the
// others are late still.
fn without_timers(schedule: &Schedule, conflict: &Conflict) -> Result<Schedule, Instead> {
    let mut excess = conflict.excess;
    let mut gone = BTreeSet::new();
    for (least, step) in &conflict.timers {
        if excess > 0 {
            excess -= least;
            gone.insert(*step);
        }
    }
    if excess > 0 {
        return Err(Instead::NoTimes);
    }
    Ok(without(schedule, &gone))
}

fn without(schedule: &Schedule, gone: &BTreeSet<usize>) -> Schedule {
    let steps = schedule.steps.iter().enumerate().filter(|(step, _)| !gone.contains(step));
    let steps = steps.map(|(_, step)| step.clone()).collect();
    Schedule { steps, ..schedule.clone() }
}
