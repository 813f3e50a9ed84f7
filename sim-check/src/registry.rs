//! The registry: scenarios by name, whatever their protocols are.

use std::fmt;
use std::sync::Arc;

use sim_core::Protocol;
use sim_net::{FaultModel, Plan};

use crate::campaign::{OneRun, Order, Strategy, check, run_once, run_saved};
use crate::explain::{Explanation, explain};
use crate::finding::{self, Finding};
use crate::replay::{Replayed, replay};
use crate::report::Report;
use crate::run::Broken;
use crate::saved::Saved;
use crate::scenario::{ParameterError, Scenario};

/// A scenario of which one needn't know the protocol.
pub trait AnyScenario: Send + Sync {
    /// Its name.
    fn name(&self) -> &str;

    /// Its parameters by name, as texts.
    fn parameters(&self) -> Vec<(String, String)>;

    /// The names of its properties.
    fn properties(&self) -> Vec<String>;

    /// The marks that should be reached.
    fn marks(&self) -> Vec<String>;

    /// The same with one parameter set.
    ///
    /// # Errors
    /// There is none of that name, or the text is no value of it.
    fn with(&self, name: &str, text: &str) -> Result<Arc<dyn AnyScenario>, ParameterError>;

    /// The names of its nodes.
    ///
    /// # Errors
    /// The scenario can't run.
    fn nodes(&self) -> Result<Vec<String>, Broken>;

    /// What may go wrong, if that was said.
    fn model(&self) -> Option<FaultModel>;

    /// Runs a campaign.
    fn report(&self, order: &Order) -> Report;

    /// The run that a campaign makes of this seed, under another plan if there is one; it is made again to see whether
    /// it is the same.
    ///
    /// # Errors
    /// The scenario can't run, or the plan makes no sense in it.
    fn run_once(
        &self,
        seed: u64,
        strategy: Strategy,
        plan: Option<&Plan>,
    ) -> Result<OneRun, Broken>;

    /// Makes a saved failure happen again, and compares it with what it was.
    ///
    /// # Errors
    /// The scenario can't run, or isn't that of the saved failure.
    fn replay(&self, saved: &Saved) -> Result<Replayed, Broken>;

    /// The run of a saved failure, whatever becomes of it.
    ///
    /// # Errors
    /// The scenario can't run, or isn't that of the saved failure.
    fn run_saved(&self, saved: &Saved) -> Result<OneRun, Broken>;

    /// Makes a saved failure smaller, in so many runs at most. There is nothing to tell if it doesn't fail any more, or
    /// fails in another way.
    ///
    /// # Errors
    /// The scenario can't run, or isn't that of the saved failure.
    fn make_smaller(&self, saved: &Saved, runs: u64) -> Result<Option<Finding>, Broken>;

    /// Why a saved failure comes about, in so many runs at most.
    ///
    /// # Errors
    /// The scenario can't run, isn't that of the saved failure, or doesn't fail any more.
    fn explain(&self, saved: &Saved, runs: u64) -> Result<Explanation, Broken>;

    /// What is to be said of a failure that was saved.
    fn report_of(&self, finding: Finding) -> Report;
}

impl<P: Protocol> AnyScenario for Scenario<P> {
    fn name(&self) -> &str {
        self.name()
    }

    fn parameters(&self) -> Vec<(String, String)> {
        self.parameters()
    }

    fn properties(&self) -> Vec<String> {
        self.properties().map(str::to_owned).collect()
    }

    fn marks(&self) -> Vec<String> {
        self.marks().map(str::to_owned).collect()
    }

    fn with(&self, name: &str, text: &str) -> Result<Arc<dyn AnyScenario>, ParameterError> {
        Ok(Arc::new(self.with(name, text)?))
    }

    fn nodes(&self) -> Result<Vec<String>, Broken> {
        let world = self.world().map_err(|error| Broken(error.to_string()))?;
        let directory = world.directory();
        Ok(directory
            .nodes()
            .filter_map(|node| directory.node_name(node))
            .map(str::to_owned)
            .collect())
    }

    fn model(&self) -> Option<FaultModel> {
        self.model()
    }

    fn report(&self, order: &Order) -> Report {
        check(self.clone()).order(order.clone()).report()
    }

    fn run_once(
        &self,
        seed: u64,
        strategy: Strategy,
        plan: Option<&Plan>,
    ) -> Result<OneRun, Broken> {
        run_once(self, seed, strategy, plan)
    }

    fn replay(&self, saved: &Saved) -> Result<Replayed, Broken> {
        replay(self, saved)
    }

    fn run_saved(&self, saved: &Saved) -> Result<OneRun, Broken> {
        run_saved(self, saved)
    }

    fn make_smaller(&self, saved: &Saved, runs: u64) -> Result<Option<Finding>, Broken> {
        finding::make_smaller(self, saved, runs)
    }

    fn explain(&self, saved: &Saved, runs: u64) -> Result<Explanation, Broken> {
        explain(self, saved, runs)
    }

    fn report_of(&self, finding: Finding) -> Report {
        Report::of_saved(self, finding)
    }
}

/// What is expected of a protocol with a planted bug.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Expected {
    /// The property that is violated.
    pub property: String,
    /// Within how many seeds it is found.
    pub seeds: u64,
    /// How many entries a schedule has at most, once it is small.
    pub choices: u64,
    /// How many events happen in it at most.
    pub events: u64,
}

/// A scenario with what is known about it.
#[derive(Clone)]
pub struct Entry {
    scenario: Arc<dyn AnyScenario>,
    expected: Option<Expected>,
}

impl Entry {
    /// A protocol that does what it should.
    pub fn correct<P: Protocol>(scenario: Scenario<P>) -> Self {
        Self { scenario: Arc::new(scenario), expected: None }
    }

    /// A protocol with one planted bug.
    pub fn mutant<P: Protocol>(scenario: Scenario<P>, expected: Expected) -> Self {
        Self { scenario: Arc::new(scenario), expected: Some(expected) }
    }

    /// The scenario.
    pub fn scenario(&self) -> &dyn AnyScenario {
        &*self.scenario
    }

    /// What is expected, if a bug is planted.
    pub const fn expected(&self) -> Option<&Expected> {
        self.expected.as_ref()
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry")
            .field("scenario", &self.scenario.name())
            .field("expected", &self.expected)
            .finish()
    }
}

/// Scenarios by name.
#[derive(Clone, Debug, Default)]
pub struct Registry {
    entries: Vec<Entry>,
}

impl Registry {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// These as well.
    pub fn with(mut self, entries: impl IntoIterator<Item = Entry>) -> Self {
        self.entries.extend(entries);
        self
    }

    /// All of them, in their order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The one of that name.
    pub fn get(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.scenario.name() == name)
    }
}
