//! Exact fractions: probabilities, clock rates, slowdowns.

mod parse;

pub use parse::ParseRatioError;

use crate::wide::saturate;
use alloc::format;
use core::cmp::Ordering;
use core::fmt;

/// An exact fraction of two 32-bit numbers, always in lowest terms.
///
/// A fraction, not an `f64`: a recorded run must replay bit for bit. Thirty-two bits, because then
/// nothing here can overflow: ratios compare in 64 bits and scale a `u64` in 128.
///
/// ```
/// use sim_core::Ratio;
/// let loss = Ratio::probability(2, 20)?;
/// assert_eq!(loss, "10%".parse().expect("a ratio"));
/// assert_eq!(loss.to_string(), "1/10");
/// assert_eq!(Ratio::probability(3, 2).unwrap_err().to_string(), "3/2 is above one");
/// # Ok::<(), sim_core::RatioError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ratio {
    // Invariant: denominator >= 1 and gcd(numerator, denominator) = 1, so equal ratios are equal
    // field by field.
    numerator: u32,
    denominator: u32,
}

/// Why two numbers are no [`Ratio`], or none that can be a probability; nothing was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RatioError {
    /// The denominator is zero.
    ZeroDenominator {
        /// What was to be divided by zero.
        numerator: u32,
    },
    /// A probability is above one.
    AboveOne {
        /// The numerator as given.
        numerator: u32,
        /// The denominator as given.
        denominator: u32,
    },
}

impl fmt::Display for RatioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            RatioError::ZeroDenominator { numerator } => write!(f, "{numerator}/0 divides by zero"),
            RatioError::AboveOne { numerator, denominator: 1 } => {
                write!(f, "{numerator} is above one")
            }
            RatioError::AboveOne { numerator, denominator } => {
                write!(f, "{numerator}/{denominator} is above one")
            }
        }
    }
}

impl core::error::Error for RatioError {}

impl Ratio {
    /// Nothing, never.
    pub const ZERO: Ratio = Ratio { numerator: 0, denominator: 1 };
    /// The whole, always, unchanged.
    pub const ONE: Ratio = Ratio { numerator: 1, denominator: 1 };

    /// The factor `numerator / denominator`.
    ///
    /// # Errors
    /// The denominator is zero.
    pub const fn new(numerator: u32, denominator: u32) -> Result<Ratio, RatioError> {
        if denominator == 0 {
            return Err(RatioError::ZeroDenominator { numerator });
        }
        Ok(Ratio::reduced(numerator, denominator))
    }

    /// The probability `numerator / denominator`.
    ///
    /// # Errors
    /// The denominator is zero or the ratio is above one.
    pub const fn probability(numerator: u32, denominator: u32) -> Result<Ratio, RatioError> {
        if denominator != 0 && numerator > denominator {
            return Err(RatioError::AboveOne { numerator, denominator });
        }
        Ratio::new(numerator, denominator)
    }

    /// This ratio, if it can be a probability.
    ///
    /// # Errors
    /// The ratio is above one.
    pub const fn at_most_one(self) -> Result<Ratio, RatioError> {
        Ratio::probability(self.numerator, self.denominator)
    }

    /// `n` hundredths; more than a hundred make a factor above one.
    pub const fn percent(n: u32) -> Ratio {
        Ratio::reduced(n, 100)
    }

    /// `n` thousandths.
    pub const fn per_thousand(n: u32) -> Ratio {
        Ratio::reduced(n, 1_000)
    }

    /// `n` millionths, the unit in which the drift of clocks is stated.
    pub const fn per_million(n: u32) -> Ratio {
        Ratio::reduced(n, 1_000_000)
    }

    /// The upper number, in lowest terms.
    pub const fn numerator(self) -> u32 {
        self.numerator
    }

    /// The lower number, in lowest terms; never zero.
    pub const fn denominator(self) -> u32 {
        self.denominator
    }

    /// Whether this is [`Ratio::ZERO`].
    pub const fn is_zero(self) -> bool {
        self.numerator == 0
    }

    /// `value` times this ratio, rounded down, at most `u64::MAX`.
    pub const fn multiply(self, value: u64) -> u64 {
        scale(value, self.numerator, self.denominator)
    }

    /// `value` divided by this ratio, rounded down, at most `u64::MAX`.
    ///
    /// Divided by [`Ratio::ZERO`], every value gives `u64::MAX`.
    pub const fn divide(self, value: u64) -> u64 {
        if self.numerator == 0 {
            return u64::MAX;
        }
        scale(value, self.denominator, self.numerator)
    }

    // The caller guarantees a denominator above zero.
    const fn reduced(numerator: u32, denominator: u32) -> Ratio {
        let divisor = greatest_common_divisor(numerator, denominator);
        Ratio { numerator: numerator / divisor, denominator: denominator / divisor }
    }
}

const fn greatest_common_divisor(mut a: u32, mut b: u32) -> u32 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

const fn scale(value: u64, numerator: u32, denominator: u32) -> u64 {
    // 64 + 32 bits: no overflow.
    saturate(value as u128 * numerator as u128 / denominator as u128)
}

impl Ord for Ratio {
    fn cmp(&self, other: &Ratio) -> Ordering {
        let left = u64::from(self.numerator) * u64::from(other.denominator);
        let right = u64::from(other.numerator) * u64::from(self.denominator);
        left.cmp(&right)
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Ratio) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// `3/4`; a whole number stands alone: `0`, `1`.
impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.denominator == 1 {
            return f.pad(&format!("{}", self.numerator));
        }
        f.pad(&format!("{}/{}", self.numerator, self.denominator))
    }
}

// The same as `Display`: traces print messages by their `Debug` text.
impl fmt::Debug for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests;
