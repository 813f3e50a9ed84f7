//! Queueing: a source of jobs and those who serve them, to be compared with what theory says.
//!
//! Jobs come at random or regularly, wait in a mailbox or at a desk, and are served for as long as the mailbox says. So the kernel's
//! clock, its mailboxes, service times and distributions are held against closed formulas: how long jobs wait before one server
//! with random (M/M/1) and with equal service times (M/D/1), before four servers (M/M/4), and how many are turned away where
//! there is room for few (M/M/1/K).
//!
//! Without a bound, what comes too fast piles up for ever: of 1,000 jobs per second four servers of 200 per second leave 200 more
//! waiting each second. With a bound the mailboxes are full and stay so, and the rest is turned away: that is what the scenario
//! guarantees. There is no protocol in it that could go wrong, so it has no mutants.
//!
//! ```
//! use sim_core::{Ratio, seconds};
//! use sim_models::queueing::Shop;
//!
//! // A job takes 1 ms; half of the time the server is busy, so a job waits for 1 ms on average.
//! let figures = Shop::one_server(Ratio::percent(50)).measure(20_000, 1);
//! assert!((900_000..1_100_000).contains(&(figures.waited / u128::from(figures.taken))));
//!
//! let crowd = Shop::too_many(None).measure(10_000, 1);
//! assert!((1_990..=2_000).contains(&crowd.waiting), "{crowd:?}");
//! ```

mod message;
mod pace;
mod scenario;
mod shop;
mod stations;

pub use message::{Message, Queueing, Waiting};
pub use pace::Pace;
pub use scenario::entries;
pub use shop::{Figures, Shop};
pub use stations::{Desk, Server, Source};
