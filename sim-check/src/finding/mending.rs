//! Mending: a list that fails but can't happen as it is, for want of time, may be a little change away from one that can.
//!
//! What is left out of a list can leave others without their time. Where every node has a timer, no single one of them can
//! go: the others are late still. So what is in the way goes along with it.

use std::collections::BTreeSet;

use sim_core::{Class, Payload, Protocol, Schedule, StepName, Time, Wait, WaitEnd, What};

use super::instead::Instead;
use super::listed::{ListedFailure, ListedRuns, Times, at};
use super::skipping::skip;
use super::within::is_within;
use crate::legal::Conflict;

// How often a list is followed again: at other times, or without timers for which there is no time.
const ROUNDS: usize = 10;

// In longer lists a message more or less says little.
const SHORT: usize = 40;

impl<P: Protocol> ListedRuns<'_, P> {
    /// What was just followed and failed, if it is possible; or what comes of it when it is mended.
    pub(super) fn mend(&mut self, mut followed: ListedFailure) -> Result<ListedFailure, Instead> {
        // How long something takes may depend on when it began: times are found again until they fit.
        for _ in 0..ROUNDS {
            let times: Vec<Time> = followed.schedule.steps.iter().map(|it| it.time).collect();
            let solved = if followed.bounds.are_kept_by(&times) {
                Ok(None)
            } else {
                followed.bounds.solve().map(Some)
            };
            let others = match solved {
                Ok(Some(times)) if self.times != Times::Indifferent => {
                    self.retimed += 1;
                    let retimed = self.follow(&at(&followed.schedule, &times));
                    // Once it has made no difference, one may as well find out in the end.
                    let is_same = retimed.as_ref().is_ok_and(|retimed| {
                        retimed.schedule.steps.len() == followed.schedule.steps.len()
                    });
                    if self.times == Times::Unknown {
                        self.times = if is_same { Times::Indifferent } else { Times::Matter };
                    }
                    followed = retimed?;
                    continue;
                }
                Ok(_) if is_within(&self.runner.scenario, &self.plan, self.runner.world()) => {
                    return Ok(followed);
                }
                Ok(_) => return Err(Instead::BeyondModel),
                Err(conflict) => match self.with_later_ones(&followed.schedule, &conflict) {
                    Some(others) => others,
                    None => self.without_timers(&followed.schedule, conflict)?,
                },
            };
            self.retimed += 1;
            followed = self.follow(&others)?;
        }
        Err(Instead::NoTimes)
    }

    /// What was held back has two entries: one that reaches the network, one that is let go. Without the hold the second one
    /// names nothing, as it arrives once. This is the list without the first one of these: it arrives when it was let go.
    pub(super) fn arriving_late(&self, schedule: &Schedule, stale: &[usize]) -> Option<Schedule> {
        if self.runner.scenario.may_duplicate() || schedule.steps.len() > SHORT {
            return None;
        }
        let steps = &schedule.steps;
        let arrivals = stale.iter().filter(|step| steps[**step].step.class == Class::Arrive);
        let first = |again: usize| {
            let what = |step: usize| {
                let StepName { actor, from, kind, content, .. } = steps[step].step;
                (actor, from, kind, content)
            };
            (0..again).find(|step| what(*step) == what(again) && !stale.contains(step))
        };
        let gone: BTreeSet<usize> = arrivals.filter_map(|again| first(*again)).collect();
        (!gone.is_empty()).then(|| without(schedule, &gone))
    }

    // What takes too long goes without timers that take up time in it: heartbeats, retries. Alone none of them can go, as the
    // others are late still.
    fn without_timers(
        &self,
        schedule: &Schedule,
        mut conflict: Conflict,
    ) -> Result<Schedule, Instead> {
        let mut waits = self.runner.world().recorded_waits();
        let mut gone = BTreeSet::new();
        loop {
            let (mut excess, before) = (conflict.excess, gone.len());
            for (least, step) in &conflict.timers {
                if excess > 0 {
                    excess -= least;
                    gone.insert(*step);
                    skip(&mut waits, *step);
                }
            }
            if excess > 0 || gone.len() == before {
                return Err(Instead::NoTimes);
            }
            match self.bounds(schedule.steps.len(), &waits).solve() {
                Ok(_) => return Ok(without(schedule, &gone)),
                Err(another) => conflict = another,
            }
        }
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

fn without(schedule: &Schedule, gone: &BTreeSet<usize>) -> Schedule {
    let steps = schedule.steps.iter().enumerate().filter(|(step, _)| !gone.contains(step));
    let steps = steps.map(|(_, step)| step.clone()).collect();
    Schedule { steps, ..schedule.clone() }
}
