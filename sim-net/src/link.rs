//! The link: what one stretch of wire does to messages, as numbers.

use sim_core::{Duration, Ratio, Spread};

/// One stretch of wire in one direction.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// How long every copy takes at least.
    pub latency: Duration,
    /// How much longer it may take.
    pub spread: Spread,
    /// How messages are lost.
    pub loss: LinkLoss,
    /// How messages are duplicated.
    pub duplication: Duplication,
    /// How messages fall behind those that were sent after them, besides what the spread causes.
    pub reordering: Reordering,
    /// The chance that a message is damaged.
    pub corruption: Ratio,
    /// Whether messages wait for those before them.
    pub order: Order,
    /// How fast bytes get onto the wire; without, at once.
    pub bandwidth: Option<Bandwidth>,
}

/// How messages are lost.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LinkLoss {
    /// Each with this chance, whatever became of the one before.
    Independent(Ratio),
    /// In bursts.
    Bursts(Bursts),
}

/// Loss in bursts, after Gilbert and Elliott: a link is fair or foul, and each message may turn it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bursts {
    /// The chance, per message, that fair turns foul.
    pub begin: Ratio,
    /// The chance, per message, that foul turns fair.
    pub end: Ratio,
    /// The chance that a message is lost while the link is fair.
    pub fair: Ratio,
    /// The chance that a message is lost while the link is foul.
    pub foul: Ratio,
}

/// How messages are duplicated.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Duplication {
    /// The chance that there are further copies of a message that isn't lost.
    pub chance: Ratio,
    /// How many further copies there are at most; each number from one on is equally likely.
    pub copies: u8,
    /// How much longer a further copy takes, besides the spread of the link.
    pub behind: Spread,
}

/// How messages fall behind.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reordering {
    /// The chance that a message is put aside, so that later ones may overtake it.
    pub chance: Ratio,
    /// How much longer it takes then, besides the spread of the link.
    pub behind: Spread,
}

/// Whether messages wait for those before them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Order {
    /// Each arrives when its own delay is over.
    #[default]
    Loose,
    /// None arrives before one that was sent earlier, unless that one was put aside.
    Kept,
}

/// How fast bytes get onto the wire.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bandwidth {
    /// Bytes per second.
    pub rate: u64,
    /// How many bytes may wait to get onto the wire; what finds no room is dropped. Without a limit all may.
    pub queue: Option<u64>,
    /// Drops before the queue is full, if any.
    pub early: Option<EarlyDrop>,
}

/// Random early drops: the chance rises with the queue from zero at `from` to `chance` at `to`, where all are dropped.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct EarlyDrop {
    /// Up to how many waiting bytes nothing is dropped.
    pub from: u64,
    /// From how many waiting bytes on all is dropped.
    pub to: u64,
    /// The chance just below `to`.
    pub chance: Ratio,
}
