//! Ping and pong: the smallest complete example.
//!
//! Players serve balls to a partner, one after the other. The partner plays each ball back to whoever served it. A player
//! that waits too long serves the same ball again, so the game goes on over a network that loses and duplicates.
//!
//! It guarantees that each ball comes back to the one who served it, and to nobody else. A partner that doesn't look at who
//! has served plays back to the wrong one.

mod message;
mod partner;
mod player;
mod scenario;

pub use message::{Fact, Message, PingPong, Play, Waited};
pub use partner::{Mutant, Partner};
pub use player::Player;
pub use scenario::{entries, ping_pong};
