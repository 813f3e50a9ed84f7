//! Order: in which order messages are received.
//!
//! | checker | reads | anomalies |
//! |---|---|---|
//! | [`Fifo`] | [`Passage`]: sent and received on a channel | `overtaken`, `received from nowhere`, `skipped`, `never received` |
//! | [`CausalOrder`] | [`Causal`]: sent to some, received by one | `effect before cause`, `cause after effect`, `received from nowhere`, `sent twice` |
//! | [`TotalOrder`] | [`Agreed`]: received by one of several | `orders differ`, `gap`, `repeated`, `left behind`, `unknown receiver` |
//!
//! Deliberately absent: how often something is delivered (see [`Delivery`](crate::Delivery)), and orders that need only hold
//! between pairs of messages that both receivers have got.

mod causal;
mod chain;
mod clock;
mod fifo;
mod total;

pub use causal::{Causal, CausalOrder};
pub use fifo::{Fifo, Passage};
pub use total::{Agreed, TotalOrder};
