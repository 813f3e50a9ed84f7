//! Reads a ratio: `3/4`, `0.25`, `25%`, `1`.

use super::{Ratio, RatioError};
use crate::decimal::{Decimal, DecimalError};
use alloc::borrow::ToOwned;
use alloc::string::String;
use core::fmt;
use core::str::FromStr;

/// Why a text is no [`Ratio`]; each carries the whole text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParseRatioError {
    /// It is neither a fraction nor a decimal nor a percentage.
    NoRatio(String),
    /// It divides by zero.
    ZeroDenominator(String),
    /// It takes numbers of more than 32 bits to write it as a fraction.
    TooFine(String),
}

impl fmt::Display for ParseRatioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRatio(text) => write!(f, "a ratio reads 3/4, 0.75 or 75%: {text:?}"),
            Self::ZeroDenominator(text) => write!(f, "a ratio cannot divide by zero: {text:?}"),
            Self::TooFine(text) => write!(f, "a ratio has two numbers below 2^32: {text:?}"),
        }
    }
}

impl core::error::Error for ParseRatioError {}

impl FromStr for Ratio {
    type Err = ParseRatioError;

    fn from_str(text: &str) -> Result<Ratio, ParseRatioError> {
        let (numerator, denominator) = if let Some((above, below)) = text.split_once('/') {
            (whole(above, text)?, whole(below, text)?)
        } else if let Some(percentage) = text.strip_suffix('%') {
            let (numerator, denominator) = fraction(percentage, text)?;
            (numerator, denominator * 100)
        } else {
            fraction(text, text)?
        };
        let (numerator, denominator) = without_tens(numerator, denominator);
        let too_fine = |_| ParseRatioError::TooFine(text.to_owned());
        let numerator = u32::try_from(numerator).map_err(too_fine)?;
        let denominator = u32::try_from(denominator).map_err(too_fine)?;
        Ratio::new(numerator, denominator).map_err(|error| match error {
            RatioError::ZeroDenominator { .. } | RatioError::AboveOne { .. } => {
                ParseRatioError::ZeroDenominator(text.to_owned())
            }
        })
    }
}

fn decimal(number: &str, text: &str) -> Result<Decimal, ParseRatioError> {
    Decimal::parse(number).map_err(|error| match error {
        DecimalError::NotANumber => ParseRatioError::NoRatio(text.to_owned()),
        DecimalError::TooLarge | DecimalError::TooFine => ParseRatioError::TooFine(text.to_owned()),
    })
}

fn whole(number: &str, text: &str) -> Result<u128, ParseRatioError> {
    if number.contains('.') {
        return Err(ParseRatioError::NoRatio(text.to_owned()));
    }
    Ok(u128::from(decimal(number, text)?.whole))
}

// Below 2^64 * 10^18 over at most 10^18: no overflow, also not times a hundred.
fn fraction(number: &str, text: &str) -> Result<(u128, u128), ParseRatioError> {
    let decimal = decimal(number, text)?;
    let denominator = 10_u128.pow(decimal.places);
    Ok((u128::from(decimal.whole) * denominator + u128::from(decimal.fraction), denominator))
}

// The common factors two and five: what writing a number with decimals adds. The rest is reduced
// in 32 bits.
fn without_tens(mut numerator: u128, mut denominator: u128) -> (u128, u128) {
    for prime in [2, 5] {
        while denominator != 0
            && denominator.is_multiple_of(prime)
            && numerator.is_multiple_of(prime)
        {
            numerator /= prime;
            denominator /= prime;
        }
    }
    (numerator, denominator)
}
