//! The verdict: what a judge says of a run, and what shows it.

use std::fmt;

use sim_core::EventId;

/// What a judge says of a run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// Nothing is wrong.
    Passed,
    /// It can't be told.
    Undecided(Doubt),
    /// Something is wrong.
    Violated(Box<Violation>),
}

/// Why it can't be told whether something is wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Doubt {
    /// The search took more steps than it may.
    BudgetSpent {
        /// How many it took.
        steps: u64,
    },
    /// Nothing happened that could be judged: a pass would say nothing.
    NothingToJudge(String),
}

impl Verdict {
    /// Nothing happened that could be judged, and why not.
    pub fn nothing_to_judge(why: impl Into<String>) -> Self {
        Self::Undecided(Doubt::NothingToJudge(why.into()))
    }

    /// Both verdicts in one: what is violated counts most, then what is undecided; of two such the first.
    ///
    /// ```
    /// use sim_check::{Verdict, Violation};
    /// let undecided = Verdict::nothing_to_judge("no calls");
    /// let violated = Verdict::from(Violation::new("lost", "1 is lost"));
    /// assert_eq!(Verdict::Passed.and(undecided.clone()), undecided);
    /// assert_eq!(undecided.clone().and(violated.clone()), violated);
    /// assert_eq!(violated.clone().and(undecided), violated);
    /// ```
    pub fn and(self, other: Self) -> Self {
        let weight = |verdict: &Self| match verdict {
            Self::Passed => 0,
            Self::Undecided(_) => 1,
            Self::Violated(_) => 2,
        };
        if weight(&other) > weight(&self) { other } else { self }
    }
}

impl From<Violation> for Verdict {
    fn from(violation: Violation) -> Self {
        Self::Violated(Box::new(violation))
    }
}

impl From<Result<(), Box<Violation>>> for Verdict {
    fn from(result: Result<(), Box<Violation>>) -> Self {
        result.map_or_else(Self::Violated, |()| Self::Passed)
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Passed => f.write_str("passed"),
            Self::Undecided(doubt) => write!(f, "undecided: {doubt}"),
            Self::Violated(violation) => write!(f, "violated: {violation}"),
        }
    }
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BudgetSpent { steps } => write!(f, "the search was given up after {steps} steps"),
            Self::NothingToJudge(why) => f.write_str(why),
        }
    }
}

/// Something that is wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Violation {
    /// Which kind of wrong: two violations of one property with the same anomaly and roles are the same failure.
    pub anomaly: &'static str,
    /// Who is involved, by role and not by name: `leader`, `replica`; sorted, each once.
    pub roles: Vec<&'static str>,
    /// What is wrong, in a sentence, with the values.
    pub said: String,
    /// The smallest set of events that shows it, in their order.
    pub evidence: Vec<Evidence>,
}

/// An event that shows something, and what it is there for.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Evidence {
    /// The event.
    pub event: EventId,
    /// What it is there for: `first`, `again`, `missing cause`.
    pub note: String,
}

impl Evidence {
    /// An event, and what it is there for.
    pub fn new(event: EventId, note: impl Into<String>) -> Self {
        Self { event, note: note.into() }
    }
}

impl Violation {
    /// Something is wrong of this kind, which a sentence says; nothing shows it yet.
    pub fn new(anomaly: &'static str, said: impl Into<String>) -> Self {
        Self { anomaly, roles: Vec::new(), said: said.into(), evidence: Vec::new() }
    }

    /// These events show it.
    pub fn shown_by(mut self, evidence: impl IntoIterator<Item = Evidence>) -> Self {
        self.evidence.extend(evidence);
        self.evidence.sort();
        self.evidence.dedup();
        self
    }

    /// These are involved, by role.
    pub fn involving(mut self, roles: impl IntoIterator<Item = &'static str>) -> Self {
        self.roles.extend(roles);
        self.roles.sort_unstable();
        self.roles.dedup();
        self
    }
}

/// In one line: `told twice: 7 is told twice (#41 first, #58 again)`.
impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.anomaly, self.said)?;
        for (rank, Evidence { event, note }) in self.evidence.iter().enumerate() {
            let before = if rank == 0 { " (" } else { ", " };
            write!(f, "{before}{event} {note}")?;
        }
        if self.evidence.is_empty() { Ok(()) } else { f.write_str(")") }
    }
}
