//! What nodes say, keep and tell.

use std::fmt;

use sim_core::{Protocol, Stored};

/// The protocol.
#[derive(Clone, Copy, Debug)]
pub struct Raft;

impl Protocol for Raft {
    type Message = Message;
    type Fact = Fact;
    type Timer = Timer;
    type Operation = Command;
    type Outcome = u64;
    type View = ();
}

/// What a client wants to have applied everywhere; it is told at which place of the log that was.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Command(pub u32);

/// An entry of a log.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The term of the leader that made it.
    pub term: u64,
    /// What is to be applied.
    pub command: u32,
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of term {}", self.command, self.term)
    }
}

impl Stored for Entry {
    fn encode(&self, out: &mut Vec<u8>) {
        self.term.encode(out);
        self.command.encode(out);
    }

    fn decode(input: &mut &[u8]) -> Option<Self> {
        Some(Self { term: u64::decode(input)?, command: u32::decode(input)? })
    }
}

/// The term of a node, and for whom it has voted in that.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Ballot {
    /// The term.
    pub term: u64,
    /// The number of the candidate.
    pub voted_for: Option<u32>,
}

impl Stored for Ballot {
    fn encode(&self, out: &mut Vec<u8>) {
        self.term.encode(out);
        self.voted_for.encode(out);
    }

    fn decode(input: &mut &[u8]) -> Option<Self> {
        Some(Self { term: u64::decode(input)?, voted_for: Option::decode(input)? })
    }
}

/// A message, with the term of its sender.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Message {
    /// A candidate asks for a vote.
    RequestVote {
        /// Its term.
        term: u64,
        /// How long its log is.
        length: u64,
        /// The term of the last entry of its log.
        last_term: u64,
    },
    /// A vote for the candidate of that term.
    Vote {
        /// Which term.
        term: u64,
    },
    /// A leader says what stands in its log behind a place. With no entries it says that it is there.
    Append {
        /// Its term.
        term: u64,
        /// Behind which place.
        behind: u64,
        /// The term of the entry at that place.
        behind_term: u64,
        /// What stands there.
        entries: Vec<Entry>,
        /// Up to which place all is committed.
        committed: u64,
    },
    /// A follower's log is the leader's up to a place.
    Stored {
        /// The term of the leader.
        term: u64,
        /// Up to which place.
        through: u64,
    },
    /// A follower's log is another one than the leader's, or too short.
    Differs {
        /// The term of the leader, or a later one.
        term: u64,
        /// Behind which place it can't say.
        behind: u64,
    },
}

impl Message {
    /// The term of its sender.
    pub const fn term(&self) -> u64 {
        match self {
            Self::RequestVote { term, .. }
            | Self::Vote { term }
            | Self::Append { term, .. }
            | Self::Stored { term, .. }
            | Self::Differs { term, .. } => *term,
        }
    }
}

/// What a node is reminded of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Timer {
    /// It has heard of no leader for a while.
    Election,
    /// The others should hear of it.
    Heartbeat,
}

/// What happens to a node, for the judges.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fact {
    /// It leads that term.
    Leads(u64),
    /// It has an entry at that place.
    Stores(u64, Entry),
    /// Its log ends before that place.
    Truncates(u64),
    /// In that term it knows that all is committed up to that place.
    Commits(u64, u64),
    /// It applies the entry at that place.
    Applies(u64, Entry),
}
