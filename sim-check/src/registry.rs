//! The registry: scenarios by name, whatever their protocols are.

use std::fmt;
use std::sync::Arc;

use sim_core::Protocol;

use crate::replay::{Replayed, replay};
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

    /// Makes a saved failure happen again.
    ///
    /// # Errors
    /// The scenario can't run, or isn't that of the saved failure.
    fn replay(&self, saved: &Saved) -> Result<Replayed, Broken>;
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

    fn replay(&self, saved: &Saved) -> Result<Replayed, Broken> {
        replay(self, saved)
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
