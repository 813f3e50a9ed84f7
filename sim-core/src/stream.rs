//! The stream: the fastest random numbers that are good enough to search with.

use crate::mix::{STEP, fold, mix};
use crate::source::Source;

/// A fast source for one choice site of one run.
///
/// The generator is wyrand: a counter that goes up by an odd step, and a fold of its product. The
/// numbers depend on nothing but the seed and the site. All streams walk the same cycle of 2^64
/// numbers from different starts; ten thousand sites that draw a million times each overlap
/// somewhere in about one run of two hundred thousand.
///
/// ```
/// use sim_core::{Source, Stream};
/// let mut loss = Stream::new(7, 1);
/// assert_eq!(loss.next_u64(), Stream::new(7, 1).next_u64());
/// assert_ne!(loss.next_u64(), Stream::new(7, 2).next_u64());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stream {
    state: u64,
}

impl Stream {
    /// The stream of the site with this number in the run with this seed.
    #[inline]
    pub const fn new(seed: u64, site: u64) -> Stream {
        Stream { state: mix(seed, site) }
    }
}

impl Source for Stream {
    #[inline]
    fn next_u64(&mut self) -> u64 {
        self.state = self.state.wrapping_add(STEP);
        fold(self.state)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chi_square::assert_equally_likely;

    #[test]
    fn the_numbers_of_a_stream_are_pinned() {
        let mut stream = Stream::new(42, 7);
        let numbers = [(); 4].map(|()| stream.next_u64());
        assert_eq!(
            numbers,
            [
                0x3d9f_8a43_4c65_a388,
                0x07b3_7434_fff5_63fd,
                0x3357_d504_8a45_3692,
                0xe580_8a9f_07aa_9548
            ],
            "{numbers:#018x?}"
        );
    }

    #[test]
    fn each_byte_of_a_number_is_even() {
        let mut stream = Stream::new(1, 1);
        let mut counts = [[0; 256]; 8];
        for _ in 0..50_000 {
            for (byte, counts) in stream.next_u64().to_le_bytes().into_iter().zip(&mut counts) {
                counts[usize::from(byte)] += 1;
            }
        }
        for counts in counts {
            assert_equally_likely(&counts);
        }
    }

    #[test]
    fn pairs_of_successive_numbers_are_even() {
        let mut stream = Stream::new(2, 1);
        for shift in [0, 30, 60] {
            let mut counts = [0; 256];
            let mut last = 0;
            for _ in 0..50_000 {
                let next = usize::from((stream.next_u64() >> shift & 15) as u8);
                counts[last * 16 + next] += 1;
                last = next;
            }
            assert_equally_likely(&counts);
        }
    }

    #[test]
    fn first_numbers_of_neighbouring_seeds_and_sites_are_even() {
        for shift in [0, 32, 56] {
            let mut counts = [0; 256];
            for (seed, site) in (0..200).flat_map(|seed| (0..200).map(move |site| (seed, site))) {
                let number = Stream::new(seed, site).next_u64();
                counts[usize::from((number >> shift & 0xff) as u8)] += 1;
            }
            assert_equally_likely(&counts);
        }
    }

    #[test]
    fn neighbouring_sites_agree_in_half_of_their_bits() {
        let mut ones = [0_u32; 64];
        for site in 0..1_000 {
            let (mut left, mut right) = (Stream::new(9, site), Stream::new(9, site + 1));
            for _ in 0..10 {
                let difference = left.next_u64() ^ right.next_u64();
                for (bit, count) in ones.iter_mut().enumerate() {
                    *count += u32::from(difference >> bit & 1 == 1);
                }
            }
        }
        // Six standard deviations around one half of 10,000.
        assert!(ones.iter().all(|count| (4_700..=5_300).contains(count)), "{ones:?}");
    }
}
