//! What is said.

use sim_core::Protocol;

/// The protocol of a source, a desk and servers.
#[derive(Debug)]
pub struct Queueing;

/// What they hand to each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Message {
    /// Something to serve.
    Job,
    /// A server is free again.
    Done,
}

/// What a desk has seen of those who waited there.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Waiting {
    /// How many were handed on.
    pub taken: u64,
    /// How long those had waited, together, in nanoseconds.
    pub waited: u128,
    /// How many wait now.
    pub waiting: u64,
}

impl Protocol for Queueing {
    type Message = Message;
    type Fact = ();
    type Timer = ();
    type Operation = ();
    type Outcome = ();
    type View = Waiting;
}
