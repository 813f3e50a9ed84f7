//! What can be wrong with the bank.

use sim_core::{Duration, millis, seconds};

/// What is wrong with the bank.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mutant {
    /// Nothing.
    None,
    /// It doesn't look whether it has seen a key.
    NoDedup,
    /// After a restart it knows no keys.
    DedupInMemory,
    /// It forgets keys while the shop still tries.
    ShortMemory,
    /// It acknowledges at once, and makes its books safe later.
    AckBeforeDurable,
}

impl Mutant {
    /// How long the bank keeps a key. The shop tries for two seconds, and a copy may be on its way for one more.
    pub const fn time_to_live(self) -> Duration {
        match self {
            Self::None | Self::NoDedup | Self::DedupInMemory | Self::AckBeforeDurable => seconds(4),
            Self::ShortMemory => millis(50),
        }
    }
}
