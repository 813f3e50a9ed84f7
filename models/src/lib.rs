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
pub mod bounded_pipeline;
pub mod causal_broadcast;
pub mod fifo_channel;
pub mod outbox_inbox;
pub mod ping_pong;
pub mod queueing;
pub mod raft;
pub mod reliable_delivery;
pub mod stop_and_wait;
pub mod total_order_broadcast;
pub mod two_phase_commit;

use sim_check::Registry;

/// All models: the correct version of each, and its mutants.
pub fn zoo() -> Registry {
    Registry::new()
        .with(abd_register::entries())
        .with(bounded_pipeline::entries())
        .with(causal_broadcast::entries())
        .with(fifo_channel::entries())
        .with(outbox_inbox::entries())
        .with(ping_pong::entries())
        .with(queueing::entries())
        .with(raft::entries())
        .with(reliable_delivery::entries())
        .with(stop_and_wait::entries())
        .with(total_order_broadcast::entries())
        .with(two_phase_commit::entries())
}
