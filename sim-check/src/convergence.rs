//! Convergence: replicas that have seen the same show the same.
//!
//! | judge | what it claims | anomalies |
//! |---|---|---|
//! | [`StrongConvergence`] | replicas that have applied equal sets of updates show equal states | `equal updates, different states` |
//! | [`Convergence`] | when nothing is left to happen and all is healed, all show equal states | `replicas differ` |
//! | [`merge_laws`] | a function merges in any order and any number of times | `not idempotent`, `not commutative`, `not associative` |
//!
//! The first two read [`Replica`].
//!
//! Deliberately absent: whether the state is the right one. For that there are specifications
//! ([`linear`](crate::linear)) and models ([`refines`](crate::refines)).

mod eventual;
mod merge;
mod replica;
mod strong;

pub use eventual::Convergence;
pub use merge::merge_laws;
pub use replica::Replica;
pub use strong::StrongConvergence;
