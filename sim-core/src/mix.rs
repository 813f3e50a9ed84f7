//! Mixing numbers and hashing texts, alike on every platform and in every build.
//!
//! Deliberately absent: protection against inputs chosen to collide.

use crate::wide;
use core::fmt;

// The constants of wyhash: odd, with as many ones as zeros.
pub(crate) const STEP: u64 = 0xa076_1d64_78bd_642f;
const STEP_OF_FIRST: u64 = 0xe703_7ed1_a0b4_28db;
const START: u64 = 0x8ebc_6af0_9c88_c6e3;
const TWIST: u64 = 0x5899_65cc_7537_4cc3;
const SPREAD: u64 = 0x1d8e_4e27_c47d_124f;

/// Combines two numbers into one in which every bit depends on every bit of both.
///
/// Neither argument can hide the other: whatever `a` is, the values for all `b` collide no more than
/// random numbers do, and the other way round. The arguments are not interchangeable.
///
/// ```
/// use sim_core::mix;
/// assert_ne!(mix(0, 1), mix(1, 0));
/// assert_ne!(mix(0, 0), 0);
/// ```
#[inline]
pub const fn mix(a: u64, b: u64) -> u64 {
    // Multiplying by an odd number, rotating and shifting onto itself lose nothing, so distinct
    // `a` (or distinct `b`) stay distinct up to the fold.
    let first = a.wrapping_mul(STEP_OF_FIRST).rotate_left(32);
    let sum = START.wrapping_add(first).wrapping_add(b.wrapping_mul(STEP));
    // The fold alone would not carry a change of the highest bits into all others.
    fold((sum ^ (sum >> 32)).wrapping_mul(SPREAD))
}

/// Scrambles a number that runs through all values by odd steps, as in the generator wyrand.
#[inline]
pub(crate) const fn fold(state: u64) -> u64 {
    let product = wide::product(state, state ^ TWIST);
    wide::high(product) ^ wide::low(product)
}

/// A stable 64-bit hash of a text that arrives in pieces.
///
/// It depends on the text alone, not on how it was cut into pieces, on the platform or the build.
/// Paths and `Debug` texts are hashed with it, so its values are a part of the file formats.
///
/// ```
/// use core::fmt::Write;
/// use sim_core::TextHash;
/// let mut hash = TextHash::new();
/// write!(hash, "{}#{}", "shop/worker", 2)?;
/// assert_eq!(hash.finish(), TextHash::of("shop/worker#2"));
/// # Ok::<(), core::fmt::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextHash {
    state: u64,
    // Invariant: the last `length % 8` bytes, the first of them lowest, zeros above.
    pending: u64,
    length: u64,
}

impl TextHash {
    /// The hash of the empty text, to which text can be written.
    pub const fn new() -> TextHash {
        TextHash { state: START, pending: 0, length: 0 }
    }

    /// The hash of a whole text.
    pub fn of(text: &str) -> u64 {
        let mut hash = TextHash::new();
        hash.append(text);
        hash.finish()
    }

    /// Adds to the end of the text.
    pub fn append(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let missing = (8 - (self.length % 8)) % 8;
        let head = usize::try_from(missing).map_or(0, |missing| missing.min(bytes.len()));
        let (head, rest) = bytes.split_at(head);
        self.append_bytes(head);
        let (words, tail) = rest.as_chunks();
        for word in words {
            self.state = mix(self.state, u64::from_le_bytes(*word));
        }
        self.length += (words.len() * 8) as u64;
        self.append_bytes(tail);
    }

    /// The hash of everything written so far.
    pub const fn finish(&self) -> u64 {
        // The length tells a text from the same text followed by zero bytes.
        mix(mix(self.state, self.pending), self.length)
    }

    fn append_bytes(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.pending |= u64::from(byte) << (8 * (self.length % 8));
            self.length += 1;
            if self.length.is_multiple_of(8) {
                self.state = mix(self.state, self.pending);
                self.pending = 0;
            }
        }
    }
}

impl Default for TextHash {
    fn default() -> TextHash {
        TextHash::new()
    }
}

impl fmt::Write for TextHash {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.append(text);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
