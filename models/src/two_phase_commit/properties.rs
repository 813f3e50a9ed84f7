//! What it promises.

use sim_check::{AtomicCommit, Checker, CommitDecision, Commitment, Property, Vote};
use sim_core::{Event, Payload, What};

use super::{Fact, TwoPhaseCommit};

/// Who takes part in each booking.
pub(super) const PARTNERS: [&str; 2] = ["airline", "hotel"];

/// A trip is booked with all its parts or not at all, and sooner or later it is known which.
pub(super) fn all_or_nothing() -> impl Property<TwoPhaseCommit> + Clone + Send + Sync + 'static {
    AtomicCommit::new().of_events(|event: &Event<'_, TwoPhaseCommit>| {
        match (event.what, event.payload) {
            (What::Told, Payload::Fact(fact)) => Some(commitment(*fact)),
            (What::Struck { .. }, Payload::Text(text)) if text.starts_with("heal") => {
                Some(Commitment::Healed)
            }
            (What::Struck { .. } | What::Dropped { .. } | What::Crashed { .. }, _) => {
                Some(Commitment::Disturbed)
            }
            _ => None,
        }
    })
}

fn commitment(fact: Fact) -> Commitment<u32, &'static str> {
    let votes = |transaction, by, vote| Commitment::Votes { transaction, by, vote };
    let decides = |transaction, by, decision| Commitment::Decides { transaction, by, decision };
    match fact {
        Fact::Begins(transaction) => {
            Commitment::Begins { transaction, participants: PARTNERS.to_vec() }
        }
        Fact::VotesYes(booking, name) => votes(booking, name, Vote::Yes),
        Fact::VotesNo(booking, name) => votes(booking, name, Vote::No),
        Fact::Commits(booking, name) => decides(booking, name, CommitDecision::Commit),
        Fact::Aborts(booking, name) => decides(booking, name, CommitDecision::Abort),
    }
}
