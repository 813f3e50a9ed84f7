//! The protocol that planted bugs share: one for all, because each costs a compiler as much as all of them.

use sim_core::{Protocol, flip_bit};

use super::Fact;

/// The protocol of planted bugs.
#[derive(Debug)]
pub struct Plain;

/// What they send each other; each of them only some of these.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is explained where it is sent")]
pub enum Message {
    Pay(u64),
    Paid(u64),
    Knock,
    Heard,
    Coin(u64),
    Set(u64),
    Make,
    Let,
    Do,
    Did,
    Beat,
    Parcel,
    Entry(u64),
    Put(u64),
    Ask,
    Transfer(u64),
    Granted,
    Say { number: u64, check: u64 },
}

/// What they are reminded of; each of them only of some of these.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "each is explained where it is set")]
pub enum Timer {
    Retry,
    Ask,
    Timeout,
    Read,
    Next,
    Send,
    Empty,
    Toss,
    Renew,
    End,
    Append,
    Sync,
    Knocking,
    Write,
    Work,
    Grant,
    Open,
    Close,
    Silence,
    Insert,
}

impl Protocol for Plain {
    type Message = Message;
    type Fact = Fact;
    type Timer = Timer;
    type Operation = ();
    type Outcome = ();
    type View = Vec<u64>;

    fn damage(message: &mut Message, seed: u32) {
        if let Message::Say { number, .. } = message {
            let mut bytes = number.to_le_bytes();
            flip_bit(&mut bytes, seed);
            *number = u64::from_le_bytes(bytes);
        }
    }
}
