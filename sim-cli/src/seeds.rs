//! Seeds: ranges of them, and the shards that a range is cut into.

use std::ops::Range;
use std::str::FromStr;

/// A half-open range of seeds, as `0..1000`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Seeds(pub(crate) Range<u64>);

impl FromStr for Seeds {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let expected = "expected A..B, which ends before B, as 0..1000";
        let (start, end) = text.split_once("..").ok_or(expected)?;
        if end.starts_with('=') {
            return Err("ranges are half-open: 0..=9 is 0..10".into());
        }
        let (start, end) = (seed(start)?, seed(end)?);
        if end < start {
            return Err(format!("{end} is below {start}; {expected}"));
        }
        Ok(Self(start..end))
    }
}

/// A seed, as `4217` or `10_000`.
pub(crate) fn seed(text: &str) -> Result<u64, String> {
    let digits = text.replace('_', "");
    digits.parse().map_err(|_| format!("{text:?} is no number below 2^64"))
}

/// One of several parts, of about the same size, of a range: `2/4` is the second quarter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Shard {
    pub(crate) number: u64,
    pub(crate) count: u64,
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let expected = "expected k/n with k from 1 to n, as 2/4";
        let (number, count) = text.split_once('/').ok_or(expected)?;
        let parse = |text: &str| text.parse::<u64>().map_err(|_| expected.to_owned());
        let (number, count) = (parse(number)?, parse(count)?);
        if (1..=count).contains(&number) {
            Ok(Self { number, count })
        } else {
            Err(expected.into())
        }
    }
}

impl Shard {
    /// The whole.
    pub(crate) const WHOLE: Self = Self { number: 1, count: 1 };

    /// Its part of the range.
    pub(crate) fn of(self, seeds: &Range<u64>) -> Range<u64> {
        let total = u128::from(seeds.end.saturating_sub(seeds.start));
        let cut = |number: u64| {
            let cut = total * u128::from(number) / u128::from(self.count);
            seeds.start + u64::try_from(cut).expect("a part is below the whole")
        };
        cut(self.number - 1)..cut(self.number)
    }

    /// As it stands in the name of a file: `2-of-4`.
    pub(crate) fn name(self) -> String {
        format!("{}-of-{}", self.number, self.count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_are_the_whole_without_overlap() {
        for (start, end) in [(0, 1000), (7, 10), (5, 5), (0, u64::MAX)] {
            for count in [1, 3, 7, 16] {
                let shards = (1..=count).map(|number| Shard { number, count }.of(&(start..end)));
                let mut at = start;
                for shard in shards {
                    assert_eq!(shard.start, at);
                    at = shard.end;
                }
                assert_eq!(at, end);
            }
        }
    }

    #[test]
    fn ranges_are_half_open() {
        assert_eq!("0..1_000".parse(), Ok(Seeds(0..1000)));
        assert_eq!("5..5".parse(), Ok(Seeds(5..5)));
        assert_eq!(
            "0..=9".parse::<Seeds>(),
            Err("ranges are half-open: 0..=9 is 0..10".to_owned())
        );
        assert!("9..0".parse::<Seeds>().is_err());
        assert!("17".parse::<Seeds>().is_err());
    }

    #[test]
    fn a_shard_is_one_of_those_that_there_are() {
        assert_eq!("2/4".parse(), Ok(Shard { number: 2, count: 4 }));
        for wrong in ["0/4", "5/4", "4", "1/0", "a/b"] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
    }
}
