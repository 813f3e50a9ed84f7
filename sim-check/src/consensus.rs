//! Consensus and coordination: what nodes agree on, who leads them, and who may act.
//!
//! | checker | reads | anomalies |
//! |---|---|---|
//! | [`Consensus`] | [`Decision`]: proposed, decided | `two decisions`, `changed its mind`, `decided from nowhere` |
//! | [`OneLeader`] | [`Replication`]: what happens to logs under leaders | `two leaders` |
//! | [`LogMatching`] | the same | `entries differ`, `logs differ before`, `gap in a log` |
//! | [`LeaderCompleteness`] | the same | `leader without a committed entry`, `two entries committed`, `commit past the end of the log` |
//! | [`StateMachineSafety`] | the same | `two entries applied` |
//! | [`ReplicatedLog`] | the same | those of the four above |
//! | [`AtomicCommit`] | [`Commitment`]: votes and decisions on transactions | see there |
//! | [`MutualExclusion`] | [`Holding`]: what happens to locks | `two holders`, `released by another` |
//! | [`Fencing`] | the same | `token not greater`, `token from nowhere`, `stale token accepted` |
//!
//! Deliberately absent: that anything is ever decided, elected or acquired, which [`LeadsTo`](crate::LeadsTo) and
//! [`Eventually`](crate::Eventually) ask for; but for atomic commitment, where it is one of the rules. Identifiers that must
//! differ are [`UniqueIds`](crate::UniqueIds).

mod atomic_commit;
mod commitment;
mod decision;
mod fencing;
mod holding;
mod leader_completeness;
mod log_matching;
mod mutual_exclusion;
mod one_leader;
mod replicated_log;
mod replication;
mod state_machine_safety;
mod terms;

pub use atomic_commit::AtomicCommit;
pub use commitment::{CommitDecision, Commitment, Vote};
pub use decision::{Consensus, Decision};
pub use fencing::Fencing;
pub use holding::Holding;
pub use leader_completeness::LeaderCompleteness;
pub use log_matching::LogMatching;
pub use mutual_exclusion::MutualExclusion;
pub use one_leader::OneLeader;
pub use replicated_log::ReplicatedLog;
pub use replication::Replication;
pub use state_machine_safety::StateMachineSafety;

/// ` in slot 7`; nothing where there is one instance only.
fn within<I: std::fmt::Debug>(instance: &I) -> String {
    match format!("{instance:?}").as_str() {
        "()" => String::new(),
        name => format!(" in {name}"),
    }
}
