//! The finding: a failing seed, made small, with all that there is to tell of it.
//!
//! First over the calm world: which faults, late messages and other choices are needed, of all that were drawn? Then over
//! the silent world: which steps are needed of the run that these lead to? The first says what went wrong, the second what
//! happened. A failure that can't be seen without the rest of the run, because something is missing at its end, stays in the
//! calm world.

mod again;
mod beginning;
mod calm;
mod idle;
mod in_flight;
mod instead;
mod later;
mod listed;
mod mending;
mod size;
mod skipping;
mod smaller;
mod times;
mod within;

pub(crate) use again::make_smaller;
pub use instead::Instead;
pub use size::Size;

use sim_core::{Protocol, Recording, Schedule, Time};
use sim_net::Plan;

use crate::campaign::Check;
use crate::failure::FailureId;
use crate::judge::Failure;
use crate::legal::{Bounds, Leniency};
use crate::run::{Broken, Case, Runner};
use crate::saved::Saved;
use crate::shrink::{
    Certificate, Failing, Shrinking, certificate, deletion, exchange, lineages, middle, pairs,
    singles, units,
};
use crate::trace::{Highlights, Trace};
use crate::verdict::Violation;
use beginning::Beginning;
use calm::{CalmFailure, CalmRuns, begun};
use idle::IdleEntries;
use in_flight::InFlight;
use later::later;
use listed::{ListedRuns, Times};
use times::Timed;

// As many steps are told in words at a glance; of more one asks whether they are all needed.
const LONG: usize = 30;

/// What is known about how small a run is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Minimality {
    /// Without any single entry this failure doesn't happen.
    Minimal {
        /// Each entry in words, with what happens without it.
        without: Vec<(String, Instead)>,
        /// Whether the same is known of any two entries.
        pairs: bool,
    },
    /// Without some entry it fails as well, but what happens then is not smaller.
    Replaceable,
    /// The runs were used up.
    Spent,
    /// Nobody asked.
    Untried,
}

impl Minimality {
    /// Whether each entry is needed.
    pub const fn is_minimal(&self) -> bool {
        matches!(self, Self::Minimal { .. })
    }

    fn of(certificate: Certificate<Instead>, labels: impl Iterator<Item = String>) -> Self {
        match certificate {
            Certificate::Minimal { without, pairs } => {
                Self::Minimal { without: labels.zip(without).collect(), pairs }
            }
            Certificate::Replaceable { .. } => Self::Replaceable,
            Certificate::Spent => Self::Spent,
        }
    }
}

/// A failing seed, made small, with all that there is to tell of it.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The name of the failure.
    pub id: FailureId,
    /// What is wrong in the small run.
    pub violation: Violation,
    /// The seed.
    pub seed: u64,
    /// How many episodes its plan has.
    pub episodes: usize,
    /// How much happened in the run of the seed.
    pub before: Size,
    /// How much happens in the small run.
    pub after: Size,
    /// How many runs it took to make it small.
    pub runs: u64,
    /// Whether all that happens in it is needed.
    pub minimality: Minimality,
    /// What has to go wrong, in words: the faults, late messages and other choices that are needed in a world that is calm
    /// otherwise.
    pub faults: Vec<String>,
    /// Whether these are all needed.
    pub faults_minimality: Minimality,
    /// Other failures that were met on the way, and not told.
    pub by_catch: Vec<FailureId>,
    /// The small run, to be saved and seen again.
    pub saved: Saved,
    /// What happens in it.
    pub trace: Trace,
    /// What to look at in the trace.
    pub highlights: Highlights,
}

impl Finding {
    // Which of two is better to tell: fewer faults, then less that happens.
    pub(crate) fn rank(&self) -> (usize, Size, u64) {
        (self.faults.len(), self.after, self.seed)
    }
}

/// Makes the failure of a seed small. There is nothing to tell if the seed doesn't fail.
pub(crate) fn investigate<P: Protocol>(
    check: &Check<P>,
    seed: u64,
) -> Result<Option<Finding>, Broken> {
    let (scenario, case) = smaller::variation(check, seed)?;
    let mut runner = Runner::new(&scenario, check.goal())?;
    runner.keep(Recording::All);
    let run = runner.run(&case.clone().recording())?;
    let Some(failure) = run.judgement.failure().cloned() else { return Ok(None) };
    let plan = case.plan.clone();
    let choices = runner.world().recorded_choices();
    let before =
        Size { faults: count_faults(&plan, &choices), ..size::whole(runner.world().record()) };
    let episodes = plan.episodes.len();
    let mut telling = Telling {
        runs_max: check.order.shrink_runs,
        runs: 0,
        by_catch: Vec::new(),
        seed: case.seed,
        wanted: failure.id.clone(),
    };
    let drawn = Beginning::of(runner.world(), &plan, &failure.violation);
    let calm = telling.make_calm(&mut runner, plan, choices, failure)?;
    let from = Beginning::of(runner.world(), &calm.plan, &calm.failure.violation);
    let mut listed = telling.make_listed(&mut runner, &from)?;
    if listed.as_ref().is_some_and(Silent::is_long) {
        // A way that ends far from what is needed began where there was no better one.
        let other = telling.make_listed(&mut runner, &drawn)?;
        listed = listed.into_iter().chain(other).min_by_key(Silent::len);
    }
    let told = telling.told(&mut runner, seed, before, calm, listed)?;
    Ok(Some(Finding { episodes, ..told }))
}

