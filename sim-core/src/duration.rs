//! How long something takes, in whole nanoseconds.

mod parse;

pub use parse::ParseDurationError;

use crate::ratio::Ratio;
use alloc::format;
use core::fmt;
use core::ops::{Add, AddAssign, Mul, Sub};

const MICROSECOND: u64 = 1_000;
const MILLISECOND: u64 = 1_000 * MICROSECOND;
const SECOND: u64 = 1_000 * MILLISECOND;
const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;

/// A span of virtual time: whole nanoseconds, up to 584 years.
///
/// Arithmetic saturates, in debug and in release builds alike: [`Duration::MAX`] reads "for ever".
/// Where running out of range must be noticed, use the `checked_` methods.
///
/// ```
/// use sim_core::{Duration, millis, seconds};
/// assert_eq!(seconds(1) + millis(500), "1.5s".parse()?);
/// assert_eq!((seconds(1) + millis(500)).to_string(), "1.5s");
/// assert_eq!(Duration::MAX + seconds(1), Duration::MAX);
/// # Ok::<(), sim_core::ParseDurationError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Duration(u64);

/// `n` nanoseconds.
pub const fn nanos(n: u64) -> Duration {
    Duration::from_nanos(n)
}

/// `n` microseconds, at most [`Duration::MAX`].
pub const fn micros(n: u64) -> Duration {
    Duration::from_micros(n)
}

/// `n` milliseconds, at most [`Duration::MAX`].
pub const fn millis(n: u64) -> Duration {
    Duration::from_millis(n)
}

/// `n` seconds, at most [`Duration::MAX`].
pub const fn seconds(n: u64) -> Duration {
    Duration::from_secs(n)
}

/// `n` minutes, at most [`Duration::MAX`].
pub const fn minutes(n: u64) -> Duration {
    Duration(n.saturating_mul(MINUTE))
}

/// `n` hours, at most [`Duration::MAX`].
pub const fn hours(n: u64) -> Duration {
    Duration(n.saturating_mul(HOUR))
}

impl Duration {
    /// No time at all.
    pub const ZERO: Duration = Duration(0);
    /// The longest duration: 2^64 - 1 nanoseconds, about 584 years.
    pub const MAX: Duration = Duration(u64::MAX);

    /// A duration of `n` nanoseconds.
    pub const fn from_nanos(n: u64) -> Duration {
        Duration(n)
    }

    /// A duration of `n` microseconds, at most [`Duration::MAX`].
    pub const fn from_micros(n: u64) -> Duration {
        Duration(n.saturating_mul(MICROSECOND))
    }

    /// A duration of `n` milliseconds, at most [`Duration::MAX`].
    pub const fn from_millis(n: u64) -> Duration {
        Duration(n.saturating_mul(MILLISECOND))
    }

    /// A duration of `n` seconds, at most [`Duration::MAX`].
    pub const fn from_secs(n: u64) -> Duration {
        Duration(n.saturating_mul(SECOND))
    }

    /// The number of nanoseconds.
    pub const fn as_nanos(self) -> u64 {
        self.0
    }

    /// Whether this is [`Duration::ZERO`].
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The sum, or `None` above [`Duration::MAX`].
    pub const fn checked_add(self, other: Duration) -> Option<Duration> {
        match self.0.checked_add(other.0) {
            Some(sum) => Some(Duration(sum)),
            None => None,
        }
    }

    /// The difference, or `None` if `other` is longer.
    pub const fn checked_sub(self, other: Duration) -> Option<Duration> {
        match self.0.checked_sub(other.0) {
            Some(difference) => Some(Duration(difference)),
            None => None,
        }
    }

    /// The product, or `None` above [`Duration::MAX`].
    pub const fn checked_mul(self, factor: u64) -> Option<Duration> {
        match self.0.checked_mul(factor) {
            Some(product) => Some(Duration(product)),
            None => None,
        }
    }

    /// The sum, at most [`Duration::MAX`]: the `+` for constants.
    pub const fn saturating_add(self, other: Duration) -> Duration {
        Duration(self.0.saturating_add(other.0))
    }

    /// The difference, at least [`Duration::ZERO`]: the `-` for constants.
    pub const fn saturating_sub(self, other: Duration) -> Duration {
        Duration(self.0.saturating_sub(other.0))
    }

    /// The product, at most [`Duration::MAX`]: the `*` for constants.
    pub const fn saturating_mul(self, factor: u64) -> Duration {
        Duration(self.0.saturating_mul(factor))
    }

    /// This duration times a ratio, rounded down, at most [`Duration::MAX`].
    pub const fn scale(self, factor: Ratio) -> Duration {
        Duration(factor.multiply(self.0))
    }
}

impl Add for Duration {
    type Output = Duration;

    fn add(self, other: Duration) -> Duration {
        self.saturating_add(other)
    }
}

impl AddAssign for Duration {
    fn add_assign(&mut self, other: Duration) {
        *self = *self + other;
    }
}

impl Sub for Duration {
    type Output = Duration;

    fn sub(self, other: Duration) -> Duration {
        self.saturating_sub(other)
    }
}

impl Mul<u64> for Duration {
    type Output = Duration;

    fn mul(self, factor: u64) -> Duration {
        self.saturating_mul(factor)
    }
}

/// Exact, in the unit that reads best: `150ms`, `1.5s`, `90s`, `2h`, `0ns`.
///
/// Minutes and hours are used where they are whole, else the largest unit that is not longer than
/// the duration.
impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (unit, name, places) = match self.0 {
            0 => (1, "ns", 0),
            n if n % HOUR == 0 => (HOUR, "h", 0),
            n if n % MINUTE == 0 => (MINUTE, "m", 0),
            SECOND.. => (SECOND, "s", 9),
            MILLISECOND.. => (MILLISECOND, "ms", 6),
            MICROSECOND.. => (MICROSECOND, "us", 3),
            _ => (1, "ns", 0),
        };
        let (whole, rest) = (self.0 / unit, self.0 % unit);
        if rest == 0 {
            return f.pad(&format!("{whole}{name}"));
        }
        let fraction = format!("{rest:0places$}");
        f.pad(&format!("{whole}.{}{name}", fraction.trim_end_matches('0')))
    }
}

// The same as `Display`: traces print messages by their `Debug` text.
impl fmt::Debug for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A [`core::time::Duration`] is longer than [`Duration::MAX`]; nothing was converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DurationTooLong(pub core::time::Duration);

impl fmt::Display for DurationTooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} seconds are longer than 2^64 nanoseconds", self.0.as_secs())
    }
}

impl core::error::Error for DurationTooLong {}

impl TryFrom<core::time::Duration> for Duration {
    type Error = DurationTooLong;

    fn try_from(duration: core::time::Duration) -> Result<Duration, DurationTooLong> {
        u64::try_from(duration.as_nanos()).map(Duration).map_err(|_| DurationTooLong(duration))
    }
}

impl From<Duration> for core::time::Duration {
    fn from(duration: Duration) -> core::time::Duration {
        core::time::Duration::from_nanos(duration.0)
    }
}

#[cfg(test)]
mod tests;
