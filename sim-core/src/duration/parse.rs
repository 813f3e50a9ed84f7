//! Reads a duration: an exact decimal and a unit, such as `1.5s`.

use super::{Duration, HOUR, MICROSECOND, MILLISECOND, MINUTE, SECOND};
use crate::decimal::{Decimal, DecimalError};
use alloc::borrow::ToOwned;
use alloc::string::String;
use core::fmt;
use core::str::FromStr;

/// Why a text is no [`Duration`]; each carries the whole text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParseDurationError {
    /// It does not begin with a number.
    NoNumber(String),
    /// It is a number alone.
    NoUnit(String),
    /// The number is followed by something other than ns, us, ms, s, m or h.
    UnknownUnit(String),
    /// It is no whole number of nanoseconds.
    TooFine(String),
    /// It is longer than [`Duration::MAX`].
    TooLong(String),
}

impl fmt::Display for ParseDurationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoNumber(text) => write!(f, "a duration begins with a number: {text:?}"),
            Self::NoUnit(text) => write!(f, "a duration needs a unit: {text:?}"),
            Self::UnknownUnit(text) => {
                write!(f, "the unit of a duration is one of ns, us, ms, s, m, h: {text:?}")
            }
            Self::TooFine(text) => {
                write!(f, "a duration is a whole number of nanoseconds: {text:?}")
            }
            Self::TooLong(text) => {
                write!(f, "a duration is at most {}: {text:?}", Duration::MAX)
            }
        }
    }
}

impl core::error::Error for ParseDurationError {}

impl FromStr for Duration {
    type Err = ParseDurationError;

    fn from_str(text: &str) -> Result<Duration, ParseDurationError> {
        let number_end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        let (number, unit) = text.split_at(number_end);
        let number = match Decimal::parse(number) {
            Ok(number) => number,
            Err(DecimalError::NotANumber) => {
                return Err(ParseDurationError::NoNumber(text.to_owned()));
            }
            Err(DecimalError::TooLarge) => {
                return Err(ParseDurationError::TooLong(text.to_owned()));
            }
            Err(DecimalError::TooFine) => return Err(ParseDurationError::TooFine(text.to_owned())),
        };
        let unit = match unit {
            "ns" => 1,
            "us" => MICROSECOND,
            "ms" => MILLISECOND,
            "s" => SECOND,
            "m" => MINUTE,
            "h" => HOUR,
            "" => return Err(ParseDurationError::NoUnit(text.to_owned())),
            _ => return Err(ParseDurationError::UnknownUnit(text.to_owned())),
        };
        // Neither product overflows: 64 + 42 and 60 + 42 bits.
        let whole = u128::from(number.whole) * u128::from(unit);
        let fraction = u128::from(number.fraction) * u128::from(unit);
        let divisor = 10_u128.pow(number.places);
        if fraction % divisor != 0 {
            return Err(ParseDurationError::TooFine(text.to_owned()));
        }
        u64::try_from(whole + fraction / divisor)
            .map(Duration)
            .map_err(|_| ParseDurationError::TooLong(text.to_owned()))
    }
}
