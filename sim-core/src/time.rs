//! Points in time: of the world, of a node's monotonic clock, of a node's wall clock.
//!
//! Three types, because mixing them is the bug that simulations are written to find.

mod local;
mod wall;

pub use local::LocalTime;
pub use wall::WallTime;

use crate::duration::Duration;
use alloc::format;
use core::fmt;

/// A point in global virtual time: nanoseconds since the world began.
///
/// Only the world and its judges know it; an actor sees its node's [`LocalTime`].
///
/// ```
/// use sim_core::{Time, millis};
/// let time = Time::ZERO.checked_add(millis(4)).expect("4 ms fit");
/// assert_eq!(time.to_string(), "4.000ms");
/// assert_eq!(time.since(Time::ZERO), millis(4));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Time(u64);

impl Time {
    /// When the world begins.
    pub const ZERO: Time = Time(0);
    /// The last point in time, about 584 years later.
    pub const MAX: Time = Time(u64::MAX);

    /// The time `n` nanoseconds after the world began.
    pub const fn from_nanos(n: u64) -> Time {
        Time(n)
    }

    /// The time at which a run has lasted so long.
    pub const fn after(elapsed: Duration) -> Time {
        Time(elapsed.as_nanos())
    }

    /// Nanoseconds since the world began.
    pub const fn as_nanos(self) -> u64 {
        self.0
    }

    /// The time `duration` later, or `None` after [`Time::MAX`].
    pub const fn checked_add(self, duration: Duration) -> Option<Time> {
        match self.0.checked_add(duration.as_nanos()) {
            Some(nanos) => Some(Time(nanos)),
            None => None,
        }
    }

    /// The time `duration` later, at most [`Time::MAX`].
    pub const fn saturating_add(self, duration: Duration) -> Time {
        Time(self.0.saturating_add(duration.as_nanos()))
    }

    /// The time that has passed since `earlier`, [`Duration::ZERO`] if that is later.
    pub const fn since(self, earlier: Time) -> Duration {
        Duration::from_nanos(self.0.saturating_sub(earlier.0))
    }
}

/// Milliseconds with three decimals, with six where there is a part of a microsecond.
impl From<Duration> for Time {
    /// The time at which a run has lasted so long.
    fn from(elapsed: Duration) -> Time {
        Time::after(elapsed)
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_millis(f, "", self.0)
    }
}

// The same as `Display`: traces print messages by their `Debug` text.
impl fmt::Debug for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

fn write_millis(f: &mut fmt::Formatter<'_>, sign: &str, nanos: u64) -> fmt::Result {
    let (millis, rest) = (nanos / 1_000_000, nanos % 1_000_000);
    if rest % 1_000 == 0 {
        f.pad(&format!("{sign}{millis}.{:03}ms", rest / 1_000))
    } else {
        f.pad(&format!("{sign}{millis}.{rest:06}ms"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duration::{micros, nanos};
    use alloc::string::ToString;

    #[track_caller]
    fn check(nanos: u64, expected: &str) {
        assert_eq!(Time::from_nanos(nanos).to_string(), expected);
        assert_eq!(LocalTime::from_nanos(nanos).to_string(), expected);
    }

    #[test]
    fn a_time_is_printed_in_milliseconds() {
        check(0, "0.000ms");
        check(4_000_000, "4.000ms");
        check(4_050_000, "4.050ms");
        check(12_031_250, "12.031250ms");
        check(1, "0.000001ms");
        check(u64::MAX, "18446744073709.551615ms");
    }

    #[test]
    fn a_time_is_padded_in_a_table() {
        assert_eq!(format!("[{:>9}]", Time::from_nanos(150_000_000)), "[150.000ms]");
        assert_eq!(format!("[{:>9}]", Time::from_nanos(1_000_000)), "[  1.000ms]");
    }

    #[test]
    fn there_is_no_time_after_the_last() {
        assert_eq!(Time::MAX.checked_add(nanos(1)), None);
        assert_eq!(Time::MAX.saturating_add(nanos(1)), Time::MAX);
        assert_eq!(Time::ZERO.checked_add(Duration::MAX), Some(Time::MAX));
    }

    #[test]
    fn no_time_has_passed_since_a_later_time() {
        let (early, late) = (Time::from_nanos(5), Time::from_nanos(2_005));
        assert_eq!(late.since(early), micros(2));
        assert_eq!(early.since(late), Duration::ZERO);
    }
}
