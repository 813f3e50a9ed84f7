//! Decimals: fractions of whole numbers, as they are printed.

use sim_core::Duration;

/// A fraction with so many places, rounded to the nearest: `12.5`. Nothing at all is `-`.
pub(crate) fn fraction(numerator: u128, denominator: u128, places: u32) -> String {
    if denominator == 0 {
        return "-".to_owned();
    }
    let scale = 10_u128.pow(places);
    let (whole, rest) = (numerator / denominator, numerator % denominator);
    // A denominator beyond this has no business here: parts of it are too small to be seen.
    let rest = match rest.checked_mul(2 * scale) {
        Some(scaled) => (scaled / denominator).div_ceil(2),
        None => rest / (denominator / scale).max(1),
    };
    let (whole, rest) = if rest == scale { (whole + 1, 0) } else { (whole, rest) };
    if places == 0 {
        return whole.to_string();
    }
    format!("{whole}.{rest:0width$}", width = places as usize)
}

/// A share of all: `97.50%`.
pub(crate) fn percent(part: u64, all: u64) -> String {
    let share = fraction(u128::from(part) * 100, u128::from(all), 2);
    if all == 0 { share } else { share + "%" }
}

/// A time with four digits: `100.1us`, `50.10ms`, `1.500s`, `3600s`.
pub(crate) fn short(nanos: u64) -> String {
    const UNITS: [(u64, &str); 4] =
        [(1, "ns"), (1_000, "us"), (1_000_000, "ms"), (1_000_000_000, "s")];
    if nanos < 1_000 {
        return Duration::from_nanos(nanos).to_string();
    }
    // The largest unit in which it isn't below one, even where it is rounded up to one of the next.
    for (unit, name) in UNITS.into_iter().skip(1) {
        for places in (0..=3).rev() {
            let text = fraction(u128::from(nanos), u128::from(unit), places);
            let whole = text.split('.').next().map_or(0, str::len);
            let fits = whole + places as usize == 4;
            if (fits && whole < 4) || (name == "s" && places == 0) {
                return text + name;
            }
        }
    }
    Duration::from_nanos(nanos).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(nanos: u64, expected: &str) {
        assert_eq!(short(nanos), expected);
    }

    #[test]
    fn a_time_has_four_digits() {
        check(0, "0ns");
        check(999, "999ns");
        check(1_000, "1.000us");
        check(100_128, "100.1us");
        check(50_100_128, "50.10ms");
        check(50_106_128, "50.11ms");
        check(1_500_000_000, "1.500s");
        check(3_600_000_000_000, "3600s");
        check(86_400_400_000_000, "86400s");
    }

    #[test]
    fn a_time_that_is_rounded_up_to_the_next_unit_has_that() {
        check(999_949, "999.9us");
        check(999_950, "1.000ms");
        check(99_995, "100.0us");
        check(9_999_500_000, "10.00s");
        check(999_950_000, "1.000s");
    }

    #[test]
    fn fractions_are_rounded_to_the_nearest() {
        assert_eq!(fraction(1, 3, 3), "0.333");
        assert_eq!(fraction(2, 3, 3), "0.667");
        assert_eq!(fraction(1, 8, 2), "0.13");
        assert_eq!(fraction(999, 1_000, 2), "1.00");
        assert_eq!(fraction(7, 2, 0), "4");
        assert_eq!(fraction(7, 0, 2), "-");
        assert_eq!(fraction(u128::MAX / 2, u128::MAX, 2), "0.50");
    }

    #[test]
    fn a_share_has_two_places() {
        assert_eq!(percent(39, 40), "97.50%");
        assert_eq!(percent(0, 0), "-");
    }
}
