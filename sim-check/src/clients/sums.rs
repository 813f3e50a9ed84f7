//! Sums: what a counter may show when nobody knows which of some additions took effect.

/// The sums that are possible: ranges in order, none of which touch.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Sums(Vec<(i128, i128)>);

impl Sums {
    // Beyond that, ranges with the least room between them become one: the judge gets milder, never wrong.
    const RANGES_MAX: usize = 1_024;

    pub(super) fn only(sum: i128) -> Self {
        Self(vec![(sum, sum)])
    }

    /// This may have been added as well.
    pub(super) fn maybe(&mut self, amount: i64) {
        let amount = i128::from(amount);
        let shifted = self.0.iter().map(|(low, high)| (low + amount, high + amount));
        let mut all: Vec<_> = self.0.iter().copied().chain(shifted).collect();
        all.sort_unstable();
        self.0.clear();
        for (low, high) in all {
            match self.0.last_mut() {
                Some((_, end)) if low <= *end + 1 => *end = high.max(*end),
                _ => self.0.push((low, high)),
            }
        }
        while self.0.len() > Self::RANGES_MAX {
            let gaps = self.0.windows(2).map(|pair| pair[1].0 - pair[0].1);
            let (place, _) = gaps.enumerate().min_by_key(|it| it.1).expect("there are many ranges");
            let (_, high) = self.0.remove(place + 1);
            self.0[place].1 = high;
        }
    }

    pub(super) fn contain(&self, sum: i64) -> bool {
        let sum = i128::from(sum);
        let place = self.0.partition_point(|(_, high)| *high < sum);
        self.0.get(place).is_some_and(|(low, _)| *low <= sum)
    }

    pub(super) fn ranges(&self) -> &[(i128, i128)] {
        &self.0
    }

    pub(super) fn lowest(&self) -> i128 {
        self.0.first().map_or(0, |it| it.0)
    }

    pub(super) fn highest(&self) -> i128 {
        self.0.last().map_or(0, |it| it.1)
    }
}

#[cfg(test)]
mod tests {
    use super::Sums;

    #[test]
    fn ranges_that_touch_are_one() {
        let mut sums = Sums::only(10);
        for amount in [5, -1, -1] {
            sums.maybe(amount);
        }
        assert_eq!(sums.ranges(), [(8, 10), (13, 15)]);
    }

    #[test]
    fn too_many_ranges_become_milder_but_not_wrong() {
        let mut sums = Sums::only(0);
        let amounts: Vec<i64> = (1..=14).map(|bit| 1 << (2 * bit)).collect();
        for amount in &amounts {
            sums.maybe(*amount);
        }
        assert!(sums.ranges().len() <= Sums::RANGES_MAX);
        for ways in 0..1_u32 << amounts.len() {
            let chosen = amounts.iter().enumerate().filter(|(bit, _)| ways >> bit & 1 == 1);
            assert!(sums.contain(chosen.map(|it| it.1).sum()));
        }
        assert!(!sums.contain(-1));
    }
}
