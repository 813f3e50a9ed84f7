//! The report: what a campaign has found, as data and in words.

mod text;

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use sim_core::Protocol;

use crate::campaign::Coverage;
use crate::determinism::Difference;
use crate::failure::FailureId;
use crate::finding::Finding;
use crate::judge::Goal;
use crate::run::Broken;
use crate::scenario::Scenario;

pub use text::Commands;

/// What a campaign has found.
#[derive(Clone, Debug)]
pub struct Report {
    /// The name of the scenario.
    pub scenario: String,
    /// The mark that was looked for, if one was.
    pub mark: Option<String>,
    /// The seeds that were asked for.
    pub seeds: Range<u64>,
    /// How many of them were run.
    pub runs: u64,
    /// Whether it was broken off from outside.
    pub interrupted: bool,
    /// What the runs have seen.
    pub coverage: Coverage,
    /// The failures, made small, in the order of their first seeds.
    pub findings: Vec<Finding>,
    /// Two runs of one seed that were not the same, and the seed.
    pub difference: Option<(u64, Difference)>,
    /// Why the scenario can't run at all.
    pub broken: Option<Broken>,
    /// What the scenario tolerates that is a violation elsewhere.
    pub tolerated: Vec<&'static str>,
    // Whether something is said of marks that were missed.
    marks_count: bool,
    marks_within: u64,
}

/// What is to be said of a campaign as a whole.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ruling {
    /// Nothing was wrong, and something was looked at.
    Passed,
    /// Something is wrong; or the mark was reached that was looked for.
    Failed,
    /// It can't be told: nothing ran, or no run said anything.
    Undecided,
    /// Two runs of one seed were not the same.
    Nondeterministic,
    /// The scenario makes no sense.
    Broken,
}

impl Report {
    pub(crate) fn new<P: Protocol>(
        scenario: &Scenario<P>,
        goal: &Goal,
        seeds: Range<u64>,
        single: bool,
    ) -> Self {
        let mark = match goal {
            Goal::Violation => None,
            Goal::Mark(mark) => Some(mark.clone()),
        };
        Self {
            scenario: scenario.name().to_owned(),
            marks_count: mark.is_none() && !single,
            mark,
            seeds,
            runs: 0,
            interrupted: false,
            coverage: Coverage::default(),
            findings: Vec::new(),
            difference: None,
            broken: None,
            tolerated: scenario.tolerated.clone(),
            marks_within: scenario.marks_within,
        }
    }

    // What a saved failure leads to.
    pub(crate) fn of_saved<P: Protocol>(scenario: &Scenario<P>, finding: Finding) -> Self {
        let seeds = finding.seed..finding.seed.saturating_add(1);
        let report = Self::new(scenario, &Goal::Violation, seeds, true);
        Self { runs: 1, findings: vec![finding], ..report }
    }

    pub(crate) fn broken<P: Protocol>(scenario: &Scenario<P>, broken: Broken) -> Self {
        let report = Self::new(scenario, &Goal::Violation, 0..0, true);
        Self { broken: Some(broken), ..report }
    }

    pub(crate) fn differs(&mut self, seed: u64, difference: Difference) {
        self.difference = Some((seed, difference));
    }

    pub(crate) fn cover(&mut self, coverage: Coverage, runs: u64, interrupted: bool) {
        self.coverage = coverage;
        self.runs = runs;
        self.interrupted = interrupted;
    }

    pub(crate) fn add(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// What is to be said of it as a whole.
    pub fn ruling(&self) -> Ruling {
        if self.broken.is_some() {
            Ruling::Broken
        } else if self.difference.is_some() {
            Ruling::Nondeterministic
        } else if !self.findings.is_empty() || self.missed_marks().next().is_some() {
            Ruling::Failed
        } else if self.coverage.useful() == 0 || self.interrupted {
            Ruling::Undecided
        } else {
            Ruling::Passed
        }
    }

    /// The failure that is told: that of the lowest seed.
    pub fn failure(&self) -> Option<&Finding> {
        self.findings.first()
    }

    /// The marks that had to be reached and were not, because there were runs enough.
    pub fn missed_marks(&self) -> impl Iterator<Item = &str> {
        let counts = self.marks_count
            && self.findings.is_empty()
            && self.runs >= self.marks_within
            && !self.interrupted;
        self.coverage.missed_marks().filter(move |_| counts)
    }

    /// Within how many runs each mark has to be reached.
    pub const fn marks_within(&self) -> u64 {
        self.marks_within
    }

    /// The same about this failure alone.
    pub fn about(&self, finding: &Finding) -> Self {
        Self {
            findings: vec![finding.clone()],
            coverage: Coverage::default(),
            tolerated: Vec::new(),
            difference: None,
            ..self.clone()
        }
    }

    /// The failures that were met, each with how many runs failed so and the first seed that did.
    pub const fn failures(&self) -> &BTreeMap<FailureId, (u64, u64)> {
        &self.coverage.failures
    }

    /// In one line, for a panic: `agreement violated (seed 4217); replay: SIM_REPLAY=agreement-4217`.
    pub fn one_line(&self, replay: Option<&str>) -> String {
        text::one_line(self, replay)
    }

    /// In words, with the commands that lead on from here: at most 100 columns, but for these.
    pub fn told(&self, commands: &Commands) -> String {
        self.told_within(100, commands)
    }

    /// The same in at most so many columns.
    pub fn told_within(&self, columns: usize, commands: &Commands) -> String {
        text::told(self, commands, columns)
    }
}

/// In words, without any command.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.told(&Commands::default()))
    }
}
