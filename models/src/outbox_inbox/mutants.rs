//! What can be wrong.

use sim_core::{Duration, millis};

/// How long a transaction takes until it is safe.
pub(super) const COMMIT: Duration = millis(8);

/// How long a relay waits for an acknowledgement.
pub(super) const PATIENCE: Duration = millis(100);

pub(super) const DATABASE: &str = "database";

/// Why no operation of a disk fails.
pub(super) const WORKS: &str = "no disk fails in this scenario";

/// What is wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mutant {
    /// Nothing.
    None,
    /// The shop publishes an order beside the transaction that takes it.
    PublishOutside,
    /// The shop deletes a row of its outbox when it has sent it.
    DeleteBeforeAck,
    /// The warehouse has consumed a message before it ships what the message says.
    CommitBeforeProcessing,
}
