//! Reliable delivery: at least once and an idempotent consumer, together effectively once.
//!
//! A shop gets orders from its clients, and sends them to a bank. It sends each with a key, again and again: an attempt has a timeout, the next one waits for a
//! random part of a growing pause (full jitter), and after a total timeout the shop gives up and knows nothing. The bank
//! keeps the keys that it has seen, with its books and in one file, for a time to live that is longer than a copy of an order
//! can still be on its way. It acknowledges what is safe on its disk.
//!
//! It guarantees that an acknowledged order is booked once, over loss, duplication, partitions and crashes. A bank that
//! doesn't keep the keys, keeps them in memory, or keeps them too briefly books twice; one that acknowledges before its books
//! are safe forgets.

mod bank;
mod message;
mod mutants;
mod properties;
mod scenario;
mod shop;

pub use bank::Bank;
pub use message::{Fact, Message, Order, ReliableDelivery, Timer};
pub use mutants::Mutant;
pub use properties::NothingForgotten;
pub use scenario::{entries, reliable_delivery};
pub use shop::Shop;
