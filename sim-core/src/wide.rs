//! The way back from 128-bit products to 64 bits.

/// The product of two 64-bit numbers, which 128 bits always hold.
#[inline]
pub(crate) const fn product(a: u64, b: u64) -> u128 {
    a as u128 * b as u128
}

/// The upper 64 bits.
#[inline]
pub(crate) const fn high(wide: u128) -> u64 {
    (wide >> 64) as u64
}

/// The lower 64 bits.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "the lower half is what is asked for")]
pub(crate) const fn low(wide: u128) -> u64 {
    wide as u64
}

/// The number itself, or `u64::MAX` if it takes more than 64 bits.
#[inline]
pub(crate) const fn saturate(wide: u128) -> u64 {
    if high(wide) == 0 { low(wide) } else { u64::MAX }
}
