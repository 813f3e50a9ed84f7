//! Resources: what piles up in a world, whatever its protocol is about.
//!
//! Most are properties of events, so nothing need be said of the protocol.
//!
//! | property | what it claims | anomalies |
//! |---|---|---|
//! | [`MailboxBound`] | no mailbox ever holds more than so much | `mailbox too deep` |
//! | [`NoStarvation`] | what waits in a mailbox is handled within a time | `starved`, `left waiting` |
//! | [`NoZombies`] | who is fed handles something within a time | `zombie`, `fed after its end` |
//! | [`MessagesConsumed`] | what is sent comes to an end | `never consumed`, `not consumed in time` |
//! | [`ChildrenReaped`] | who is made by another ends | `child left`, `orphan`, `too many children` |
//! | [`TimerBound`] | no actor ever waits for more than so many timers | `too many timers` |
//! | [`TimersCancelled`] | what is done with has no timer left | `fires for nothing`, `timer left` |
//! | [`TrafficBound`] | no node ever sends more than so much within a time | `too much traffic` |
//! | [`NoDeadlock`] | nobody waits for room that will never be | `circle of waiting`, `blocked for ever` |
//! | [`NoKnot`] | nobody waits for those who wait themselves | `circle of waiting`, `knot of waiting` |
//! | [`NoLivelock`] | while something is owed, steps lead to something that is | `livelock` |
//! | [`DeadLettersHandled`] | what a full mailbox gives away reaches the actor for it | `dead letter unhandled` |
//!
//! [`TimersCancelled`] is told what timers are for, [`NoKnot`] who waits for whom ([`Waiting`]), [`NoLivelock`] what is owed
//! ([`Activity`]).
//!
//! Deliberately absent: what the world finds itself, steps without progress of time.

mod children_reaped;
mod dead_letters_handled;
mod mailbox_bound;
mod messages_consumed;
mod no_deadlock;
mod no_knot;
mod no_livelock;
mod no_zombies;
mod starvation;
mod timer_bound;
mod timers_cancelled;
mod traffic_bound;
mod waiting;

pub use children_reaped::ChildrenReaped;
pub use dead_letters_handled::DeadLettersHandled;
pub use mailbox_bound::MailboxBound;
pub use messages_consumed::MessagesConsumed;
pub use no_deadlock::NoDeadlock;
pub use no_knot::NoKnot;
pub use no_livelock::{Activity, NoLivelock};
pub use no_zombies::NoZombies;
pub use starvation::NoStarvation;
pub use timer_bound::TimerBound;
pub use timers_cancelled::TimersCancelled;
pub use traffic_bound::TrafficBound;
pub use waiting::Waiting;
