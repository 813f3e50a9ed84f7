//! One run: a seed, or a saved failure, is run once, and all of it is kept.

use sim_core::{Choices, Protocol, Recording};
use sim_net::Plan;

use super::{Strategy, sweep};
use crate::determinism;
use crate::finding;
use crate::judge::Goal;
use crate::report::Report;
use crate::run::{Broken, Case, Run, Runner};
use crate::saved::Saved;
use crate::scenario::Scenario;
use crate::trace::{Highlights, Trace};

/// A single run with all that happened in it.
#[derive(Clone, Debug)]
pub struct OneRun {
    /// What is to be said of it, as of a campaign with one seed; a failure is told as it is.
    pub report: Report,
    /// How it ended, and how much there was of it.
    pub run: Run,
    /// What was planned to go wrong.
    pub plan: Plan,
    /// What happened.
    pub trace: Trace,
    /// What to look at in the trace.
    pub highlights: Highlights,
}

/// The run that a campaign makes of this seed, under another plan if there is one; it is made again to see whether it is
/// the same.
pub(crate) fn run_once<P: Protocol>(
    scenario: &Scenario<P>,
    seed: u64,
    strategy: Strategy,
    plan: Option<&Plan>,
) -> Result<OneRun, Broken> {
    let mut case = strategy.case(scenario, seed);
    if let Some(plan) = plan {
        case.plan = plan.clone();
    }
    let mut one = run_case(scenario, &Goal::Violation, &case, None)?;
    if let Some(difference) = determinism::check(scenario, &Goal::Violation, &case)? {
        one.report.differs(seed, difference);
    }
    Ok(one)
}

/// The run of a saved failure, whatever becomes of it.
pub(crate) fn run_saved<P: Protocol>(
    scenario: &Scenario<P>,
    saved: &Saved,
) -> Result<OneRun, Broken> {
    let scenario = scenario.as_saved(saved)?;
    let goal = Goal::of_saved(&scenario, &saved.failure);
    let case = Case::forced(saved.seed, saved.plan.clone(), &saved.schedule);
    run_case(&scenario, &goal, &case, Some(saved))
}

fn run_case<P: Protocol>(
    scenario: &Scenario<P>,
    goal: &Goal,
    case: &Case,
    saved: Option<&Saved>,
) -> Result<OneRun, Broken> {
    let mut runner = Runner::new(scenario, goal.clone())?.measuring();
    runner.keep(Recording::All);
    let run = runner.run(&case.clone().recording())?;
    let mut report = Report::new(scenario, goal, case.seed..case.seed.saturating_add(1), true);
    report.cover(sweep::coverage_of(&runner, case.seed, &run), 1, false);
    let plan = case.plan.clone();
    let Some(failure) = run.judgement.failure() else {
        let title = format!("{}, seed {}", scenario.name, case.seed);
        let highlights = Highlights { title, ..Highlights::default() };
        return Ok(OneRun { report, plan, trace: Trace::of(runner.world()), highlights, run });
    };
    let drawn = || Saved {
        scenario: scenario.name.clone(),
        parameters: scenario.parameters(),
        seed: case.seed,
        plan: case.plan.clone(),
        schedule: runner.world().recorded_choices(),
        failure: failure.id.clone(),
        digest: 0,
    };
    let saved = saved.cloned().unwrap_or_else(drawn);
    let finding = finding::as_saved(&runner, &saved, failure);
    let (trace, highlights) = (finding.trace.clone(), finding.highlights.clone());
    report.add(finding);
    Ok(OneRun { report, run, plan, trace, highlights })
}

impl<P: Protocol> Scenario<P> {
    /// The run that a campaign makes of this seed, with all that happens in it: for a snapshot, or a picture.
    ///
    /// # Errors
    /// The scenario can't run.
    pub fn run_seed(&self, seed: u64) -> Result<OneRun, Broken> {
        run_once(self, seed, Strategy::Mixed, None)
    }

    /// The run in which all happens in its plainest way, and nothing goes wrong but what its [plan](Scenario::plan) says,
    /// if it has one.
    ///
    /// # Errors
    /// The scenario can't run.
    pub fn run_calm(&self) -> Result<OneRun, Broken> {
        let plan = if self.draws_plans() { Plan::new() } else { self.plan_of(0) };
        let choices = Choices::calm();
        let case = Case { seed: 0, plan, choices, steps: None, going_on: false };
        run_case(self, &Goal::Violation, &case, None)
    }
}
