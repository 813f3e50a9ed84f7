//! Choices: everything uncertain that the environment decides, at named sites with calm values.

use alloc::string::String;
use core::fmt;

use crate::key::Key;

/// Where the environment decides something.
///
/// The set is closed: a run is uncertain here and nowhere else.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub enum Site {
    /// The seed of the actors' own random numbers. Calm: 0.
    ProtocolSeed,
    /// How many copies of a message travel. Calm: 1; 0 is a loss.
    Copies,
    /// How much later than the link's base delay a copy arrives, in nanoseconds. Calm: 0.
    Delay,
    /// Whether a message is put aside, so that later ones may overtake it where messages keep their order. Calm: 0.
    Aside,
    /// The seed of a damage done to a message. Calm: 0, undamaged.
    Damage,
    /// How much longer than its lower bound a timer takes, in local nanoseconds.
    /// Calm: from the protocol seed, because equal timeouts everywhere are not calm.
    Timer,
    /// To how many others of its instant, for the same actor, a step yields. Calm: 0.
    Yield,
    /// A choice that the protocol asked for. Calm: 0.
    Choose,
    /// How much longer than its base a message's service takes, in nanoseconds. Calm: 0.
    Service,
    /// Whether the node crashes at a fault point. Calm: 0.
    Crash,
    /// How much later than the earliest moment a node restarts after such a crash. Calm: 0.
    Restart,
    /// How many unsynced operations reach the disk in a crash. Calm: 0.
    Survivors,
    /// How many bytes of the next unsynced write reach the disk in a crash. Calm: 0.
    Torn,
    /// Whether a read of the disk fails. Calm: 0.
    ReadError,
    /// Whether a write to the disk fails. Calm: 0.
    WriteError,
    /// Whether the disk only says that it synced. Calm: 0.
    SyncLost,
    /// How much later than the earliest moment of its plan an episode begins, or how much longer it lasts, in
    /// nanoseconds. Calm: 0.
    EpisodeTime,
    /// Which of its possible targets an episode hits. Calm: 0.
    EpisodeTarget,
}

impl Site {
    /// The number of sites.
    pub const COUNT: usize = 18;

    /// All sites, in order.
    pub const ALL: [Self; Self::COUNT] = [
        Self::ProtocolSeed,
        Self::Copies,
        Self::Delay,
        Self::Aside,
        Self::Damage,
        Self::Timer,
        Self::Yield,
        Self::Choose,
        Self::Service,
        Self::Crash,
        Self::Restart,
        Self::Survivors,
        Self::Torn,
        Self::ReadError,
        Self::WriteError,
        Self::SyncLost,
        Self::EpisodeTime,
        Self::EpisodeTarget,
    ];

    /// The largest value that any choice at this site can have.
    ///
    /// A file with a larger one is wrong before anything runs; a single choice may allow less.
    pub const fn largest(self) -> u64 {
        match self {
            Self::Copies => Self::COPIES_MAX as u64,
            Self::Aside | Self::Crash | Self::ReadError | Self::WriteError | Self::SyncLost => 1,
            Self::Damage | Self::EpisodeTarget | Self::Survivors | Self::Torn => u32::MAX as u64,
            Self::Yield => u16::MAX as u64,
            Self::ProtocolSeed | Self::Choose => u64::MAX,
            // A century: far enough for any timeout, near enough that times don't overflow.
            Self::Delay | Self::Timer | Self::Service | Self::Restart | Self::EpisodeTime => {
                100 * 366 * 86_400 * 1_000_000_000
            }
        }
    }

    /// Whether something goes wrong there, and doesn't merely happen otherwise or at another time.
    pub const fn is_fault(self) -> bool {
        match self {
            Self::Copies
            | Self::Aside
            | Self::Damage
            | Self::Crash
            | Self::Survivors
            | Self::Torn
            | Self::ReadError
            | Self::WriteError
            | Self::SyncLost => true,
            Self::ProtocolSeed
            | Self::Delay
            | Self::Timer
            | Self::Yield
            | Self::Choose
            | Self::Service
            | Self::Restart
            | Self::EpisodeTime
            | Self::EpisodeTarget => false,
        }
    }

    /// The most copies that one message can have.
    pub const COPIES_MAX: u8 = 16;
}

/// One decision of the environment that was not calm, or is to be forced.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// Where.
    pub site: Site,
    /// Which one of that site: a name that outlives edits.
    pub key: Key,
    /// What: the decoded outcome, never a raw draw.
    pub value: u64,
    /// The same in words, for people.
    pub label: String,
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {:?} = {}  {}", self.site, self.key, self.value, self.label)
    }
}

/// What happens where no choice is listed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Base {
    /// Drawn from a seed.
    Drawn(u64),
    /// Everything in its plainest way: delivered once, base delay, first come first served, no crash.
    Calm,
    /// Nothing at all: no delivery, no timer, no operation, no fault, unless a step lists it.
    Silent,
}
