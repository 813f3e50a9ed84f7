//! What agency and partners say.

use sim_core::{Protocol, Stored};

/// The protocol.
#[derive(Clone, Copy, Debug)]
pub struct TwoPhaseCommit;

impl Protocol for TwoPhaseCommit {
    type Message = Message;
    type Fact = Fact;
    type Timer = Timer;
    type Operation = Book;
    type Outcome = Decision;
    type View = ();
}

/// A client wants the booking of this number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Book(pub u32);

/// A message about the booking of this number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Message {
    /// The agency asks whether it can be.
    Prepare(u32),
    /// A partner is ready, and bound.
    Yes(u32),
    /// A partner can't.
    No(u32),
    /// The agency has decided for it.
    Commit(u32),
    /// The agency has decided against it.
    Abort(u32),
    /// A partner knows what was decided.
    Done(u32),
}

/// What a timer is for, with the number of the booking.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Timer {
    /// All partners should have voted.
    VotesDue(u32),
    /// All partners should know what was decided.
    Announce(u32),
    /// The agency should have decided.
    DecisionDue(u32),
}

/// What happens to a booking, for the judges.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fact {
    /// The agency begins to ask for it.
    Begins(u32),
    /// A partner is for it.
    VotesYes(u32, &'static str),
    /// A partner is against it.
    VotesNo(u32, &'static str),
    /// A partner makes it final.
    Commits(u32, &'static str),
    /// A partner drops it.
    Aborts(u32, &'static str),
}

/// What becomes of a booking.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Decision {
    /// All of it is booked.
    Commit,
    /// Nothing of it is booked.
    Abort,
}

impl Stored for Decision {
    fn encode(&self, out: &mut Vec<u8>) {
        (*self == Self::Commit).encode(out);
    }

    fn decode(input: &mut &[u8]) -> Option<Self> {
        Some(if bool::decode(input)? { Self::Commit } else { Self::Abort })
    }
}
