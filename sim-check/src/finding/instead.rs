//! What happens instead of a failure, when something is left out of its run.

use std::fmt;

use crate::failure::FailureId;
use crate::judge::{Failure, Judgement};

/// What happens instead of a failure, when something is left out of its run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Instead {
    /// Nothing is wrong.
    Passes,
    /// It can't be told.
    Undecided,
    /// Something else is wrong.
    Fails(FailureId),
    /// There are no times at which the rest could happen so.
    NoTimes,
    /// More would go wrong than the scenario allows.
    BeyondModel,
}

impl Instead {
    // The failure that is looked for, or what there is instead.
    pub(super) fn of(judgement: Judgement, wanted: &FailureId) -> Result<Box<Failure>, Self> {
        match judgement {
            Judgement::Failed(failure) if failure.id == *wanted => Ok(failure),
            Judgement::Failed(failure) => Err(Self::Fails(failure.id)),
            Judgement::Passed => Err(Self::Passes),
            Judgement::Undecided(_) => Err(Self::Undecided),
        }
    }
}

impl fmt::Display for Instead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Passes => f.write_str("the same schedule passes"),
            Self::Undecided => f.write_str("it can't be told whether the same schedule fails"),
            Self::Fails(id) => write!(f, "something else fails: {id}"),
            Self::NoTimes => f.write_str("the rest can't happen in this order"),
            Self::BeyondModel => f.write_str("more would go wrong than the scenario allows"),
        }
    }
}
