//! What can be wrong with it.

/// A planted bug.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mutant {
    /// None.
    None,
    /// A reader answers at once, and doesn't store what it has read.
    NoWriteBack,
    /// A quorum is one replica too small.
    SmallQuorum,
}
