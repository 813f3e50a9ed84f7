//! What a node's monotonic clock shows.

use super::write_millis;
use crate::duration::Duration;
use core::fmt;

/// A reading of one node's monotonic clock: nanoseconds since that clock began.
///
/// It never goes back, but it may run faster or slower than the world's [`Time`](super::Time), and
/// readings of two nodes mean nothing to each other.
///
/// ```
/// use sim_core::{LocalTime, millis};
/// let deadline = LocalTime::ZERO.checked_add(millis(150)).expect("150 ms fit");
/// assert_eq!(deadline.since(LocalTime::ZERO), millis(150));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct LocalTime(u64);

impl LocalTime {
    /// When the clock begins.
    pub const ZERO: LocalTime = LocalTime(0);
    /// The last reading, about 584 years later.
    pub const MAX: LocalTime = LocalTime(u64::MAX);

    /// The reading `n` nanoseconds after the clock began.
    pub const fn from_nanos(n: u64) -> LocalTime {
        LocalTime(n)
    }

    /// Nanoseconds since the clock began.
    pub const fn as_nanos(self) -> u64 {
        self.0
    }

    /// The reading `duration` later, or `None` after [`LocalTime::MAX`].
    pub const fn checked_add(self, duration: Duration) -> Option<LocalTime> {
        match self.0.checked_add(duration.as_nanos()) {
            Some(nanos) => Some(LocalTime(nanos)),
            None => None,
        }
    }

    /// The reading `duration` later, at most [`LocalTime::MAX`].
    pub const fn saturating_add(self, duration: Duration) -> LocalTime {
        LocalTime(self.0.saturating_add(duration.as_nanos()))
    }

    /// The time that has passed since `earlier`, [`Duration::ZERO`] if that is later.
    pub const fn since(self, earlier: LocalTime) -> Duration {
        Duration::from_nanos(self.0.saturating_sub(earlier.0))
    }
}

/// Milliseconds with three decimals, with six where there is a part of a microsecond.
impl fmt::Display for LocalTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_millis(f, "", self.0)
    }
}

// The same as `Display`: traces print messages by their `Debug` text.
impl fmt::Debug for LocalTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
