//! Logarithm and exponential in fixed point: 58 bits after the point, tables built by the compiler.
//!
//! Fifty-eight, because -ln of the smallest 64-bit fraction is 44.4, which takes six bits. Integers
//! only: the same bits on every platform and in every build.

use crate::wide::{high, low, product, saturate};

/// The number one.
pub(crate) const ONE: u64 = 1 << FRACTION_BITS;
const FRACTION_BITS: u32 = 58;

// From 64 bits after the point: ln 2, and log2 e less its whole part.
const LN_2: u64 = 0xb172_17f7_d1cf_79ab >> 6;
const LOG2_E: u64 = ONE + (0x7154_7652_b82f_e177 >> 6);

/// The largest [`exponential`]: 64 ln 2, about 44.36.
pub(crate) const EXPONENTIAL_MAX: u64 = exponential(0);

/// The exponential variable of mean one that belongs to a uniform draw.
///
/// It is `-ln` of a number made of the draw's bits in the order that is cheapest to read: the
/// trailing zeros say how often it is halved, and the leading bits where it lies between the
/// halvings. They overlap only if there are more than 24 zeros; then the lowest bits of the place
/// are known, which is the coarseness that the smallest fractions always have.
#[inline]
pub(crate) const fn exponential(draw: u64) -> u64 {
    // Without the highest bit zero would have 64 trailing zeros, one too many.
    minus_ln_of_halved((draw | 1 << 63).trailing_zeros() + 1, draw)
}

/// `-ln(fraction / 2^64)`, with an error below 3e-9; the fraction is not zero.
pub(crate) const fn minus_ln(fraction: u64) -> u64 {
    let zeros = fraction.leading_zeros();
    // The first one is shifted out, in two steps since there may be 63 zeros before it.
    minus_ln_of_halved(zeros + 1, fraction << zeros << 1)
}

// -ln((1 + fraction / 2^64) / 2^halvings), for 1 to 64 halvings.
#[inline]
const fn minus_ln_of_halved(halvings: u32, fraction: u64) -> u64 {
    let segment = &SEGMENTS[(fraction >> 56) as usize];
    // ln(centre (1 + step)) = ln centre + step - step^2 / 2, with |step| < 1/512. What is cut off,
    // step^3 / 3, makes the result too large where it is near zero, so it is never negative.
    // Forty bits after the point are enough for the offset from the centre.
    let offset = ((fraction >> 24) & 0xffff_ffff).cast_signed() - (1 << 31);
    let step = (offset * segment.inverse) >> 14;
    let half_square = ((step >> 19) * (step >> 19)) >> 21;
    (halvings as u64 * LN_2 - segment.ln).wrapping_add_signed(half_square - step)
}

// One of 256 equal parts of the numbers from one to two.
#[derive(Clone, Copy)]
struct Segment {
    // The logarithm of the centre.
    ln: u64,
    // One over the centre, with 32 bits after the point.
    inverse: i64,
}

static SEGMENTS: [Segment; 256] = segments();

const fn segments() -> [Segment; 256] {
    let mut segments = [Segment { ln: 0, inverse: 0 }; 256];
    let mut index = 0;
    while index < 256 {
        // The centre is doubled / 512.
        let doubled = 513 + 2 * index as u64;
        segments[index] =
            Segment { ln: ln_of_512ths(doubled), inverse: ((512 << 32) / doubled).cast_signed() };
        index += 1;
    }
    segments
}

// ln x = 2 artanh z = 2 (z + z^3/3 + z^5/5 + ..) with z = (x - 1) / (x + 1), at most one third.
const fn ln_of_512ths(doubled: u64) -> u64 {
    const PLACES: u32 = 62;
    let z = ((doubled - 512) as u128) << PLACES;
    let z = z / (doubled + 512) as u128;
    let square = (z * z) >> PLACES;
    let (mut power, mut sum, mut odd) = (z, 0, 1);
    while power > 0 {
        sum += power / odd;
        power = (power * square) >> PLACES;
        odd += 2;
    }
    low((2 * sum) >> (PLACES - FRACTION_BITS))
}

/// `base * factor`, rounded to the nearest, at most `u64::MAX`.
#[inline]
pub(crate) const fn scale(base: u64, factor: u64) -> u64 {
    const HALF: u128 = ONE as u128 / 2;
    if base < ONE {
        // The usual case is fast, since the upper half of this product is the result.
        let product = product(base << (64 - FRACTION_BITS), factor) + (1 << 63);
        return high(product);
    }
    saturate((product(base, factor) + HALF) >> FRACTION_BITS)
}

/// `base * e^exponent`, rounded to the nearest, at most `u64::MAX`; it never falls with `exponent`.
///
/// The relative error is below 2e-12.
pub(crate) const fn scale_by_exp(base: u64, exponent: i128) -> u64 {
    // e^45 is above 2^64 and e^-45 rounds everything to zero.
    let limit = 45 * ONE as i128;
    if base == 0 || exponent < -limit {
        return 0;
    }
    if exponent > limit {
        return u64::MAX;
    }
    // e^exponent = 2^whole * 2^(index / 64) * e^rest, with the rest below 0.011.
    let binary = (exponent * LOG2_E as i128) >> FRACTION_BITS;
    let whole = binary >> FRACTION_BITS;
    let fraction = low(binary.cast_unsigned()) & (ONE - 1);
    let rest = multiply(fraction & ((1 << 52) - 1), LN_2);
    // Four terms of the series and rounding down give too little, never too much: so the parts
    // of the table meet without a fall.
    let series = ONE + rest / 4;
    let series = ONE + multiply(rest, series) / 3;
    let series = ONE + multiply(rest, series) / 2;
    let series = ONE + multiply(rest, series);
    let factor = multiply(POWERS[(fraction >> 52) as usize], series);
    let product = product(base, factor);
    let shift = FRACTION_BITS as i128 - whole;
    if shift <= 0 {
        // At least 2^58 times 2^58 with the base one.
        return saturate(product.saturating_mul(1 << -shift));
    }
    saturate((product + (1 << (shift - 1))) >> shift)
}

static POWERS: [u64; 64] = powers();

// 2^(index / 64), by the series of e^x.
const fn powers() -> [u64; 64] {
    let mut powers = [0; 64];
    let mut index = 0;
    while index < 64 {
        const PLACES: u32 = 62;
        let x = ((LN_2 as u128 * index as u128) << (PLACES - FRACTION_BITS)) / 64;
        let (mut term, mut sum, mut n) = (1 << PLACES, 0, 1);
        while term > 0 {
            sum += term;
            term = ((term * x) >> PLACES) / n;
            n += 1;
        }
        powers[index] = low(sum >> (PLACES - FRACTION_BITS));
        index += 1;
    }
    powers
}

#[inline]
const fn multiply(a: u64, b: u64) -> u64 {
    low(product(a, b) >> FRACTION_BITS)
}

#[cfg(test)]
#[expect(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "the formulas to compare with are in floats; nothing is decided by them"
)]
mod tests;
