//! A channel that is first in, first out: a sliding window over a network that keeps no order.
//!
//! A sender numbers its messages and has at most a window of them on their way. A receiver keeps what comes too early in a ring
//! with as many places as the window, delivers what is next, and says how far it has come. What isn't acknowledged in time is
//! sent again.
//!
//! It guarantees that each message is delivered once and in order, over links that lose, duplicate and reorder. A receiver
//! without a ring that takes whatever is new skips what is late; and with one message more on its way than the ring has places,
//! one lies where another is looked for.

mod message;
mod receiver;
mod scenario;
mod sender;
mod window;

pub use message::{Fact, FifoChannel, Message, Retransmit};
pub use receiver::Receiver;
pub use scenario::{Messages, entries, fifo_channel};
pub use sender::Sender;
pub use window::{Mutant, Window};
