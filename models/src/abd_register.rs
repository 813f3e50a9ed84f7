//! A register on a majority, after Attiya, Bar-Noy and Dolev: one writer, some readers, and replicas of which some may be
//! away.
//!
//! The writer numbers its values and stores each on a majority. A reader asks a majority, takes the newest value that it
//! hears of, and stores that on a majority itself before it answers: the *write-back*. So whoever reads later asks at least one
//! replica that knows it.
//!
//! Guarantees: reads and writes are linearizable, whatever messages are lost, late or duplicated and whoever crashes; each
//! call of a client that stays up ends once a majority is up and connected. Without the write-back a value that only one
//! replica has is seen by one reader and not by the next: new, then old. With quorums that needn't overlap a read can miss a
//! write that was over long before.

mod client;
mod message;
mod mutant;
mod replica;
mod scenario;

pub use client::Client;
pub use message::{AbdRegister, Message, Retry, Tagged};
pub use mutant::Mutant;
pub use replica::Replica;
pub use scenario::{entries, scenario};
