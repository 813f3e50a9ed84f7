//! Coverage: what the runs of a campaign have seen.

use std::collections::{BTreeMap, BTreeSet};

use crate::failure::FailureId;
use crate::figures::Measured;

/// What the runs of a campaign have seen.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Coverage {
    /// The declared marks, each with how many runs reached it.
    pub marks: Vec<(String, u64)>,
    /// The families of faults, each with how many runs it began in and how many it hit something in.
    pub families: BTreeMap<&'static str, FamilyCoverage>,
    /// The failures, each with how many runs failed so and the first seed that did.
    pub failures: BTreeMap<FailureId, (u64, u64)>,
    /// How many runs passed.
    pub passed: u64,
    /// Why runs are undecided, each with how many are.
    pub undecided: BTreeMap<String, u64>,
    /// The end states, as far as the actors tell theirs.
    pub end_states: BTreeSet<u64>,
    /// How many runs there were whose end state nobody tells.
    pub untold_end_states: u64,
    /// How many steps all runs took together.
    pub steps: u64,
    /// How many events there were in all runs together.
    pub events: u64,
    /// What was measured in them: the figures that the scenario wants.
    pub figures: Measured,
}

/// In how many runs a family of faults took part.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct FamilyCoverage {
    /// It began.
    pub began: u64,
    /// It hit something.
    pub hit: u64,
}

impl Coverage {
    /// How many runs said something: they passed or failed.
    pub fn useful(&self) -> u64 {
        self.passed + self.failures.values().map(|(count, _)| count).sum::<u64>()
    }

    /// The marks that no run reached.
    pub fn missed_marks(&self) -> impl Iterator<Item = &str> {
        self.marks.iter().filter(|(_, count)| *count == 0).map(|(mark, _)| mark.as_str())
    }
}
