//! Scales: where a number stands on an axis.

/// Numbers from nothing to the greatest one, each as far as it is large.
#[derive(Clone, Copy, Debug)]
pub(super) struct Linear {
    most: u64,
    across: u64,
}

impl Linear {
    pub(super) const fn new(most: u64, across: u64) -> Self {
        Self { most, across }
    }

    /// How far from the begin of the axis.
    pub(super) fn x(self, number: u64) -> u64 {
        let far = u128::from(number) * u128::from(self.across) / u128::from(self.most.max(1));
        u64::try_from(far).unwrap_or(u64::MAX)
    }
}

/// Numbers between two, on an axis on which each power of two is equally wide, and what lies between stands where it is in
/// between. That is nearly a logarithm, and needs whole numbers only.
#[derive(Clone, Copy, Debug)]
pub(super) struct Logarithmic {
    least: u64,
    most: u64,
    across: u64,
}

// Lines that have names are so far apart.
const APART: u64 = 50;
// A power of two is so wide.
const WIDE: u64 = 1 << 20;

impl Logarithmic {
    /// Two numbers that are equal stand at the begin.
    pub(super) const fn new(least: u64, most: u64, across: u64) -> Self {
        Self { least, most, across }
    }

    /// How far from the begin of the axis. What lies beyond it stands at its end.
    pub(super) fn x(self, number: u64) -> u64 {
        let (begin, end) = (height(self.least), height(self.most));
        let far = height(number).clamp(begin, end) - begin;
        far * self.across / (end - begin).max(1)
    }

    /// Numbers that are worth a line: one, two and five times a power of ten, as long as there are few.
    pub(super) fn ticks(self) -> Vec<(u64, u64)> {
        let tens = || (0..=19).map(|power| 10_u64.pow(power));
        let of = |factors: &[u64]| -> Vec<u64> {
            let numbers =
                tens().flat_map(|ten| factors.iter().filter_map(move |it| ten.checked_mul(*it)));
            std::iter::once(0)
                .chain(numbers)
                .filter(|number| (self.least..=self.most).contains(number))
                .collect()
        };
        let fine = of(&[1, 2, 5]);
        let numbers = if fine.len() <= 8 { fine } else { of(&[1]) };
        let mut ticks: Vec<(u64, u64)> = Vec::new();
        for number in numbers {
            let x = self.x(number);
            if ticks.last().is_none_or(|(_, last)| x - last >= APART) {
                ticks.push((number, x));
            }
        }
        ticks
    }
}

// How many powers of two it is above nothing.
const fn height(number: u64) -> u64 {
    let above = number.saturating_add(1);
    let power = above.ilog2();
    let rest = above - (1 << power);
    // What is between two powers, in parts of their distance.
    let part = if power >= 20 { rest >> (power - 20) } else { rest << (20 - power) };
    power as u64 * WIDE + part
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_power_of_two_is_equally_wide() {
        let scale = Logarithmic::new(0, 1023, 1_000);
        let xs: Vec<u64> = (0..=10).map(|power| scale.x((1 << power) - 1)).collect();
        assert_eq!(xs, [0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1_000]);
        // In the middle between 255 and 511.
        assert_eq!(scale.x(383), 850);
    }

    #[test]
    fn a_greater_number_never_stands_before_a_lesser_one() {
        let scale = Logarithmic::new(0, u64::MAX, 100_000);
        let near = (0..64)
            .flat_map(|power| [(1_u64 << power) - 1, 1 << power, (1 << power) + (1 << power) / 2]);
        let mut numbers: Vec<u64> = near.chain([u64::MAX - 1, u64::MAX]).collect();
        numbers.sort_unstable();
        let xs: Vec<u64> = numbers.iter().map(|number| scale.x(*number)).collect();
        assert!(xs.is_sorted(), "{xs:?}");
        assert_eq!((xs.first(), xs.last()), (Some(&0), Some(&100_000)));
    }

    #[test]
    fn ticks_lie_within_and_are_few() {
        let ticks = |least, most| -> Vec<u64> {
            Logarithmic::new(least, most, 700)
                .ticks()
                .into_iter()
                .map(|(number, _)| number)
                .collect()
        };
        assert_eq!(ticks(90, 1_300), [100, 200, 500, 1_000]);
        assert_eq!(ticks(0, 20), [0, 1, 2, 5, 10, 20]);
        // Too near to each other.
        assert_eq!(
            ticks(0, 10_000_000),
            [0, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000]
        );
        assert_eq!(ticks(7, 900_000), [10, 100, 1_000, 10_000, 100_000]);
        assert!(ticks(0, u64::MAX).len() <= 21);
        assert_eq!(ticks(7, 7), [] as [u64; 0]);
    }

    #[test]
    fn a_number_stands_as_far_as_it_is_large() {
        assert_eq!([0, 1, 2, 4].map(|number| Linear::new(4, 100).x(number)), [0, 25, 50, 100]);
        assert_eq!(Linear::new(u64::MAX, 100).x(u64::MAX), 100);
        assert_eq!(Linear::new(0, 100).x(0), 0);
    }
}
