//! Clients: simple objects, judged by what clients asked for and were told.
//!
//! | checker | object | anomalies |
//! |---|---|---|
//! | [`UnorderedQueue`] | a queue in any order | `dequeued from nowhere`, `dequeued twice`, `failed but dequeued` |
//! | [`TotalQueue`] | the same, drained in the end | the same, and `lost` |
//! | [`FinalSet`] | a set, read in the end | `lost`, `read from nowhere`, `failed but read` |
//! | [`SetFull`] | a set, read all the time | the same, `read twice`, and `stale` if asked for |
//! | [`Counter`] | a counter, read all the time | `impossible read` |
//! | [`FinalCounter`] | a counter, read in the end | `impossible read` |
//! | [`UniqueIds`] | a source of identifiers | `given twice` |
//! | [`CausalReverse`] | a set of writes, read all the time | `effect without cause`, `read from nowhere` |
//! | [`LongFork`] | several keys, each written once | `long fork`, `two values` |
//!
//! They read the words of clients, `(process, Call)`, but for `LongFork`. A word that no client can have (an end of what
//! never began) is a `broken history`.
//!
//! Deliberately absent: whether the whole history could have happened one by one. These ask for less, and are cheap.

mod calls;
mod causal_reverse;
mod counter;
mod final_counter;
mod final_set;
mod long_fork;
mod set_full;
mod sums;
mod total_queue;
mod unique_ids;
mod unordered_queue;

pub use causal_reverse::CausalReverse;
pub use counter::{Counter, CounterAsk, CounterRead};
pub use final_counter::FinalCounter;
pub use final_set::{FinalSet, FinalSetReport, SetAsk};
pub use long_fork::LongFork;
pub use set_full::{SetFull, SetFullReport};
pub use total_queue::{TotalQueue, TotalQueueReport};
pub use unique_ids::UniqueIds;
pub use unordered_queue::{QueueAsk, UnorderedQueue};
