//! Channels: in which of two ways messages travel between nodes.

use crate::duration::Duration;
use crate::id::ActorId;

/// In which way a message travels to another node.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Channel {
    /// On its own: it may be lost, duplicated, damaged, late, and overtaken.
    #[default]
    Datagram,
    /// Behind the others of its sender to the same receiver: in order, once, undamaged, unless the stream breaks; and
    /// its sender waits while too many are on their way. A medium that knows nothing of streams treats
    /// it like a datagram.
    Stream,
}

/// Whether a stream takes one more message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Room {
    /// It does.
    Free,
    /// Too many are on their way.
    Full {
        /// After how long the sender hears of the next one that was taken in, if one was.
        until: Option<Duration>,
    },
}

/// One end of a stream that broke. What was on its way is gone; the next message opens a new one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Broken {
    /// Who hears of it, if it is there.
    pub end: ActorId,
    /// The other end.
    pub peer: ActorId,
    /// After how long it hears of it.
    pub after: Duration,
}
