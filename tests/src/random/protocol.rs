//! What the actors of random worlds say to each other.

use sim_core::{Channel, Protocol};

/// The protocol of random worlds.
#[derive(Clone, Copy, Debug)]
pub struct Random;

/// A message: a word to react to, and how many more messages it may lead to in a row.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the kinds and fields mean nothing; only that they differ matters")]
pub enum Message {
    Ask { hops: u8, word: u8 },
    Tell { hops: u8, word: u8 },
    Push(u8, u8),
    Bare,
    Pour { hops: u8, word: u8 },
}

impl Message {
    /// The kind by its number, with these contents.
    pub const fn of(kind: u64, hops: u8, word: u8) -> Self {
        match kind % 8 {
            0..3 => Self::Ask { hops, word },
            3..5 => Self::Tell { hops, word },
            5..7 => Self::Push(hops, word),
            _ => Self::Bare,
        }
    }

    /// The hops that are left, and the word.
    pub const fn contents(&self) -> (u8, u8) {
        match *self {
            Self::Ask { hops, word }
            | Self::Tell { hops, word }
            | Self::Push(hops, word)
            | Self::Pour { hops, word } => (hops, word),
            Self::Bare => (1, 0),
        }
    }
}

/// A timer.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the kinds and fields mean nothing; only that they differ matters")]
pub enum Timer {
    Tick(u8),
    Tock(u8),
    Once,
}

/// A fact.
#[derive(Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Fact {
    Heard(u8),
    Read(Option<Vec<u8>>),
    Loaded(Option<u32>),
    Files(usize),
    Clocks(u64, i64),
    DiskFailed(sim_core::DiskError),
    Signal(&'static str),
    Elected,
}

/// An operation of a client.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Operation {
    Get(u8),
    Put(u8),
}

impl Protocol for Random {
    type Message = Message;
    type Fact = Fact;
    type Timer = Timer;
    type Operation = Operation;
    type Outcome = u8;
    type View = u64;

    fn channel(message: &Message) -> Channel {
        match message {
            Message::Pour { .. } => Channel::Stream,
            Message::Ask { .. } | Message::Tell { .. } | Message::Push(..) | Message::Bare => {
                Channel::Datagram
            }
        }
    }

    fn damage(message: &mut Message, seed: u32) {
        match message {
            Message::Ask { word, .. }
            | Message::Tell { word, .. }
            | Message::Push(_, word)
            | Message::Pour { word, .. } => {
                *word ^= u8::try_from(seed % 256).unwrap_or(1);
            }
            Message::Bare => {}
        }
    }
}
