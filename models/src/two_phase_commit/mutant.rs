//! What can be wrong with it.

/// A planted bug.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mutant {
    /// None.
    None,
    /// A partner that has said yes and hears nothing drops the booking after a while, as if it had never promised anything.
    DecidesAlone,
    /// The agency keeps its decisions in memory alone.
    ForgetsDecision,
}
