//! What clients and replicas say.

use sim_check::linear::register::{RegisterInput, RegisterOutput};
use sim_core::{Protocol, Stored};

/// The protocol.
#[derive(Clone, Copy, Debug)]
pub struct AbdRegister;

impl Protocol for AbdRegister {
    type Message = Message;
    type Fact = ();
    type Timer = Retry;
    type Operation = RegisterInput<u32>;
    type Outcome = RegisterOutput<u32>;
    type View = ();
}

/// A value with the number that its writer gave it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Tagged {
    /// The number: higher is newer.
    pub tag: u64,
    /// The value.
    pub value: u32,
}

impl Stored for Tagged {
    fn encode(&self, out: &mut Vec<u8>) {
        self.tag.encode(out);
        self.value.encode(out);
    }

    fn decode(input: &mut &[u8]) -> Option<Self> {
        Some(Self { tag: u64::decode(input)?, value: u32::decode(input)? })
    }
}

/// A message of a round: a client asks all replicas, and counts the answers to this round.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Message {
    /// What do you have?
    Query {
        /// The round of the client.
        round: u64,
    },
    /// A replica has this.
    Have {
        /// The round that is answered.
        round: u64,
        /// The newest that it knows.
        newest: Tagged,
    },
    /// Keep this, unless you have something newer.
    Store {
        /// The round of the client.
        round: u64,
        /// What is to be kept.
        newest: Tagged,
    },
    /// A replica keeps it, or something newer.
    Stored {
        /// The round that is answered.
        round: u64,
    },
}

/// The round should have ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Retry;
