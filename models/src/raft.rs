//! Raft: a log that several nodes keep alike, under leaders that they elect.
//!
//! A node that hears of no leader for a while begins a term and asks for votes; with those of a majority it leads. A leader puts
//! what clients propose into its log and sends that to the others; what a majority has stored is committed, and applied by all
//! in its order. Terms, votes and logs are on disk before anybody hears of them.
//!
//! Guarantees, whatever messages are lost, late, reordered or duplicated and whoever crashes and comes back: one leader per
//! term; logs that agree on an entry agree on all before it; a leader has every entry that was committed before its term; all
//! apply the same. A majority that is up and connected elects a leader and commits sooner or later.
//!
//! Each rule of the protocol is there because something breaks without it; each mutant leaves one out. Deliberately absent:
//! snapshots, changes of membership, reads that don't go through the log.

mod election;
mod message;
mod mutant;
mod node;
mod properties;
mod replication;
mod scenario;

pub use message::{Ballot, Command, Entry, Fact, Message, Raft, Timer};
pub use mutant::Mutant;
pub use node::Node;
pub use scenario::{entries, scenario};
