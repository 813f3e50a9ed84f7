//! What is said.

use sim_core::Protocol;

/// The protocol of players and their partner.
#[derive(Debug)]
pub struct PingPong;

/// What they send each other.
#[derive(Clone, Debug)]
pub enum Message {
    /// A ball for the partner.
    Ping {
        /// Which one: no two players have the same.
        ball: u32,
    },
    /// A ball for the player.
    Pong {
        /// Which one.
        ball: u32,
    },
}

/// A ball, as a player has it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Play {
    /// Which player, from one on.
    pub player: usize,
    /// Which ball.
    pub ball: u32,
}

/// What the judges hear.
#[derive(Debug)]
pub enum Fact {
    /// A player serves a ball, perhaps not for the first time.
    Served(Play),
    /// A player gets a ball.
    Got(Play),
}

/// A player has waited long enough for this ball.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Waited {
    /// Which one.
    pub ball: u32,
}

impl Protocol for PingPong {
    type Message = Message;
    type Fact = Fact;
    type Timer = Waited;
    type Operation = ();
    type Outcome = ();
    type View = ();
}
