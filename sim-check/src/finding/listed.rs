//! A failing run over the silent world, as a list of what happens in it.
//!
//! An entry is a step, or a choice that no step carries. A candidate is followed, recorded anew, so that its keys are those
//! of the run that it makes, and cut off at the violation. It counts only if it is possible: if there are times for its
//! order, and no more goes wrong than the scenario allows.

use sim_core::{
    Base, Choice, Class, EventId, Listed, Protocol, Schedule, Site, Time, Wait, World, mix,
};
use sim_net::{Network, Plan};

use super::idle::IdleEntries;
use super::in_flight::InFlight;
use super::instead::Instead;
use super::size::size;
use crate::failure::FailureId;
use crate::judge::Failure;
use crate::legal::{Bounds, Leniency};
use crate::run::{Broken, Case, Runner};
use crate::shrink::{Answer, Failing, Subject};

/// Something that is listed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Entry {
    Choice(Choice),
    /// A step, and the place in the list of the one that led to it.
    Step(Listed, Option<usize>),
}

/// Runs lists of steps, and says whether they fail in the way that is looked for.
pub(super) struct ListedRuns<'r, P: Protocol> {
    pub(super) runner: &'r mut Runner<P>,
    pub(super) wanted: FailureId,
    pub(super) seed: u64,
    pub(super) plan: Plan,
    /// Whether other times for the same steps make a difference.
    pub(super) times: Times,
    /// The steps of the last list that named nothing.
    pub(super) stale: Vec<usize>,
    /// What was still in flight at the end of the last list that failed.
    pub(super) in_flight: InFlight,
    /// Further runs: with other times for the same steps, or mended.
    pub(super) retimed: u64,
    /// What had no effect in lists that didn't fail.
    pub(super) idle: IdleEntries,
    /// Other failures that were met on the way.
    pub(super) by_catch: Vec<FailureId>,
    pub(super) broken: Option<Broken>,
}

/// Whether other times for the same steps make a difference.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Times {
    /// Nobody has tried.
    Unknown,
    /// They don't, as far as was seen: a list counts if there are some, and in the end it is run at these.
    Indifferent,
    /// They may: what they are is found out by a run each time.
    Matter,
}

/// A list that fails in the wanted way, and how.
pub(super) struct ListedFailure {
    pub(super) schedule: Schedule,
    pub(super) failure: Failure,
    pub(super) bounds: Bounds,
}

impl<P: Protocol> ListedRuns<'_, P> {
    /// Follows a list as it is.
    pub(super) fn follow(&mut self, schedule: &Schedule) -> Result<ListedFailure, Instead> {
        let case = Case::forced(self.seed, self.plan.clone(), schedule).recording();
        let run = match self.runner.run(&case) {
            Ok(run) => run,
            Err(broken) => {
                self.broken = Some(broken);
                return Err(Instead::Undecided);
            }
        };
        self.stale = run.followed.map(|followed| followed.stale).unwrap_or_default();
        let failure = Instead::of(run.judgement, &self.wanted).inspect_err(|instead| {
            if let Instead::Fails(other) = instead
                && !self.by_catch.contains(other)
            {
                self.by_catch.push(other.clone());
            }
        });
        let failure = match failure {
            Ok(failure) => failure,
            Err(instead) => {
                self.idle.remember(self.effects(schedule), instead.clone());
                return Err(instead);
            }
        };
        let world = self.runner.world();
        let mut schedule = world.recorded_steps();
        // Whether a message arrives is told by the steps alone.
        schedule.choices.retain(|choice| choice.site != Site::Copies);
        let bounds = self.bounds(schedule.steps.len(), &world.recorded_waits());
        Ok(ListedFailure { schedule, failure: *failure, bounds })
    }

    /// The bounds on so many steps, of what had to wait.
    pub(super) fn bounds(&self, steps: usize, waits: &[Wait]) -> Bounds {
        Bounds::new(steps, waits, Leniency { may_lose: self.runner.scenario.may_lose() })
    }

    // Each entry of a list that was just followed, and whether it named nothing.
    fn effects(&self, schedule: &Schedule) -> Vec<(u64, bool)> {
        let unused = self.runner.world().stale();
        let first = schedule.choices.len();
        let effects = entries(schedule, &[]).into_iter().enumerate().map(|(place, entry)| {
            let idle = match place.checked_sub(first) {
                Some(step) => self.stale.contains(&step),
                None => unused.contains(&place),
            };
            (digest(&entry), idle)
        });
        effects.collect()
    }

    /// Follows a list at times that are possible, its own if they are.
    pub(super) fn follow_legally(&mut self, schedule: &Schedule) -> Result<ListedFailure, Instead> {
        let followed = self.follow(schedule);
        let late = self.arriving_late(schedule, &self.stale);
        let followed = followed.and_then(|followed| self.mend(followed));
        match (followed, late) {
            (Err(_), Some(late)) => {
                self.retimed += 1;
                let followed = self.follow(&late)?;
                self.mend(followed)
            }
            (followed, _) => followed,
        }
    }
}

