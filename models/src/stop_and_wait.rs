//! Stop and wait: the alternating bit protocol (Bartlett, Scantlebury and Wilkinson, 1969).
//!
//! A sender has messages for a receiver. It sends one at a time, in a frame with one bit, again and again until it hears that
//! bit acknowledged; then it turns the bit over and goes on. The receiver takes a frame if it has the bit that it waits for,
//! and acknowledges the bit of whatever comes.
//!
//! It guarantees that each message is delivered once and in order, over links that lose and duplicate and keep the order.
//! Over a link that doesn't keep the order one bit is too little: an old frame that comes two messages later looks new.
//! And a sender that goes on when it has waited long enough, acknowledged or not, loses what the link has lost.

mod message;
mod receiver;
mod scenario;
mod sender;

pub use message::{Fact, Message, Retransmit, StopAndWait};
pub use receiver::Receiver;
pub use scenario::{Mutant, entries, stop_and_wait};
pub use sender::{Acks, Sender};
