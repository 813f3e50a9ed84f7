//! The weather of cluster and shortsims: 10 % loss, 5 % duplicates, delays of 1 to 10 ms.
//!
//! One 64-bit draw per message decides everything. It is read as a binary fraction: multiplied by
//! n, its integer part is a number below n, and its fractional part is a fresh fraction for the
//! next question. Loss costs log2(10) bits, duplication log2(20) and each delay 23.1, in all 53.8
//! of the 64, so the delays are uniform to about one part in 1e3 of their nanosecond steps.

/// What becomes of a message: delays in nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is lost.
    Lost,
    /// It arrives once.
    Once(u64),
    /// It arrives twice; the original is sent before the copy.
    Twice(u64, u64),
}

/// The site of the one stream that all messages of a world draw from, in the order of sending.
pub(super) const SITE: u64 = 2;

// One in ten is lost, one in twenty of the others is duplicated.
const LOSS_DENOMINATOR: u64 = 10;
const DUPLICATION_DENOMINATOR: u64 = 20;
const DELAY_MIN: u64 = 1_000_000;
const DELAY_MAX: u64 = 10_000_000;

/// What a draw means.
#[inline]
pub(super) fn fate(draw: u64) -> Fate {
    let mut fraction = Fraction(draw);
    if fraction.below(LOSS_DENOMINATOR) == 0 {
        return Fate::Lost;
    }
    let duplicated = fraction.below(DUPLICATION_DENOMINATOR) == 0;
    let first = fraction.delay();
    if duplicated { Fate::Twice(first, fraction.delay()) } else { Fate::Once(first) }
}

/// A number from 0 to 1, in units of 2^-64.
struct Fraction(u64);

impl Fraction {
    /// The integer part of this fraction times `bound`; the fractional part remains.
    #[expect(clippy::cast_possible_truncation, reason = "both halves of a product are kept")]
    fn below(&mut self, bound: u64) -> u64 {
        let product = u128::from(self.0) * u128::from(bound);
        self.0 = product as u64;
        (product >> 64) as u64
    }

    fn delay(&mut self) -> u64 {
        DELAY_MIN + self.below(DELAY_MAX - DELAY_MIN + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::{DELAY_MAX, DELAY_MIN, Fate, fate};
    use crate::sampling::{Source, Stream};

    #[test]
    fn fates_are_as_frequent_as_they_are_said_to_be() {
        let mut stream = Stream::new(1, 1);
        let (mut lost, mut once, mut twice, mut sum) = (0_u64, 0_u64, 0_u64, 0_u64);
        for _ in 0..100_000 {
            match fate(stream.next_u64()) {
                Fate::Lost => lost += 1,
                Fate::Once(delay) => {
                    once += 1;
                    sum += delay;
                    assert!((DELAY_MIN..=DELAY_MAX).contains(&delay));
                }
                Fate::Twice(first, second) => {
                    twice += 1;
                    assert!((DELAY_MIN..=DELAY_MAX).contains(&first));
                    assert!((DELAY_MIN..=DELAY_MAX).contains(&second));
                }
            }
        }
        assert!((9_700..10_300).contains(&lost), "{lost}");
        assert!((4_300..4_700).contains(&twice), "{twice}");
        assert!((5_450_000..5_550_000).contains(&(sum / once)), "{}", sum / once);
    }
}
