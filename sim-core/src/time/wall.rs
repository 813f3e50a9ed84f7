//! What a node's wall clock shows.

use super::write_millis;
use crate::duration::Duration;
use core::fmt;

/// A reading of one node's wall clock: nanoseconds since the epoch of the simulation.
///
/// It may jump in both directions, and before the epoch, so it is signed: 292 years either way.
///
/// ```
/// use sim_core::{WallTime, millis};
/// let before = WallTime::EPOCH.checked_sub(millis(3)).expect("3 ms fit");
/// assert_eq!(before.to_string(), "-3.000ms");
/// assert_eq!(WallTime::EPOCH.since(before), millis(3));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct WallTime(i64);

impl WallTime {
    /// What an undisturbed clock shows when the world begins.
    pub const EPOCH: WallTime = WallTime(0);
    /// The earliest reading.
    pub const MIN: WallTime = WallTime(i64::MIN);
    /// The latest reading.
    pub const MAX: WallTime = WallTime(i64::MAX);

    /// The reading `n` nanoseconds after the epoch.
    pub const fn from_nanos(n: i64) -> WallTime {
        WallTime(n)
    }

    /// Nanoseconds since the epoch, negative before it.
    pub const fn as_nanos(self) -> i64 {
        self.0
    }

    /// The reading `duration` later, or `None` after [`WallTime::MAX`].
    pub const fn checked_add(self, duration: Duration) -> Option<WallTime> {
        match self.0.checked_add_unsigned(duration.as_nanos()) {
            Some(nanos) => Some(WallTime(nanos)),
            None => None,
        }
    }

    /// The reading `duration` earlier, or `None` before [`WallTime::MIN`].
    pub const fn checked_sub(self, duration: Duration) -> Option<WallTime> {
        match self.0.checked_sub_unsigned(duration.as_nanos()) {
            Some(nanos) => Some(WallTime(nanos)),
            None => None,
        }
    }

    /// The reading `duration` later, at most [`WallTime::MAX`].
    pub const fn saturating_add(self, duration: Duration) -> WallTime {
        WallTime(self.0.saturating_add_unsigned(duration.as_nanos()))
    }

    /// The reading `duration` earlier, at least [`WallTime::MIN`].
    pub const fn saturating_sub(self, duration: Duration) -> WallTime {
        WallTime(self.0.saturating_sub_unsigned(duration.as_nanos()))
    }

    /// What the clock has advanced since `earlier`, [`Duration::ZERO`] if it went back.
    pub const fn since(self, earlier: WallTime) -> Duration {
        if self.0 < earlier.0 {
            return Duration::ZERO;
        }
        Duration::from_nanos(self.0.abs_diff(earlier.0))
    }
}

/// Milliseconds with three decimals, with six where there is a part of a microsecond.
impl fmt::Display for WallTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_millis(f, if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs())
    }
}

// The same as `Display`: traces print messages by their `Debug` text.
impl fmt::Debug for WallTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duration::nanos;
    use alloc::string::ToString;

    #[test]
    fn the_distance_of_the_extremes_is_the_longest_duration() {
        assert_eq!(WallTime::MAX.since(WallTime::MIN), Duration::MAX);
        assert_eq!(WallTime::MIN.checked_add(Duration::MAX), Some(WallTime::MAX));
        assert_eq!(WallTime::MIN.since(WallTime::MAX), Duration::ZERO);
    }

    #[test]
    fn a_reading_stays_within_the_extremes() {
        assert_eq!(WallTime::MAX.checked_add(nanos(1)), None);
        assert_eq!(WallTime::MIN.checked_sub(nanos(1)), None);
        assert_eq!(WallTime::MAX.saturating_add(nanos(1)), WallTime::MAX);
        assert_eq!(WallTime::MIN.saturating_sub(nanos(1)), WallTime::MIN);
    }

    #[test]
    fn a_reading_before_the_epoch_has_a_sign() {
        assert_eq!(WallTime::from_nanos(-1).to_string(), "-0.000001ms");
        assert_eq!(WallTime::MIN.to_string(), "-9223372036854.775808ms");
    }
}
