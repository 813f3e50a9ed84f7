//! A node's clocks: a monotonic one that may drift, and a wall clock that may also jump.
//!
//! Both are driven by one oscillator, so a drift moves both; a jump moves the wall clock alone.
//! A node whose clocks nobody touched shows global time, exactly, and costs one pointer.
//!
//! Deliberately absent: who drifts, when and how far (faults are data, decided elsewhere), and the
//! platform's clocks.

#[cfg(test)]
mod tests;

use alloc::boxed::Box;
use core::error::Error;
use core::fmt;

use crate::duration::Duration;
use crate::ratio::Ratio;
use crate::time::{LocalTime, Time, WallTime};

/// How many nanoseconds a node's clocks advance per nanosecond of global time.
///
/// ```
/// use sim_core::ClockRate;
/// use sim_core::Ratio;
///
/// assert!(ClockRate::new(Ratio::percent(101)).is_ok());
/// let refused = ClockRate::new(Ratio::ZERO).unwrap_err();
/// assert!(refused.to_string().ends_with("is zero: a stopped clock never reaches a timer"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
// Invariant: not zero. A type of its own, so that a plan is refused where it is read and no clock
// has to say what a timer on a stopped clock would do.
pub struct ClockRate(Ratio);

impl ClockRate {
    /// In step with global time.
    pub const ONE: ClockRate = ClockRate(Ratio::ONE);

    /// Takes any rate above zero.
    ///
    /// # Errors
    ///
    /// [`ClockError::Stopped`] if the rate is zero.
    pub fn new(rate: Ratio) -> Result<ClockRate, ClockError> {
        if rate.is_zero() { Err(ClockError::Stopped { rate }) } else { Ok(ClockRate(rate)) }
    }

    /// The rate as a fraction.
    pub fn ratio(self) -> Ratio {
        self.0
    }

    // Rounds down, so that the clock never shows a nanosecond that has not passed. Saturates.
    fn local_nanos(self, global_nanos: u64) -> u64 {
        let product = u128::from(global_nanos) * u128::from(self.0.numerator());
        u64::try_from(product / u128::from(self.0.denominator())).unwrap_or(u64::MAX)
    }

    // Rounds up, the counterpart of rounding down above: floor(x + ceil(d / r) * r) is at least
    // floor(x) + d for every x, so a span computed here is never short on the local clock.
    fn global_nanos(self, local_nanos: u64) -> Option<u64> {
        let product = u128::from(local_nanos) * u128::from(self.0.denominator());
        u64::try_from(product.div_ceil(u128::from(self.0.numerator()))).ok()
    }
}

/// Why a clock rate was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockError {
    /// The rate is zero. Nothing was built.
    Stopped {
        /// The rate as it was given.
        rate: Ratio,
    },
}

impl fmt::Display for ClockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ClockError::Stopped { rate } => {
                write!(f, "clock rate {rate} is zero: a stopped clock never reaches a timer")
            }
        }
    }
}

impl Error for ClockError {}

/// The clocks of one node, as functions of global time.
///
/// Changes are given in the order of their global times, and readings are not asked for times
/// before the last change of rate; anything else is a bug of the caller and panics.
///
/// ```
/// use sim_core::{Clock, ClockRate};
/// use sim_core::Ratio;
/// use sim_core::{LocalTime, Time, WallTime};
///
/// let mut clock = Clock::new();
/// clock.drift(Time::from_nanos(100), ClockRate::new(Ratio::percent(150)).unwrap());
/// assert_eq!(clock.now(Time::from_nanos(300)), LocalTime::from_nanos(400));
///
/// clock.jump(Time::from_nanos(300), -1_000);
/// assert_eq!(clock.now(Time::from_nanos(300)), LocalTime::from_nanos(400));
/// assert_eq!(clock.wall(Time::from_nanos(300)), WallTime::from_nanos(-600));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Clock {
    // None: both clocks show global time. Boxed, because most nodes never leave that state.
    skew: Option<Box<Skew>>,
}

#[derive(Clone, Debug)]
struct Skew {
    rate: ClockRate,
    // Invariant: at global time `since` the monotonic clock showed `local`. Readings count from
    // here, so their rounding does not add up while the rate stays.
    since: Time,
    local: LocalTime,
    // Wall time minus monotonic time, in nanoseconds. Wider than either, so that a jump out of
    // range and back again ends where it began.
    wall_ahead: i128,
}

