//! Early drops: the chance rises with the queue.

use core::num::NonZeroU64;

use sim_core::Source;

use crate::link::EarlyDrop;

/// A chance of two 64-bit numbers, for what a [`Ratio`](sim_core::Ratio) is too narrow.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Odds {
    // Invariant: hits <= of.
    hits: u64,
    of: NonZeroU64,
}

impl Odds {
    const NEVER: Self = Self { hits: 0, of: NonZeroU64::MIN };
    const ALWAYS: Self = Self { hits: 1, of: NonZeroU64::MIN };

    /// True with this chance. Draws nothing where there is nothing to decide.
    pub(crate) fn draw(self, source: &mut impl Source) -> bool {
        if self.hits == 0 || self.hits == self.of.get() {
            return self.hits > 0;
        }
        source.below(self.of) < self.hits
    }
}

impl EarlyDrop {
    /// The chance that a message is dropped which finds so many bytes waiting.
    ///
    /// It is exact, unless the two bounds are more than 4 gigabytes apart: then it is rounded down a little.
    pub(crate) fn chance_at(&self, waiting: u64) -> Odds {
        if waiting >= self.to {
            return Odds::ALWAYS;
        }
        let (Some(above), Some(range)) =
            (waiting.checked_sub(self.from), self.to.checked_sub(self.from))
        else {
            return Odds::NEVER;
        };
        let hits = u128::from(above) * u128::from(self.chance.numerator());
        let of = u128::from(range) * u128::from(self.chance.denominator());
        // 64 + 32 bits become 64: what doesn't fit is cut off on both sides.
        let excess = u64::BITS.saturating_sub(of.leading_zeros());
        match (u64::try_from(hits >> excess), u64::try_from(of >> excess).map(NonZeroU64::new)) {
            (Ok(hits), Ok(Some(of))) if hits < of.get() => Odds { hits, of },
            // A chance above one, which `Link::check` refuses.
            _ => Odds::ALWAYS,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::measured::check_share;
    use sim_core::{Ratio, Stream};

    const EARLY: EarlyDrop = EarlyDrop { from: 100, to: 300, chance: Ratio::percent(10) };

    #[track_caller]
    fn check(early: EarlyDrop, waiting: u64, hits: u64, of: u64) {
        let odds = early.chance_at(waiting);
        let (left, right) = (u128::from(odds.hits) * u128::from(of), u128::from(hits));
        assert_eq!(left, right * u128::from(odds.of.get()), "{odds:?}");
    }

    #[test]
    fn the_chance_rises_in_a_line_and_then_jumps_to_one() {
        check(EARLY, 0, 0, 1);
        check(EARLY, 100, 0, 1);
        check(EARLY, 101, 1, 2_000);
        check(EARLY, 200, 1, 20);
        check(EARLY, 299, 199, 2_000);
        check(EARLY, 300, 1, 1);
        check(EARLY, u64::MAX, 1, 1);
    }

    #[test]
    fn bounds_that_coincide_are_a_threshold() {
        let early = EarlyDrop { from: 100, to: 100, ..EARLY };
        check(early, 99, 0, 1);
        check(early, 100, 1, 1);
    }

    #[test]
    fn huge_bounds_lose_a_little_exactness_but_no_sense() {
        let early = EarlyDrop { from: 0, to: u64::MAX, chance: Ratio::ONE };
        check(early, u64::MAX - 1, u64::MAX - 1, u64::MAX);
        let chance = Ratio::new(u32::MAX - 1, u32::MAX).unwrap();
        let odds = EarlyDrop { chance, ..early }.chance_at(1 << 63);
        let half = odds.of.get() / 2;
        assert!(odds.hits <= half && odds.hits.abs_diff(half) < 1 << 32, "{odds:?}");
    }

    #[test]
    fn at_a_fixed_fill_the_rate_of_early_drops_is_the_chance() {
        let mut stream = Stream::new(1, 0);
        let count = 200_000;
        for (waiting, expected) in [(50, 0.0), (120, 0.01), (200, 0.05), (290, 0.095), (300, 1.0)] {
            let odds = EARLY.chance_at(waiting);
            let drops = (0..count).filter(|_| odds.draw(&mut stream)).count() as u64;
            check_share("early drops", drops, count, expected);
        }
    }
}