/// What is being made small, and how far that has come.
struct Telling {
    runs_max: u64,
    runs: u64,
    by_catch: Vec<FailureId>,
    seed: u64,
    wanted: FailureId,
}

/// What has to go wrong over the calm world.
struct Calm {
    plan: Plan,
    schedule: Schedule,
    failure: Failure,
    minimality: Minimality,
}

/// What has to happen over the silent world.
struct Silent {
    plan: Plan,
    timed: Timed,
    minimality: Minimality,
}

impl Silent {
    const fn len(&self) -> usize {
        self.timed.schedule.choices.len() + self.timed.schedule.steps.len()
    }

    // Whether it is worth as much again to look for something shorter.
    const fn is_long(&self) -> bool {
        self.timed.schedule.steps.len() > LONG
    }
}

impl Telling {
    // All that went wrong is left out as far as it can be.
    fn make_calm<P: Protocol>(
        &mut self,
        runner: &mut Runner<P>,
        plan: Plan,
        schedule: Schedule,
        failure: Failure,
    ) -> Result<Calm, Broken> {
        let mut runs = CalmRuns {
            runner,
            wanted: self.wanted.clone(),
            seed: self.seed,
            plan: plan.clone(),
            by_catch: Vec::new(),
            broken: None,
        };
        let all = calm::entries(&plan, &schedule);
        // A run that is forced is the run that was drawn.
        let same = self.runs_max > 0 && runs.run(&all).is_ok();
        if !same {
            let minimality = Minimality::Untried;
            return Ok(Calm { plan, schedule, failure, minimality });
        }
        let failing = Failing { entries: all, size: u64::MAX };
        let left = self.runs_max.saturating_sub(self.runs);
        let mut shrinking = Shrinking::new(&mut runs, failing, left);
        shrinking.settle(&[deletion, pairs]);
        let certified = certificate(&mut shrinking);
        self.runs += shrinking.runs() + 1;
        let best = shrinking.into_best().entries;
        let minimality = Minimality::of(certified, best.iter().map(calm::Entry::label));
        let CalmFailure { plan, schedule, failure } =
            runs.run(&best).expect("what has just failed fails again");
        self.by_catch.append(&mut runs.by_catch);
        if let Some(broken) = runs.broken {
            return Err(broken);
        }
        Ok(Calm { plan, schedule, failure, minimality })
    }

    // Of all that happened in this run, what isn't needed for its violation is left out.
    fn make_listed<P: Protocol>(
        &mut self,
        runner: &mut Runner<P>,
        from: &Beginning,
    ) -> Result<Option<Silent>, Broken> {
        let silent = self.make_listed_if(Times::Unknown, runner, from)?;
        // Perhaps other times do make a difference.
        if silent.is_none() { self.make_listed_if(Times::Matter, runner, from) } else { Ok(silent) }
    }

    fn make_listed_if<P: Protocol>(
        &mut self,
        matter: Times,
        runner: &mut Runner<P>,
        from: &Beginning,
    ) -> Result<Option<Silent>, Broken> {
        if self.runs >= self.runs_max {
            return Ok(None);
        }
        let mut runs = ListedRuns {
            runner,
            wanted: self.wanted.clone(),
            seed: self.seed,
            plan: from.plan.clone(),
            times: matter,
            stale: Vec::new(),
            in_flight: InFlight::default(),
            retimed: 0,
            idle: IdleEntries::default(),
            by_catch: Vec::new(),
            broken: None,
        };
        let Ok(whole) = runs.follow(&from.schedule) else { return Ok(None) };
        let causes = listed::causes(runs.runner.world());
        let entries = listed::entries(&whole.schedule, &causes);
        let failing = Failing { entries, size: u64::MAX };
        let left = self.runs_max.saturating_sub(self.runs);
        let mut shrinking = Shrinking::new(&mut runs, failing, left);
        // What has nothing to do with it by what led to what goes first; mostly that is nearly all.
        for guess in from.guesses() {
            if shrinking.try_candidate(&guess) {
                break;
            }
        }
        units(&mut shrinking);
        deletion(&mut shrinking);
        shrinking.settle(&[singles, lineages, later, middle, pairs, exchange]);
        if shrinking.best().len() > LONG {
            // Chunks of what is left now are others than before.
            shrinking.settle(&[deletion, lineages, later, middle, pairs, exchange]);
        }
        let certified = certificate(&mut shrinking);
        self.runs += shrinking.runs();
        let best = shrinking.into_best().entries;
        let minimality = Minimality::of(certified, best.iter().map(listed::Entry::label));
        runs.times = Times::Matter;
        let followed = runs.follow_legally(&listed::schedule(&best));
        let timed = match followed {
            Ok(followed) => Some(times::settle(&mut runs, followed)),
            // There are times, or it would not have been taken; but at these it is another run.
            Err(_) => None,
        };
        self.runs += runs.retimed;
        self.by_catch.append(&mut runs.by_catch);
        if let Some(broken) = runs.broken.take() {
            return Err(broken);
        }
        let plan = begun(&from.plan, runs.runner.world());
        Ok(timed.map(|timed| Silent { plan, timed, minimality }))
    }

