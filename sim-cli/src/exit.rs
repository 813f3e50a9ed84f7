//! The exit code: what came of it, for scripts.

use std::process::ExitCode;

use sim_check::Ruling;

/// What came of it. The later, the more it counts when several scenarios are swept.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Exit {
    /// No violation.
    Fine,
    /// The budget ended, or nothing ran.
    Undecided,
    /// A schedule is stale.
    Stale,
    /// A violation.
    Violation,
    /// Two runs of one seed differ.
    Nondeterminism,
    /// Usage, or a bad plan, file or scenario.
    Refused,
    /// Somebody pressed Ctrl-C.
    Interrupted,
    /// A bug, of the command or in the part of a scenario that isn't simulated.
    Bug,
}

impl Exit {
    pub(crate) const fn of(ruling: Ruling) -> Self {
        match ruling {
            Ruling::Passed => Self::Fine,
            Ruling::Failed => Self::Violation,
            Ruling::Undecided => Self::Undecided,
            Ruling::Nondeterministic => Self::Nondeterminism,
            Ruling::Broken => Self::Refused,
        }
    }

    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Fine => 0,
            Self::Violation => 1,
            Self::Refused => 2,
            Self::Nondeterminism => 3,
            Self::Stale => 4,
            Self::Undecided => 5,
            Self::Bug => 101,
            Self::Interrupted => 130,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}
