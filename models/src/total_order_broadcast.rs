//! Total order broadcast: a sequencer with fail-over.
//!
//! Members of a group say words, and all hear the same words in the same order. In each epoch one member is the sequencer: it
//! puts words into a log, sends the log to all, and what a majority has taken is heard. A member whose word isn't heard in time
//! takes over: it asks the others to promise that they follow no earlier epoch, and goes on from the latest log among those of a
//! majority.
//!
//! It guarantees one order, though members be cut off from each other and messages lost, doubled and late; and when all is healed
//! each word is heard. A member that takes over without a majority doesn't know what was heard, and then there are two
//! sequencers, and two orders.

mod member;
mod message;
mod scenario;

pub use member::{Member, Mutant};
pub use message::{Fact, Log, Message, Say, Timer, TotalOrderBroadcast, Word};
pub use scenario::{entries, total_order_broadcast};
