//! An exact decimal number as people write it, for durations and ratios.
//!
//! Deliberately absent: signs, exponents, separators, rounding.

/// `whole + fraction / 10^places`, without trailing zeros in the fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decimal {
    pub(crate) whole: u64,
    // Invariant: fraction < 10^places and places <= PLACES_MAX.
    pub(crate) fraction: u64,
    pub(crate) places: u32,
}

/// Why a text is no [`Decimal`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DecimalError {
    /// Something other than digits with at most one point between them.
    NotANumber,
    /// The whole part does not fit 64 bits.
    TooLarge,
    /// More than `PLACES_MAX` places.
    TooFine,
}

// 10^18 is the largest power of ten whose multiples below ten fit 64 bits.
const PLACES_MAX: usize = 18;

impl Decimal {
    /// Reads digits, with or without a point between digits.
    pub(crate) fn parse(text: &str) -> Result<Decimal, DecimalError> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        if !is_digits(whole) || !is_digits(fraction) {
            return Err(DecimalError::NotANumber);
        }
        let fraction = fraction.trim_end_matches('0');
        let places = u32::try_from(fraction.len()).map_err(|_| DecimalError::TooFine)?;
        if fraction.len() > PLACES_MAX {
            return Err(DecimalError::TooFine);
        }
        let whole = whole.parse().map_err(|_| DecimalError::TooLarge)?;
        let fraction = fraction.bytes().fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0'));
        Ok(Decimal { whole, fraction, places })
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<(u64, u64, u32), DecimalError>) {
        let expected =
            expected.map(|(whole, fraction, places)| Decimal { whole, fraction, places });
        assert_eq!(Decimal::parse(text), expected);
    }

    #[test]
    fn a_number_may_have_a_fraction() {
        check("12", Ok((12, 0, 0)));
        check("12.0", Ok((12, 0, 0)));
        check("0.0250", Ok((0, 25, 3)));
        check(
            "18446744073709551615.999999999999999999",
            Ok((u64::MAX, 999_999_999_999_999_999, 18)),
        );
    }

    #[test]
    fn what_is_not_digits_around_a_point_is_no_number() {
        for text in ["", ".", "1.", ".5", "1.2.3", "+1", "-1", "1e3", " 1", "1_000", "\u{661}"] {
            check(text, Err(DecimalError::NotANumber));
        }
    }

    #[test]
    fn a_number_has_limits() {
        check("18446744073709551616", Err(DecimalError::TooLarge));
        check("0.0000000000000000001", Err(DecimalError::TooFine));
        check("0.1000000000000000000000", Ok((0, 1, 1)));
    }
}