impl<P: Protocol> Subject for ListedRuns<'_, P> {
    type Entry = Entry;
    type Note = Instead;

    fn attempt(&mut self, candidate: &[Entry]) -> Answer<Entry, Instead> {
        match self.follow_legally(&schedule(candidate)) {
            Ok(ListedFailure { schedule, failure, .. }) => {
                let record = self.runner.world().record();
                let size = size(record, &failure.violation).events;
                let entries = entries(&schedule, &causes(self.runner.world()));
                self.in_flight = InFlight::of(self.runner.world(), &entries);
                Answer::Fails(Failing { entries, size })
            }
            Err(instead) => Answer::Otherwise(instead),
        }
    }

    fn foresee(&self, candidate: &[Entry]) -> Option<Instead> {
        let digests: Vec<u64> = candidate.iter().map(digest).collect();
        self.idle.foresee(&digests)
    }

    fn digest(&self, entry: &Entry) -> u64 {
        digest(entry)
    }

    fn led_to(&self, entry: &Entry) -> Option<usize> {
        match entry {
            Entry::Choice(_) => None,
            Entry::Step(_, cause) => *cause,
        }
    }

    fn others(&self, list: &[Entry]) -> Vec<(Option<usize>, Entry)> {
        self.in_flight.beside(list)
    }

    fn comes_by_itself(&self, entry: &Entry) -> bool {
        matches!(entry, Entry::Step(Listed { step, .. }, _) if step.class == Class::Timer)
    }

    fn value(&self, entry: &Entry) -> Option<u64> {
        match entry {
            Entry::Choice(choice) => Some(choice.value),
            Entry::Step(..) => None,
        }
    }

    fn with_value(&self, entry: &Entry, value: u64) -> Option<Entry> {
        match entry {
            Entry::Choice(choice) if value <= choice.site.largest() => {
                Some(Entry::Choice(Choice { value, ..choice.clone() }))
            }
            Entry::Choice(_) | Entry::Step(..) => None,
        }
    }
}

pub(super) fn digest(entry: &Entry) -> u64 {
    match entry {
        Entry::Choice(Choice { site, key, value, .. }) => {
            mix(mix(1, *site as u64), mix(key.0, *value))
        }
        Entry::Step(Listed { time, step, .. }, _) => {
            mix(mix(2, step.class as u64), mix(step.key.0, time.as_nanos()))
        }
    }
}

/// The same steps at other times.
pub(super) fn at(schedule: &Schedule, times: &[Time]) -> Schedule {
    let steps = schedule.steps.iter().zip(times);
    let steps = steps.map(|(step, time)| Listed { time: *time, ..step.clone() }).collect();
    Schedule { steps, ..schedule.clone() }
}

/// What is listed, one by one, each step with the one that led to it.
pub(super) fn entries(schedule: &Schedule, causes: &[Option<usize>]) -> Vec<Entry> {
    let before = schedule.choices.len();
    let choices = schedule.choices.iter().cloned().map(Entry::Choice);
    let cause = |step: usize| causes.get(step).copied().flatten().map(|cause| before + cause);
    let steps = schedule.steps.iter().enumerate();
    choices.chain(steps.map(|(step, listed)| Entry::Step(listed.clone(), cause(step)))).collect()
}

/// Of each recorded step the one that led to it.
pub(super) fn causes<P: Protocol>(world: &World<P, Network<P>>) -> Vec<Option<usize>> {
    let first_events = world.recorded_events();
    let record = world.record();
    let cause = |event: &EventId| {
        let cause = record.get(*event)?.cause?;
        first_events.partition_point(|first| *first <= cause).checked_sub(1)
    };
    first_events.iter().map(cause).collect()
}

/// The schedule of these entries.
pub(super) fn schedule(entries: &[Entry]) -> Schedule {
    let mut schedule = Schedule::new(Base::Silent);
    for entry in entries {
        match entry {
            Entry::Choice(choice) => schedule.choices.push(choice.clone()),
            Entry::Step(step, _) => schedule.steps.push(step.clone()),
        }
    }
    schedule
}

impl Entry {
    /// In words.
    pub(super) fn label(&self) -> String {
        match self {
            Self::Choice(choice) => choice.label.clone(),
            Self::Step(step, _) => match step.step.class {
                Class::Timer => format!("timer {}", step.label),
                Class::Start
                | Class::Arrive
                | Class::Depart
                | Class::Turn
                | Class::Signal
                | Class::Operation
                | Class::Fault => step.label.clone(),
            },
        }
    }
}
