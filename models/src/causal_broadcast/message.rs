//! What is said.

use std::fmt;

use sim_core::Protocol;

/// The protocol of a group.
#[derive(Debug)]
pub struct CausalBroadcast;

/// What a client asks a member to say.
#[derive(Clone, Debug)]
pub struct Ask(pub &'static str);

/// The name of a message: the member that posted it, from one on, and its number among those of that member.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    /// Which member.
    pub by: usize,
    /// Which of its messages, from one on.
    pub number: u64,
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.by, self.number)
    }
}

/// What members send each other.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Post {
    /// Somebody wants to know something.
    Question {
        /// The name of the message.
        name: Name,
        /// How many messages of each member were delivered before, where it was posted.
        clock: Vec<u64>,
        /// What it is about.
        topic: &'static str,
    },
    /// Somebody knows.
    Answer {
        /// The name of the message.
        name: Name,
        /// How many messages of each member were delivered before, where it was posted.
        clock: Vec<u64>,
        /// What it is about.
        topic: &'static str,
    },
}

impl Post {
    /// Its name.
    pub const fn name(&self) -> Name {
        match self {
            Self::Question { name, .. } | Self::Answer { name, .. } => *name,
        }
    }

    /// How many messages of each member were delivered before, where it was posted.
    pub fn clock(&self) -> &[u64] {
        match self {
            Self::Question { clock, .. } | Self::Answer { clock, .. } => clock,
        }
    }
}

/// What the judges hear.
#[derive(Debug)]
pub enum Fact {
    /// A message is posted to all.
    Posts(Name),
    /// A member delivers the message of another.
    Delivers {
        /// Which member, from one on.
        member: usize,
        /// Which message.
        name: Name,
    },
}

impl Protocol for CausalBroadcast {
    type Message = Post;
    type Fact = Fact;
    type Timer = ();
    type Operation = Ask;
    type Outcome = ();
    type View = ();
}
