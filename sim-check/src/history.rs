//! The history: what clients asked for and what they were told, in real time.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;

use sim_core::EventId;

use crate::verdict::{Evidence, Violation};

/// A word of a client about one of its calls.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Call<I, O> {
    /// It asks for something.
    Invoked(I),
    /// It was told this.
    Ok(O),
    /// It certainly took no effect.
    Failed,
    /// Nobody knows: it may take effect at any later time, or never.
    Unknown,
}

/// A call of a client.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Operation<I, O> {
    /// Whose call. A process has one call open at a time.
    pub process: u64,
    /// What it asked for.
    pub input: I,
    /// When it asked.
    pub invoked: EventId,
    /// How it ended.
    pub outcome: Outcome<O>,
    /// When it ended; a call whose end is unknown has none that would bind anybody.
    pub returned: Option<EventId>,
}

/// How a call ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome<O> {
    /// With this answer.
    Ok(O),
    /// It certainly took no effect.
    Failed,
    /// Nobody knows, or it is still open.
    Unknown,
}

/// The calls of all clients, in the order in which they were made.
///
/// A checker that is told what no clients can have said finds a `broken history`, at that word.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct History<I, O> {
    operations: Vec<Operation<I, O>>,
    open: BTreeMap<u64, usize>,
}

impl<I, O> Default for History<I, O> {
    fn default() -> Self {
        Self { operations: Vec::new(), open: BTreeMap::new() }
    }
}

impl<I, O> History<I, O> {
    /// No call yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds what a client says.
    ///
    /// # Errors
    /// A call while another of that process is open, or an end without a call; nothing was added.
    pub fn add(
        &mut self,
        event: EventId,
        process: u64,
        call: Call<I, O>,
    ) -> Result<(), HistoryError> {
        let outcome = match call {
            Call::Invoked(input) => {
                if self.open.contains_key(&process) {
                    return Err(HistoryError::StillOpen { event, process });
                }
                self.open.insert(process, self.operations.len());
                let outcome = Outcome::Unknown;
                let operation =
                    Operation { process, input, invoked: event, outcome, returned: None };
                self.operations.push(operation);
                return Ok(());
            }
            Call::Ok(output) => Outcome::Ok(output),
            Call::Failed => Outcome::Failed,
            Call::Unknown => Outcome::Unknown,
        };
        let index = self.open.remove(&process).ok_or(HistoryError::NotOpen { event, process })?;
        let operation = &mut self.operations[index];
        operation.returned = (!matches!(outcome, Outcome::Unknown)).then_some(event);
        operation.outcome = outcome;
        Ok(())
    }

    /// The calls, in the order in which they were made.
    pub fn operations(&self) -> &[Operation<I, O>] {
        &self.operations
    }

    /// Forgets everything, keeping allocations.
    pub fn clear(&mut self) {
        self.operations.clear();
        self.open.clear();
    }
}

/// A word that nobody can have said: whoever tells the judges is wrong, and what else is told can't be relied on.
pub(crate) fn broken_history(event: EventId, said: String) -> Violation {
    Violation::new("broken history", said).shown_by([Evidence::new(event, "here")])
}

/// A history that no clients can have seen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HistoryError {
    /// A process calls although its last call hasn't ended.
    StillOpen {
        /// Where.
        event: EventId,
        /// Which.
        process: u64,
    },
    /// A call ends that was never made.
    NotOpen {
        /// Where.
        event: EventId,
        /// Whose.
        process: u64,
    },
}

impl HistoryError {
    const fn event(self) -> EventId {
        match self {
            Self::StillOpen { event, .. } | Self::NotOpen { event, .. } => event,
        }
    }

    fn said(self) -> String {
        match self {
            Self::StillOpen { process, .. } => {
                format!("process {process} calls, but its last call is still open")
            }
            Self::NotOpen { process, .. } => {
                format!("a call of process {process} ends that was never made")
            }
        }
    }
}

impl fmt::Display for HistoryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.event(), self.said())
    }
}

impl Error for HistoryError {}

/// A `broken history`: whoever tells it is wrong.
impl From<HistoryError> for Violation {
    fn from(error: HistoryError) -> Self {
        broken_history(error.event(), error.said())
    }
}
