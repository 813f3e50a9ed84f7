//! The times of a list of steps: as early as can be, with as little out of the ordinary as can be.

use std::collections::BTreeMap;

use sim_core::{
    Choice, Class, Duration, EventId, Key, Protocol, Schedule, Site, Time, Wait, WaitEnd, What,
};

use super::listed::{ListedFailure, ListedRuns, at};
use crate::trace::Trace;

/// What has to be out of the ordinary at any times that are possible.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Must {
    /// How many second copies arrive.
    pub(super) copies: u64,
    /// Messages that arrive later than they could, each by how much.
    late: BTreeMap<EventId, Duration>,
}

/// A list at its final times.
pub(super) struct Timed {
    pub(super) schedule: Schedule,
    pub(super) must: Must,
}

/// Finds times for a list that is known to fail.
pub(super) fn settle<P: Protocol>(runs: &mut ListedRuns<'_, P>, failing: ListedFailure) -> Timed {
    let waits = runs.runner.world().recorded_waits();
    let mut bounds = failing.bounds.clone();
    // What never arrived is still on its way, if it can be; what arrived was on time, if it can have been.
    for wait in waits.iter().filter(|wait| is_message(wait)) {
        match wait.end {
            WaitEnd::Pending => {
                bounds.keep_in_flight(wait);
            }
            WaitEnd::Taken(step) => {
                bounds.hurry(wait, step);
            }
            WaitEnd::Withdrawn(_) => {}
        }
    }
    let timed = bounds.solve().ok().and_then(|times| {
        runs.retimed += 1;
        let retimed = runs.follow_legally(&at(&failing.schedule, &times)).ok()?;
        // With other times it is the same list, or the protocol reads clocks.
        (retimed.schedule.steps.len() == failing.schedule.steps.len()).then_some(retimed)
    });
    let schedule = match timed {
        Some(retimed) => retimed.schedule,
        None => match runs.follow(&failing.schedule) {
            Ok(again) => again.schedule,
            Err(_) => failing.schedule,
        },
    };
    let schedule = losing(runs, schedule);
    let must = must(runs, &schedule);
    Timed { schedule, must }
}

// What never arrived and can't be still on its way was lost: now the schedule says so.
fn losing<P: Protocol>(runs: &mut ListedRuns<'_, P>, schedule: Schedule) -> Schedule {
    let world = runs.runner.world();
    let end = time(&schedule, schedule.steps.len().checked_sub(1));
    let waits = world.recorded_waits();
    let lost = waits.iter().filter(|wait| {
        wait.end == WaitEnd::Pending && end.since(time(&schedule, wait.since)) > wait.most
    });
    let mut lost: Vec<(EventId, Key)> = lost.filter_map(|wait| wait.message).collect();
    lost.sort_unstable();
    if lost.is_empty() {
        return schedule;
    }
    let mut losing = schedule.clone();
    let name = |actor| world.directory().path(actor).unwrap_or("?");
    for event in world.record().iter() {
        let Some((_, key)) = lost.iter().find(|(message, _)| *message == event.id) else {
            continue;
        };
        let (Some(from), What::Sent { to }) = (event.actor(), event.what) else { continue };
        let label = format!("{} -> {} {:?} is lost", name(from), name(to), event.payload);
        losing.choices.push(Choice { site: Site::Copies, key: *key, value: 0, label });
    }
    match runs.follow(&losing) {
        // As many steps as before: who is lost is not waited for.
        Ok(followed) if followed.schedule.steps.len() == schedule.steps.len() => losing,
        Ok(_) | Err(_) => match runs.follow(&schedule) {
            Ok(_) | Err(_) => schedule,
        },
    }
}

fn time(schedule: &Schedule, step: Option<usize>) -> Time {
    step.map_or(Time::ZERO, |step| schedule.steps[step].time)
}

fn is_message(wait: &Wait) -> bool {
    wait.class == Class::Arrive && wait.message.is_some()
}

// What is out of the ordinary in the run that has just been made.
fn must<P: Protocol>(runs: &ListedRuns<'_, P>, schedule: &Schedule) -> Must {
    let world = runs.runner.world();
    let mut must = Must::default();
    for wait in world.recorded_waits().iter().filter(|wait| is_message(wait)) {
        if let (Some((message, _)), WaitEnd::Taken(step)) = (wait.message, wait.end) {
            let took = time(schedule, Some(step)).since(time(schedule, wait.since));
            let late = took.saturating_sub(wait.least);
            if late > Duration::ZERO {
                must.late.insert(message, late);
            }
        }
    }
    let copies = world.record().iter();
    let copies = copies.filter(|event| matches!(event.what, What::Delivered { copy: 1.., .. }));
    must.copies = copies.count() as u64;
    must
}

impl Must {
    /// Shows it in a trace: by how much a delivery is late.
    pub(super) fn mark(&self, trace: &mut Trace) {
        trace.set_late(|sent| self.late.get(&sent).copied());
    }
}
