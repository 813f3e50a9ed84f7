//! What can be wrong with it.

/// A planted bug: a rule that is left out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mutant {
    /// None.
    None,
    /// A vote that comes twice counts twice.
    DuplicateVotes,
    /// A vote counts in whichever term the candidate is by now.
    OldVotes,
    /// A term and a vote are written, but not synced before others hear of them.
    LostVote,
    /// An entry of an earlier term is committed when a majority has it.
    CommitsEarlierTerms,
    /// An entry is committed when fewer than a majority have it.
    WrongMajority,
    /// An old message of the leader cuts off what has been stored since.
    CutsOff,
    /// Who is asked for a vote doesn't compare logs.
    NoRestriction,
}