impl Skew {
    const NONE: Skew =
        Skew { rate: ClockRate::ONE, since: Time::ZERO, local: LocalTime::ZERO, wall_ahead: 0 };

    fn now(&self, global: Time) -> LocalTime {
        let elapsed = global.as_nanos().checked_sub(self.since.as_nanos());
        let elapsed = elapsed.expect("a clock is not asked for times before its last change");
        LocalTime::from_nanos(self.local.as_nanos().saturating_add(self.rate.local_nanos(elapsed)))
    }
}

impl Clock {
    /// Clocks that show global time.
    pub fn new() -> Clock {
        Clock::default()
    }

    /// What the monotonic clock shows. It never goes backwards, and stays at the largest
    /// [`LocalTime`] once it gets there.
    ///
    /// # Panics
    ///
    /// If `global` is before the last change of rate.
    pub fn now(&self, global: Time) -> LocalTime {
        match &self.skew {
            None => LocalTime::from_nanos(global.as_nanos()),
            Some(skew) => skew.now(global),
        }
    }

    /// What the wall clock shows: zero when the world starts; held within [`WallTime`]'s range.
    ///
    /// # Panics
    ///
    /// If `global` is before the last change of rate.
    pub fn wall(&self, global: Time) -> WallTime {
        let wall_ahead = self.skew.as_ref().map_or(0, |skew| skew.wall_ahead);
        let nanos = i128::from(self.now(global).as_nanos()).saturating_add(wall_ahead);
        let nanos = nanos.clamp(i128::from(i64::MIN), i128::from(i64::MAX));
        WallTime::from_nanos(i64::try_from(nanos).expect("clamped to the range of an i64"))
    }

    /// The rate at which both clocks advance now.
    pub fn rate(&self) -> ClockRate {
        self.skew.as_ref().map_or(ClockRate::ONE, |skew| skew.rate)
    }

    /// Lets both clocks advance at `rate` from now on.
    ///
    /// Neither clock moves at that instant, but a fraction of a nanosecond that the old rate had
    /// gathered is dropped.
    ///
    /// # Panics
    ///
    /// If `at` is before the last change of rate.
    pub fn drift(&mut self, at: Time, rate: ClockRate) {
        let local = self.now(at);
        let skew = self.skew_mut();
        skew.rate = rate;
        skew.since = at;
        skew.local = local;
    }

    /// Moves the wall clock; the monotonic clock does not notice.
    ///
    /// # Panics
    ///
    /// If `at` is before the last change of rate.
    pub fn jump(&mut self, at: Time, by_nanos: i64) {
        let skew = self.skew_mut();
        assert!(skew.since <= at, "a clock is changed in the order of global time");
        skew.wall_ahead = skew.wall_ahead.saturating_add(i128::from(by_nanos));
    }

    /// Puts the rate back to one and the wall clock back in step with global time.
    ///
    /// What the monotonic clock has gained or lost stays: taking it back would turn it backwards.
    ///
    /// # Panics
    ///
    /// If `at` is before the last change of rate.
    pub fn heal(&mut self, at: Time) {
        let local = self.now(at);
        if local.as_nanos() == at.as_nanos() {
            self.skew = None;
            return;
        }
        let skew = self.skew_mut();
        skew.rate = ClockRate::ONE;
        skew.since = at;
        skew.local = local;
        skew.wall_ahead = i128::from(at.as_nanos()) - i128::from(local.as_nanos());
    }

    /// The least global time that `local` surely takes at the current rate; `None` if longer than
    /// any [`Duration`].
    ///
    /// A timer armed for `local` and fired after this span finds that at least `local` has passed
    /// on the monotonic clock, unless the rate was changed in between.
    pub fn global_span(&self, local: Duration) -> Option<Duration> {
        match &self.skew {
            None => Some(local),
            Some(skew) => skew.rate.global_nanos(local.as_nanos()).map(Duration::from_nanos),
        }
    }

    /// Forgets every drift and jump, for the next run.
    pub fn reset(&mut self) {
        self.skew = None;
    }

    fn skew_mut(&mut self) -> &mut Skew {
        self.skew.get_or_insert_with(|| Box::new(Skew::NONE))
    }
}
