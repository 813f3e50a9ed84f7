//! What is said.

use sim_core::Protocol;

/// The protocol of a sender and a receiver.
#[derive(Debug)]
pub struct FifoChannel;

/// What they send each other.
#[derive(Clone, Debug)]
pub enum Message {
    /// A message for the receiver.
    Data {
        /// Its number, from 0 on.
        number: u64,
        /// What it says.
        text: &'static str,
    },
    /// The receiver has delivered all before this number.
    Ack {
        /// The number that it waits for.
        next: u64,
    },
}

/// What the judges hear.
#[derive(Debug)]
pub enum Fact {
    /// The sender sends this for the first time.
    Sends(&'static str),
    /// The receiver delivers this.
    Delivers(&'static str),
}

/// No acknowledgement has come in time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Retransmit;

impl Protocol for FifoChannel {
    type Message = Message;
    type Fact = Fact;
    type Timer = Retransmit;
    type Operation = ();
    type Outcome = ();
    type View = ();
}
