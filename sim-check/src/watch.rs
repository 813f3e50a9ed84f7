//! Watching: one run of a scenario, whatever comes of it.

use sim_core::{Base, Choices, Protocol, Recording, Schedule};
use sim_net::Plan;

use crate::campaign::Strategy;
use crate::judge::{Goal, Judgement};
use crate::run::{Broken, Case, Runner};
use crate::scenario::Scenario;
use crate::trace::Trace;

/// A run that was watched.
#[derive(Clone, Debug)]
pub struct Watched {
    /// Whether something is wrong.
    pub judgement: Judgement,
    /// What happened.
    pub trace: Trace,
}

impl<P: Protocol> Scenario<P> {
    /// The run of a seed, from its begin to its end or to the first thing that is wrong.
    ///
    /// # Errors
    /// The scenario can't run.
    pub fn watch(&self, seed: u64) -> Result<Watched, Broken> {
        self.watch_case(&Strategy::Mixed.case(self, seed))
    }

    /// The run in which everything goes its plainest way, and nothing goes wrong.
    ///
    /// # Errors
    /// The scenario can't run.
    pub fn watch_calm(&self) -> Result<Watched, Broken> {
        let choices = Choices::forced(&Schedule::new(Base::Calm));
        self.watch_case(&Case { seed: 0, plan: Plan::new(), choices, steps: None, going_on: false })
    }

    fn watch_case(&self, case: &Case) -> Result<Watched, Broken> {
        let mut runner = Runner::new(self, Goal::Violation)?;
        runner.keep(Recording::All);
        let run = runner.run(case)?;
        Ok(Watched { judgement: run.judgement, trace: Trace::of(runner.world()) })
    }
}
