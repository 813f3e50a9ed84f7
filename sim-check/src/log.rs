//! The log: partitions with offsets, producers that send to them and consumers that poll them.
//!
//! [`LogDelivery`] reads what clients of such a log ask for and are told ([`LogItem`]), and knows these anomalies:
//!
//! | [`LogAnomaly`] | meaning |
//! |---|---|
//! | `InconsistentOffsets` | two values have the same offset |
//! | `LostWrite` | a committed value was never polled, though something at or behind its offset was |
//! | `AbortedRead` | a value was polled whose send has failed for sure (G1a) |
//! | `PrecommittedRead` | a transaction polls what it has sent itself |
//! | `CircularReads` | transactions poll each other's values in a circle (G1c, by reads alone) |
//! | `Duplicate` | a value has several offsets |
//! | `PollSkip`, `InternalPollSkip` | a consumer skips a committed value, between two transactions or inside one |
//! | `NonmonotonicPoll`, `InternalNonmonotonicPoll` | a consumer goes back, or stays |
//! | `NonmonotonicSend`, `InternalNonmonotonicSend` | what a producer sends later has an earlier offset |
//! | `InternalSendSkip` | values of others stand between those that one transaction has sent |
//! | `Unseen` | a committed value was never polled; only if the run was meant to [drain](LogDelivery::drained) the log |
//!
//! A word that no client can have (an end of what never began) is a `broken history`.
//!
//! Deliberately absent: cycles through the order of writes (transactions of such logs interleave), compaction and
//! retention (they skip legally), and sessions without positions (consumers that seek by time).

mod anomaly;
mod check;
mod item;
mod polls;
mod reads;
mod sends;
mod view;

pub use anomaly::{LogAnomaly, LogFinding};
pub use check::LogDelivery;
pub use item::{LogItem, LogStep, LogWord};
