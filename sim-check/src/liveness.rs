//! Liveness: something good happens, in the end or in time, where the faults leave it a chance.
//!
//! | checker | what it claims | anomalies |
//! |---|---|---|
//! | [`LeadsTo`] | what is owed comes, key by key | `never`, `not in time` |
//! | [`Eventually`] | something happens, from a time on | the same |
//! | [`AlwaysEventually`] | something happens again and again | the same |
//!
//! # What faults excuse
//!
//! All of them read [`Progress`]; [`in_weather`](crate::in_weather) adds what the world's faults mean for it. The time that something may take
//! runs only while the world is *calm*: nothing has gone wrong, or all that has is [healed](Progress::Healed). It begins anew
//! at each heal, and when the [node](Progress::Owed) that waits comes back. So a stall that faults may explain is no violation:
//! neither one in a world that was never healed, nor one of a node that is down for good.
//!
//! A run that is cut off says nothing about what may still come. What has less than its time left then is neither good nor
//! bad; what may come at any time leaves the run undecided.
//!
//! Deliberately absent: steps without progress of time, which the world itself finds.

mod always_eventually;
mod eventually;
mod leads_to;
mod progress;
mod promises;

pub use always_eventually::AlwaysEventually;
pub use eventually::Eventually;
pub use leads_to::LeadsTo;
pub use progress::Progress;
