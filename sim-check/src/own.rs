//! The author's own properties, said by a closure.
//!
//! | function | what it claims | anomaly |
//! |---|---|---|
//! | [`always`], [`always_of_events`] | a rule over all facts, or events, with a state | `rule broken` |
//! | [`never`](fn@never) | no fact is like that | `happened` |
//! | [`refines`] | the facts are a walk of an abstract model | `not in the model` |
//!
//! Deliberately absent: which earlier events show what is wrong. A closure doesn't say; who wants that implements
//! [`Checker`](crate::Checker). What should happen sometimes is a mark, what should happen in the end is for
//! [`Eventually`](crate::Eventually).

mod always;
mod never;
mod refines;

pub use always::{Always, AlwaysOfEvents, always, always_of_events};
pub use never::{Never, never};
pub use refines::{Refines, refines};
