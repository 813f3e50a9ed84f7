//! What is said.

use sim_core::Protocol;

/// The protocol of a sender and a receiver.
#[derive(Debug)]
pub struct StopAndWait;

/// What they send each other.
#[derive(Clone, Debug)]
pub enum Message {
    /// A message for the receiver.
    Frame {
        /// The alternating bit.
        bit: u8,
        /// The message.
        text: &'static str,
    },
    /// The receiver has got a frame with that bit.
    Ack {
        /// The bit of the frame.
        bit: u8,
    },
}

/// What the judges hear.
#[derive(Debug)]
pub enum Fact {
    /// The sender has this message to send.
    Sends(&'static str),
    /// The receiver delivers this message.
    Delivers(&'static str),
}

/// No acknowledgement has come in time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Retransmit;

impl Protocol for StopAndWait {
    type Message = Message;
    type Fact = Fact;
    type Timer = Retransmit;
    type Operation = ();
    type Outcome = ();
    type View = ();
}
