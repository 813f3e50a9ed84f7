//! The distribution: how often a number was seen, as exactly as a table of some hundred entries can tell.

use std::collections::BTreeMap;

use sim_core::Ratio;

/// How often each number was seen: nanoseconds, or a count of something.
///
/// Numbers below 2048 are told apart, larger ones if they differ by more than a thousandth: each lies in a bucket that
/// begins at a number with at most eleven binary digits before zeros. The count, the least, the greatest and the sum are exact. Adding two
/// up adds their buckets, so that it doesn't matter what was added up first.
///
/// Costs O(log buckets) per number. Keeps an entry for each bucket that isn't empty, some hundred for times that differ by a
/// factor of two, 56,000 for any.
///
/// ```
/// use sim_check::figures::Distribution;
/// use sim_core::Ratio;
///
/// let mut evens = Distribution::new();
/// (1..=500).for_each(|half| evens.add(2 * half));
/// let mut odds = Distribution::new();
/// (0..500).for_each(|half| odds.add(2 * half + 1));
///
/// let all = evens.and(&odds);
/// assert_eq!((all.count(), all.sum(), all.least(), all.most()), (1_000, 500_500, Some(1), Some(1_000)));
/// assert_eq!(all.quantile(Ratio::percent(50)), Some(500));
/// assert_eq!(all.quantile(Ratio::per_thousand(999)), Some(999));
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Distribution {
    // By bucket. Invariant: no count is zero.
    counts: BTreeMap<u32, u64>,
    count: u64,
    sum: u128,
    // Invariant: meaningful where the count isn't zero.
    least: u64,
    most: u64,
}

// Between a power of two and the next there are two to this power buckets.
const FINE_BITS: u32 = 10;

impl Distribution {
    /// Nothing was seen yet.
    pub const fn new() -> Self {
        Self { counts: BTreeMap::new(), count: 0, sum: 0, least: 0, most: 0 }
    }

    /// This number was seen.
    pub fn add(&mut self, number: u64) {
        if self.count == 0 {
            (self.least, self.most) = (number, number);
        }
        self.least = self.least.min(number);
        self.most = self.most.max(number);
        *self.counts.entry(bucket(number)).or_default() += 1;
        self.count += 1;
        self.sum += u128::from(number);
    }

    /// What was seen here and there.
    pub fn and(mut self, other: &Self) -> Self {
        if other.count == 0 {
            return self;
        }
        if self.count == 0 {
            return other.clone();
        }
        self.least = self.least.min(other.least);
        self.most = self.most.max(other.most);
        for (bucket, count) in &other.counts {
            *self.counts.entry(*bucket).or_default() += count;
        }
        self.count += other.count;
        self.sum += other.sum;
        self
    }

    /// How many numbers were seen.
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// All of them together.
    pub const fn sum(&self) -> u128 {
        self.sum
    }

    /// The least one.
    pub fn least(&self) -> Option<u64> {
        (self.count > 0).then_some(self.least)
    }

    /// The greatest one.
    pub fn most(&self) -> Option<u64> {
        (self.count > 0).then_some(self.most)
    }

    /// The least number that is not below that share of what was seen: with 99 hundredths, as `p99`.
    ///
    /// It may be too great, by less than a thousandth, but never greater than the greatest that was seen.
    pub fn quantile(&self, share: Ratio) -> Option<u64> {
        let part = u128::from(self.count) * u128::from(share.numerator());
        let rank = part.div_ceil(u128::from(share.denominator())).max(1);
        let mut below = 0_u128;
        for (bucket, count) in &self.counts {
            below += u128::from(*count);
            if below >= rank {
                return Some(last_of(*bucket).clamp(self.least, self.most));
            }
        }
        self.most()
    }

    /// The buckets that aren't empty, in their order: the least number and the greatest one that such a bucket may hold, and how many it
    /// holds.
    pub fn buckets(&self) -> impl Iterator<Item = (u64, u64, u64)> {
        self.counts.iter().map(|(bucket, count)| (first_of(*bucket), last_of(*bucket), *count))
    }
}

// Numbers of eleven binary digits have a bucket each. Above, a number keeps its leading eleven binary digits.
const fn bucket(number: u64) -> u32 {
    let shift = (u64::BITS - number.leading_zeros()).saturating_sub(FINE_BITS + 1);
    #[expect(clippy::cast_possible_truncation, reason = "eleven bits fit")]
    let leading = (number >> shift) as u32;
    (shift << FINE_BITS) + leading
}

// The shift of a bucket, and the leading digits of its numbers.
const fn parts(bucket: u32) -> (u32, u64) {
    let shift = (bucket >> FINE_BITS).saturating_sub(1);
    (shift, bucket as u64 - ((shift as u64) << FINE_BITS))
}

const fn first_of(bucket: u32) -> u64 {
    let (shift, leading) = parts(bucket);
    leading << shift
}

const fn last_of(bucket: u32) -> u64 {
    let (shift, _) = parts(bucket);
    first_of(bucket) + ((1 << shift) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FINE: u64 = 1 << FINE_BITS;

    #[test]
    fn each_number_lies_in_its_bucket_which_is_narrow() {
        let near_powers = (0..64).flat_map(|power| {
            let number = 1_u64 << power;
            [number - 1, number, number + 1, number + number / 3]
        });
        let numbers: Vec<u64> =
            near_powers.chain([u64::MAX, u64::MAX - 1]).chain(0..5_000).collect();
        for number in numbers {
            let (first, last) = (first_of(bucket(number)), last_of(bucket(number)));
            assert!((first..=last).contains(&number), "{number} is not in {first}..={last}");
            assert!(last - first <= first / FINE, "{first}..={last}");
            assert!(number >= 2 * FINE || first == last, "{number}");
        }
    }

    #[test]
    fn buckets_follow_each_other_without_a_gap() {
        let last = bucket(u64::MAX);
        assert_eq!((last_of(last), first_of(0)), (u64::MAX, 0));
        for bucket in 0..last {
            assert_eq!(last_of(bucket) + 1, first_of(bucket + 1), "{bucket}");
        }
    }
}