    // The smallest run is made once more, to be told.
    fn told<P: Protocol>(
        self,
        runner: &mut Runner<P>,
        seed: u64,
        before: Size,
        calm: Calm,
        listed: Option<Silent>,
    ) -> Result<Finding, Broken> {
        let faults = calm::entries(&calm.plan, &calm.schedule);
        let (plan, schedule, minimality, must) = match listed {
            Some(Silent { plan, timed, minimality }) => {
                (plan, timed.schedule, minimality, timed.must)
            }
            None => (calm.plan, calm.schedule, calm.minimality.clone(), times::Must::default()),
        };
        let case = Case::forced(self.seed, plan.clone(), &schedule);
        let run = runner.run(&case)?;
        let failure = run.judgement.failure().cloned().unwrap_or(calm.failure);
        let record = runner.world().record();
        let mut after = size::size(record, &failure.violation);
        after.faults = must.copies + count_faults(&plan, &schedule);
        let mut trace = Trace::of(runner.world());
        must.mark(&mut trace);
        let title = format!("{}, seed {seed}", runner.scenario.name);
        let highlights = Highlights { title, ..Highlights::of(&failure.violation) };
        let saved = Saved {
            scenario: runner.scenario.name.clone(),
            parameters: runner.scenario.parameters(),
            seed: self.seed,
            plan,
            schedule,
            failure: self.wanted.clone(),
            digest: trace.digest(),
        };
        Ok(Finding {
            id: self.wanted,
            violation: failure.violation,
            seed,
            episodes: 0,
            before,
            after,
            runs: self.runs,
            minimality,
            faults: faults.iter().map(calm::Entry::label).collect(),
            faults_minimality: calm.minimality,
            by_catch: self.by_catch,
            saved,
            trace,
            highlights,
        })
    }
}

// How much goes wrong in a run: episodes, and what the environment did that it shouldn't.
fn count_faults(plan: &Plan, schedule: &Schedule) -> u64 {
    let choices = schedule.choices.iter().filter(|choice| choice.site.is_fault()).count();
    (plan.episodes.len() + choices) as u64
}

/// Whether the list of steps that was just followed is one that can happen.
pub(crate) fn is_possible<P: Protocol>(runner: &Runner<P>, plan: &Plan) -> bool {
    let world = runner.world();
    let leniency = Leniency { may_lose: runner.scenario.may_lose() };
    let steps = world.recorded_steps().steps;
    let bounds = Bounds::new(steps.len(), &world.recorded_waits(), leniency);
    let times: Vec<Time> = steps.iter().map(|step| step.time).collect();
    (bounds.are_kept_by(&times) || bounds.solve().is_ok())
        && within::is_within(&runner.scenario, plan, world)
}

/// The run that was just made of a saved failure, to be told as it is.
pub(crate) fn as_saved<P: Protocol>(
    runner: &Runner<P>,
    saved: &Saved,
    failure: &Failure,
) -> Finding {
    let record = runner.world().record();
    let trace = Trace::of(runner.world());
    let faults = calm::entries(&saved.plan, &saved.schedule);
    let after = Size {
        faults: count_faults(&saved.plan, &saved.schedule),
        ..size::size(record, &failure.violation)
    };
    let title = format!("{}, seed {}", saved.scenario, saved.seed);
    Finding {
        id: failure.id.clone(),
        violation: failure.violation.clone(),
        seed: saved.seed,
        episodes: saved.plan.episodes.len(),
        before: after,
        after,
        runs: 0,
        minimality: Minimality::Untried,
        faults: faults.iter().map(calm::Entry::label).collect(),
        faults_minimality: Minimality::Untried,
        by_catch: Vec::new(),
        saved: Saved { digest: trace.digest(), failure: failure.id.clone(), ..saved.clone() },
        trace,
        highlights: Highlights { title, ..Highlights::of(&failure.violation) },
    }
}
