//! Commitment: what happens to a transaction of which several participants each hold a part.

use sim_core::NodeId;

use crate::weather::{InWeather, WeatherNews};

/// Something that happens when participants agree to commit a transaction or to abort it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Commitment<X, N> {
    /// A transaction begins to be decided; these must all vote for it. That may be told again.
    Begins {
        /// Which transaction.
        transaction: X,
        /// Who takes part.
        participants: Vec<N>,
    },
    /// A participant votes. It may tell so again.
    Votes {
        /// On which transaction.
        transaction: X,
        /// Who votes.
        by: N,
        /// For what.
        vote: Vote,
    },
    /// A participant, or the one that coordinates them, decides. It may tell so again.
    Decides {
        /// On which transaction.
        transaction: X,
        /// Who decides.
        by: N,
        /// What.
        decision: CommitDecision,
    },
    /// Somebody goes down.
    Down(N),
    /// Somebody comes back.
    Up(N),
    /// Something goes wrong that excuses an abort: a message is lost, or comes too late.
    Disturbed,
    /// All that went wrong is repaired, but for who is down: nothing that begins from here on is excused, until something
    /// goes wrong again.
    Healed,
}

/// What a participant wants.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Vote {
    /// It can commit, whatever the others say.
    Yes,
    /// It can't.
    No,
}

/// What becomes of a transaction.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum CommitDecision {
    /// All of it is done.
    Commit,
    /// Nothing of it is done.
    Abort,
}

impl CommitDecision {
    pub(super) const fn note(self) -> &'static str {
        match self {
            Self::Commit => "committed",
            Self::Abort => "aborted",
        }
    }

    pub(super) const fn verb(self) -> &'static str {
        match self {
            Self::Commit => "commits",
            Self::Abort => "aborts",
        }
    }
}

impl<X> InWeather for Commitment<X, NodeId> {
    fn of_news(news: WeatherNews) -> Option<Self> {
        Some(match news {
            WeatherNews::Disturbed => Self::Disturbed,
            WeatherNews::Healed => Self::Healed,
            WeatherNews::Down(node) => Self::Down(node),
            WeatherNews::Up(node) => Self::Up(node),
        })
    }
}
