//! The bell curve, by Marsaglia's polar method in integers.

use crate::duration::Duration;
use crate::fixed::minus_ln;
use crate::source::Source;

/// A standard normal number is drawn again beyond this many deviations.
pub(super) const REACH: u32 = 8;

/// The bits after the point of a standard normal number.
pub(super) const Z_BITS: u32 = 32;

/// The largest standard normal number.
pub(super) const Z_MAX: i64 = (REACH as i64) << Z_BITS;

/// Draws from the bell between zero and the mean plus [`REACH`] deviations.
pub(super) fn sample(
    mean: Duration,
    deviation: Duration,
    source: &mut (impl Source + ?Sized),
) -> Duration {
    // The mean is not negative, so at least every second draw is accepted.
    loop {
        let z = standard(source);
        let half = 1_u128 << (Z_BITS - 1);
        let distance =
            (u128::from(z.unsigned_abs()) * u128::from(deviation.as_nanos()) + half) >> Z_BITS;
        let distance = u64::try_from(distance).map_or(Duration::MAX, Duration::from_nanos);
        if z >= 0 {
            return mean + distance;
        }
        if let Some(duration) = mean.checked_sub(distance) {
            return duration;
        }
    }
}

/// Draws a standard normal number between minus and plus [`Z_MAX`].
pub(super) fn standard(source: &mut (impl Source + ?Sized)) -> i64 {
    loop {
        let draw = source.next_u64();
        let (x, y) = (coordinate(draw), coordinate(draw << 32));
        // The point is in the circle with a chance of 79 %; its squared radius, with 62 bits
        // after the point, is uniform and independent of the direction.
        let square = x.unsigned_abs().pow(2) + y.unsigned_abs().pow(2);
        if square >> 62 != 0 {
            continue;
        }
        // z = x sqrt(-2 ln square / square). With two more bits the square is a 64-bit fraction.
        // The product of 57 and 63 bits after the point over 62 of them leaves 58, the root 29.
        let quotient = (u128::from(minus_ln(square << 2)) << 63) / u128::from(square);
        let z = (i128::from(x) * quotient.isqrt().cast_signed()) >> (31 + 29 - Z_BITS);
        if let Ok(z) = i64::try_from(z)
            && z.abs() <= Z_MAX
        {
            return z;
        }
    }
}

// From the upper half of a draw, a number between minus one and one with 31 bits after the point;
// an odd one, so that no sign is favoured and the radius is never zero.
const fn coordinate(draw: u64) -> i64 {
    (draw.cast_signed() >> 32) | 1
}
