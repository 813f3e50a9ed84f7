//! Resources: what piles up in a world, whatever its protocol is about.
//!
//! These are properties of events, so nothing need be said of the protocol.
//!
//! | property | what it claims | anomalies |
//! |---|---|---|
//! | [`MailboxBound`] | no mailbox ever holds more than so much | `mailbox too deep` |
//! | [`NoStarvation`] | what waits in a mailbox is handled within a time | `starved`, `left waiting` |
//! | [`TimerBound`] | no actor ever waits for more than so many timers | `too many timers` |
//! | [`TrafficBound`] | no node ever sends more than so much within a time | `too much traffic` |
//! | [`NoDeadlock`] | nobody waits for room that will never be | `circle of waiting`, `blocked for ever` |
//! | [`DeadLettersHandled`] | what a full mailbox gives away reaches the actor for it | `dead letter unhandled` |
//!
//! Deliberately absent: what the world finds itself, steps without progress of time.

mod dead_letters_handled;
mod mailbox_bound;
mod no_deadlock;
mod starvation;
mod timer_bound;
mod traffic_bound;

pub use dead_letters_handled::DeadLettersHandled;
pub use mailbox_bound::MailboxBound;
pub use no_deadlock::NoDeadlock;
pub use starvation::NoStarvation;
pub use timer_bound::TimerBound;
pub use traffic_bound::TrafficBound;
