//! The zoo: protocols with planted bugs.
//!
//! Each model is what an engineer would write for the job, and carries *mutants*: one bug each, planted in one place, as
//! people have them. The correct version passes; each mutant is found by the very scenario that the correct version passes.
//!
//! ```
//! let zoo = sim_models::zoo();
//! let mutant = zoo.get("ping_pong/wrong-peer").expect("it is in the zoo");
//! assert!(mutant.expected().is_some());
//! ```

pub mod abd_register;
pub mod ping_pong;
pub mod raft;
pub mod two_phase_commit;

use sim_check::Registry;

/// All models: the correct version of each, and its mutants.
pub fn zoo() -> Registry {
    Registry::new()
        .with(abd_register::entries())
        .with(ping_pong::entries())
        .with(raft::entries())
        .with(two_phase_commit::entries())
}
