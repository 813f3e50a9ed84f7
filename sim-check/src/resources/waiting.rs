//! Waiting: who waits for whom, as those who wait tell it.

/// Who waits for whom. What it waits for can only be done by others, each of whom may wait as well.
///
/// Whoever can help itself, by a timeout or by giving up, doesn't wait in this sense.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Waiting<W> {
    /// It waits until all of these have done what it waits for: for locks that others hold, for all votes. Whatever it waited
    /// for before, it waits for this now.
    ForAll {
        /// Who waits.
        who: W,
        /// For whom.
        of: Vec<W>,
    },
    /// It waits until any of these has done what it waits for: for a message from one of several.
    ForAny {
        /// Who waits.
        who: W,
        /// For whom.
        of: Vec<W>,
    },
    /// It goes on, or is gone.
    Over(W),
}
