use super::*;
use crate::chi_square::assert_equally_likely;
use crate::stream::Stream;

/// Gives what it is told, then zeros; the numbers left show how many were drawn.
struct Script<'a>(&'a [u64]);

impl Source for Script<'_> {
    fn next_u64(&mut self) -> u64 {
        let Some((&first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        first
    }
}

fn count(n: u64) -> NonZeroU64 {
    NonZeroU64::new(n).unwrap()
}

fn ratio(numerator: u32, denominator: u32) -> Ratio {
    Ratio::new(numerator, denominator).unwrap()
}

#[track_caller]
fn check_below(n: u64) {
    let mut stream = Stream::new(11, n);
    let mut counts = alloc::vec![0; usize::try_from(n).unwrap()];
    for _ in 0..40_000 {
        counts[usize::try_from(stream.below(count(n))).unwrap()] += 1;
    }
    assert_equally_likely(&counts);
}

#[test]
fn numbers_below_a_count_are_equally_likely() {
    for n in [2, 3, 5, 6, 7, 10, 64, 100, 1_000] {
        check_below(n);
    }
}

#[test]
fn numbers_below_a_huge_count_are_equally_likely() {
    // Three quarters of 2^64: without repeated draws every third number would be twice as likely.
    let n = 3 << 62;
    let mut stream = Stream::new(12, 0);
    let mut parts = [0; 3];
    let mut remainders = [0; 3];
    for _ in 0..40_000 {
        let number = stream.below(count(n));
        parts[usize::from((number >> 62) as u8)] += 1;
        remainders[usize::from((number % 3) as u8)] += 1;
    }
    assert_equally_likely(&parts);
    assert_equally_likely(&remainders);
}

#[test]
fn a_draw_from_the_uneven_part_is_repeated() {
    // 2^64 mod 3 = 1: the product with the low half zero is one too many.
    let mut source = Script(&[0, 1, 99]);
    assert_eq!(source.below(count(3)), 0);
    assert_eq!(source.0, [99]);
}

#[test]
fn below_one_there_is_only_zero() {
    assert_eq!(Script(&[u64::MAX]).below(count(1)), 0);
}

#[test]
fn both_bounds_are_included_in_either_order() {
    let mut stream = Stream::new(13, 0);
    let mut counts = [0; 3];
    for _ in 0..3_000 {
        counts[usize::try_from(stream.between(7, 5) - 5).unwrap()] += 1;
    }
    assert_equally_likely(&counts);
    assert_eq!(stream.between(9, 9), 9);
    assert_eq!(Script(&[77]).between(0, u64::MAX), 77);
}

#[test]
fn a_chance_is_met_as_often_as_it_says() {
    for (numerator, denominator) in [(1, 2), (1, 3), (5, 7), (1, 100), (999, 1_000)] {
        let mut stream = Stream::new(14, u64::from(numerator));
        let hits = (0..100_000).filter(|_| stream.chance(ratio(numerator, denominator))).count();
        let expected = ratio(numerator, denominator).multiply(100_000);
        // Four and a half standard deviations of a binomial count.
        let variance = expected * u64::from(denominator - numerator) / u64::from(denominator);
        let distance = (hits as u64).abs_diff(expected);
        assert!(distance.pow(2) <= 21 * variance, "{hits} for {numerator}/{denominator}");
    }
}

#[test]
fn a_chance_is_exact_to_the_last_draw() {
    // With a half, the draws below 2^63 are hits and all others are misses.
    assert!(Script(&[(1 << 63) - 1]).chance(ratio(1, 2)));
    assert!(!Script(&[1 << 63]).chance(ratio(1, 2)));
}

#[test]
fn a_certain_chance_draws_nothing() {
    let mut source = Script(&[1, 2, 3]);
    assert!(!source.chance(Ratio::ZERO));
    assert!(source.chance(Ratio::ONE));
    assert!(source.chance(ratio(3, 2)));
    assert_eq!(source.0.len(), 3);
}

#[test]
fn each_item_is_picked_equally_often() {
    let mut stream = Stream::new(15, 0);
    let mut counts = [0; 7];
    for _ in 0..20_000 {
        counts[*stream.pick(&[0, 1, 2, 3, 4, 5, 6]).unwrap()] += 1;
    }
    assert_equally_likely(&counts);
    assert_eq!(stream.pick::<u8>(&[]), None);
}

#[test]
fn all_orders_are_equally_likely() {
    let mut stream = Stream::new(16, 0);
    let mut counts = [0; 256];
    for _ in 0..24_000 {
        let mut items = [0, 1, 2, 3];
        stream.shuffle(&mut items);
        counts[items[0] * 64 + items[1] * 16 + items[2] * 4 + items[3]] += 1;
    }
    let orders: alloc::vec::Vec<u64> = counts.into_iter().filter(|&count| count > 0).collect();
    assert_eq!(orders.len(), 24);
    assert_equally_likely(&orders);
}

#[test]
fn draws_are_pinned() {
    let mut stream = Stream::new(42, 17);
    let mut items = [0, 1, 2, 3, 4, 5, 6, 7];
    stream.shuffle(&mut items);
    assert_eq!(items, [1, 6, 0, 2, 7, 3, 4, 5]);
    let numbers = [(); 8].map(|()| stream.between(1, 1_000));
    assert_eq!(numbers, [914, 5, 694, 176, 636, 58, 508, 125]);
    let chances = [(); 8].map(|()| stream.chance(ratio(1, 3)));
    assert_eq!(chances, [true, false, true, false, false, false, false, false]);
}

#[test]
fn a_borrowed_source_is_a_source() {
    let mut stream = Stream::new(17, 0);
    let source: &mut dyn Source = &mut stream;
    assert!((&mut &mut *source).pick(&[1, 2]).is_some());
    assert!(source.below(count(10)) < 10);
}
