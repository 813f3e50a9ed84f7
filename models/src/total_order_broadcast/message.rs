//! What is said.

use std::fmt;

use sim_core::Protocol;

/// The protocol of a group.
#[derive(Debug)]
pub struct TotalOrderBroadcast;

/// A word, and who says it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Word {
    /// Which member, from 0 on.
    pub by: usize,
    /// What it says. No word is said twice.
    pub text: &'static str,
}

impl fmt::Debug for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text)
    }
}

/// What a client asks a member to say.
#[derive(Clone, Debug)]
pub struct Say(pub &'static str);

/// The log of a member: which epoch it is from, the words, and how many of them may be heard.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Log {
    /// The epoch of the sequencer that it was taken from.
    pub epoch: u64,
    /// All words, in their order.
    pub words: Vec<Word>,
    /// How many of them a majority is known to have.
    pub heard: usize,
}

/// What members send each other.
#[derive(Clone, Debug)]
pub enum Message {
    /// To the sequencer: put this into your log.
    Submit(Word),
    /// From the sequencer: take this log.
    Follow(Log),
    /// To the sequencer of that epoch: so much of your log is here, and so much is heard.
    Taken {
        /// The epoch of the log.
        epoch: u64,
        /// How many words were taken.
        words: usize,
        /// How many were heard.
        heard: usize,
    },
    /// From one that takes over: follow no epoch before this one.
    TakeOver {
        /// Its epoch.
        epoch: u64,
    },
    /// To the one that takes over: I won't, and this is my log.
    Promise {
        /// The epoch that is promised.
        epoch: u64,
        /// The log.
        log: Log,
    },
}

/// What the judges hear.
#[derive(Debug)]
pub enum Fact {
    /// A member says a word.
    Says(Word),
    /// A member hears a word.
    Hears {
        /// Which member, from 0 on.
        member: usize,
        /// Which word.
        word: Word,
    },
    /// A member is the sequencer of an epoch.
    Sequences {
        /// Which epoch.
        epoch: u64,
    },
}

/// What members are reminded of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Timer {
    /// The sequencer sends its log again.
    SendAgain,
    /// A word wasn't heard in time.
    Impatient,
}

impl Protocol for TotalOrderBroadcast {
    type Message = Message;
    type Fact = Fact;
    type Timer = Timer;
    type Operation = Say;
    type Outcome = ();
    type View = ();
}
