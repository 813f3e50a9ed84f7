//! An actor's own random numbers.

use crate::source::Source;
use core::convert::Infallible;
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng, TryRng};

/// Random numbers of cryptographic quality, the same on every platform: `ChaCha8`.
///
/// It implements [`Source`] and the generator traits of `rand_core`, so crates that want
/// a `rand_core::Rng` can be given one.
///
/// ```
/// use sim_core::SimRng;
/// assert_eq!(SimRng::new(42).next_u64(), 0xae90_bfb5_395d_5ba1);
/// ```
#[derive(Clone, Debug)]
pub struct SimRng(ChaCha8Rng);

impl SimRng {
    /// The generator of a seed.
    pub fn new(seed: u64) -> SimRng {
        SimRng(ChaCha8Rng::seed_from_u64(seed))
    }

    /// The generator of one life of an actor.
    ///
    /// The three numbers are the key of the cipher as they are, so that no two lives share one.
    pub fn for_actor(protocol_seed: u64, path_hash: u64, incarnation: u32) -> SimRng {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&protocol_seed.to_le_bytes());
        key[8..16].copy_from_slice(&path_hash.to_le_bytes());
        key[16..20].copy_from_slice(&incarnation.to_le_bytes());
        SimRng(ChaCha8Rng::from_seed(key))
    }

    /// The next number: an inherent method, since two traits offer one of this name.
    pub fn next_u64(&mut self) -> u64 {
        self.0.next_u64()
    }
}

impl Source for SimRng {
    fn next_u64(&mut self) -> u64 {
        self.0.next_u64()
    }
}

// With this, `rand_core::Rng` is implemented as well.
impl TryRng for SimRng {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(self.0.next_u32())
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.0.next_u64())
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.0.fill_bytes(bytes);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(mut rng: SimRng, expected: [u64; 4]) {
        let numbers = [(); 4].map(|()| rng.next_u64());
        assert_eq!(numbers, expected, "{numbers:#018x?}");
    }

    #[test]
    fn the_numbers_of_a_seed_are_pinned() {
        check(
            SimRng::new(42),
            [
                0xae90_bfb5_395d_5ba1,
                0xf345_3fc6_2579_9188,
                0x6d71_b708_c5b6_538c,
                0xa09a_b2f9_5816_6752,
            ],
        );
    }

    #[test]
    fn the_numbers_of_an_actor_are_pinned() {
        check(
            SimRng::for_actor(0, 0, 0),
            [
                0xd640_5f89_2fef_003e,
                0xa1a5_091f_e8b8_5b7f,
                0x3b7f_9ace_c30e_842c,
                0x1e1a_71ef_88e1_1b18,
            ],
        );
        check(
            SimRng::for_actor(1, 2, 3),
            [
                0xcd28_0005_fbe3_7308,
                0x111a_885b_ae91_c11a,
                0x1e77_fbbf_2cb5_9570,
                0xcb66_7268_a2cf_c9d7,
            ],
        );
    }

    #[test]
    fn seed_path_and_incarnation_all_matter() {
        let first = |seed, path, incarnation| SimRng::for_actor(seed, path, incarnation).next_u64();
        let numbers = [first(1, 0, 0), first(0, 1, 0), first(0, 0, 1), first(0, 0, 0)];
        for (index, number) in numbers.iter().enumerate() {
            assert!(!numbers[..index].contains(number));
        }
    }

    #[test]
    fn both_traits_give_the_same_numbers() {
        let (mut source, mut rng) = (SimRng::new(1), SimRng::new(1));
        assert_eq!(Source::next_u64(&mut source), Rng::next_u64(&mut rng));
        let mut bytes = [0; 8];
        Rng::fill_bytes(&mut rng, &mut bytes);
        assert_eq!(source.next_u64(), u64::from_le_bytes(bytes));
    }
}
