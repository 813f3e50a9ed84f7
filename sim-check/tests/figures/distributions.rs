//! Distributions beside sorted lists.

use sim_check::figures::Distribution;
use sim_core::Ratio;

// Numbers that look random: always the same ones, of all sizes.
fn numbers(seed: u64, count: usize) -> Vec<u64> {
    let mut word = seed;
    let mut next = || {
        word = word.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed ^ (mixed >> 27)
    };
    (0..count).map(|_| next() >> (next() % 64)).collect()
}

fn of(numbers: &[u64]) -> Distribution {
    let mut seen = Distribution::new();
    numbers.iter().for_each(|number| seen.add(*number));
    seen
}

// The least number that is not below that share, by sorting.
fn sorted_quantile(numbers: &[u64], numerator: u64, denominator: u64) -> Option<u64> {
    let mut sorted = numbers.to_vec();
    sorted.sort_unstable();
    let is_enough =
        |place: &usize| (*place as u64 + 1) * denominator >= sorted.len() as u64 * numerator;
    (0..sorted.len()).find(is_enough).map(|place| sorted[place])
}

#[track_caller]
fn check(numbers: &[u64]) {
    let seen = of(numbers);
    assert_eq!(seen.count(), numbers.len() as u64);
    assert_eq!(seen.sum(), numbers.iter().map(|number| u128::from(*number)).sum());
    assert_eq!(
        (seen.least(), seen.most()),
        (numbers.iter().min().copied(), numbers.iter().max().copied())
    );
    for thousandths in [0, 1, 10, 250, 500, 900, 990, 999, 1_000] {
        let exact = sorted_quantile(numbers, thousandths, 1_000);
        let told =
            seen.quantile(Ratio::per_thousand(u32::try_from(thousandths).expect("it is small")));
        let Some((exact, told)) = exact.zip(told) else {
            assert_eq!((exact, told), (None, None));
            continue;
        };
        assert!(
            told >= exact && told - exact <= exact / 1_000,
            "{thousandths}: {exact}, but {told}"
        );
        assert!(exact >= 2_048 || told == exact, "{thousandths}: {exact}, but {told}");
    }
    let mut counted = 0;
    for (first, last, count) in seen.buckets() {
        let here = numbers.iter().filter(|number| (first..=last).contains(*number)).count();
        assert_eq!(count, here as u64);
        counted += count;
    }
    assert_eq!(counted, seen.count());
}

#[test]
fn what_is_told_is_what_sorting_tells() {
    check(&[]);
    check(&[0]);
    check(&[u64::MAX; 3]);
    check(&[5, 1, 3, 3, 2_047, 2_048, 2_049, 1_000_000_007]);
    for seed in 0..200 {
        check(&numbers(seed, usize::try_from(seed).expect("it is small") * 3));
    }
}

#[test]
fn the_share_is_that_of_the_nearest_rank() {
    let hundred: Vec<u64> = (1..=100).collect();
    let quantile = |share| of(&hundred).quantile(share);
    assert_eq!(quantile(Ratio::percent(50)), Some(50));
    assert_eq!(quantile(Ratio::percent(99)), Some(99));
    assert_eq!(quantile(Ratio::per_thousand(991)), Some(100));
    assert_eq!(quantile(Ratio::ZERO), Some(1));
    assert_eq!(quantile(Ratio::ONE), Some(100));
}

#[test]
fn adding_up_is_as_seeing_all_at_once_in_any_order() {
    for seed in 0..100 {
        let all = numbers(seed, 90);
        let (one, rest) = all.split_at(usize::try_from(seed % 40).expect("it is small"));
        let (other, third) = rest.split_at(20);
        let whole = of(&all);
        let added = of(one).and(&of(other)).and(&of(third));
        assert_eq!(added, whole);
        assert_eq!(of(third).and(&of(one)).and(&of(other)), whole);
        assert_eq!(of(one).and(&of(other).and(&of(third))), whole);
        assert_eq!(Distribution::new().and(&whole), whole);
        assert_eq!(whole.clone().and(&Distribution::new()), whole);
    }
}
