use super::*;
use crate::chi_square::assert_equally_likely;
use crate::duration::{hours, micros, millis, nanos, seconds};
use crate::stream::Stream;
use alloc::string::ToString;
use alloc::vec;

fn ratio(numerator: u32, denominator: u32) -> Ratio {
    Ratio::new(numerator, denominator).unwrap()
}

fn samples(spread: &Spread, seed: u64, count: usize) -> Vec<u64> {
    let mut stream = Stream::new(seed, 0);
    (0..count).map(|_| spread.sample(&mut stream).as_nanos()).collect()
}

#[track_caller]
fn check_pinned(spread: &Spread, expected: [u64; 8]) {
    assert_eq!(samples(spread, 42, 8), expected);
}

#[track_caller]
fn check_max(spread: &Spread, expected: Duration) {
    assert_eq!(spread.check(), Ok(()));
    assert_eq!(spread.max(), expected);
}

#[track_caller]
fn check_error(spread: &Spread, expected: &str) {
    assert_eq!(spread.check().unwrap_err().to_string(), expected);
    // It is sampled all the same, within its maximum.
    for sample in samples(spread, 1, 100) {
        assert!(sample <= spread.max().as_nanos());
    }
}

#[track_caller]
fn check_near(what: &str, measured: f64, expected: f64, tolerance: f64) {
    assert!((measured - expected).abs() <= tolerance, "{what} is {measured}, not {expected}");
}

const COUNT: usize = 100_000;

/// Mean and standard deviation, in nanoseconds, and the chances to be above some durations.
#[track_caller]
fn check_shape(spread: &Spread, mean: f64, deviation: f64, tails: &[(u64, f64)]) {
    let samples = samples(spread, 7, COUNT);
    assert!(samples.iter().all(|&sample| sample <= spread.max().as_nanos()));
    let count = COUNT as f64;
    let measured_mean = samples.iter().map(|&sample| sample as f64).sum::<f64>() / count;
    let squares = samples.iter().map(|&sample| (sample as f64 - measured_mean).powi(2));
    let fourths = samples.iter().map(|&sample| (sample as f64 - measured_mean).powi(4));
    let variance = squares.sum::<f64>() / count;
    // Four and a half standard errors of each estimate.
    let mean_error = 4.5 * libm::sqrt(variance / count);
    let variance_error =
        4.5 * libm::sqrt((fourths.sum::<f64>() / count - variance.powi(2)) / count);
    check_near("the mean", measured_mean, mean, mean_error);
    check_near("the variance", variance, deviation.powi(2), variance_error);
    for &(duration, chance) in tails {
        let above = samples.iter().filter(|&&sample| sample > duration).count() as f64 / count;
        let error = 4.5 * libm::sqrt(chance * (1.0 - chance) / count) + 1e-6;
        check_near(&alloc::format!("the chance to be above {duration}"), above, chance, error);
    }
}

/// The values at these probabilities cut the samples into parts of equal size.
#[track_caller]
fn check_parts(spread: &Spread, quantile: impl Fn(f64) -> f64) {
    const PARTS: u32 = 50;
    let cuts: Vec<f64> =
        (1..PARTS).map(|part| quantile(f64::from(part) / f64::from(PARTS))).collect();
    let mut counts = [0; PARTS as usize];
    for sample in samples(spread, 9, COUNT) {
        counts[cuts.partition_point(|&cut| cut < sample as f64)] += 1;
    }
    assert_equally_likely(&counts);
}

#[test]
fn samples_are_pinned() {
    check_pinned(&Spread::None, [0; 8]);
    check_pinned(
        &Spread::Uniform { max: millis(1) },
        [215_410, 385_504, 576_507, 222_437, 122_900, 334_539, 421_001, 388_113],
    );
    check_pinned(
        &Spread::Exponential { mean: millis(1) },
        [1_884_360, 367_083, 237_936, 2_571_742, 1_270_379, 2_484_003, 1_034_933, 365_202],
    );
    check_pinned(
        &Spread::Normal { mean: millis(10), deviation: millis(2) },
        [
            11_935_295, 11_024_130, 8_927_125, 12_897_037, 11_836_231, 11_902_413, 11_658_550,
            10_998_453,
        ],
    );
    check_pinned(
        &Spread::LogNormal { median: millis(1), sigma: ratio(1, 2) },
        [1_622_266, 1_291_795, 764_741, 2_063_202, 1_582_582, 1_608_985, 1_513_822, 1_283_529],
    );
    let pareto = Spread::Pareto { scale: millis(1), shape: ratio(3, 2), cap: seconds(1) };
    check_pinned(
        &pareto,
        [3_512_191, 1_277_266, 1_171_897, 5_553_869, 2_332_451, 5_238_325, 1_993_626, 1_275_666],
    );
    let table = vec![(1, nanos(10)), (0, nanos(99)), (3, nanos(20)), (6, nanos(30))];
    check_pinned(&Spread::Empirical { table }, [20, 20, 30, 20, 20, 20, 30, 20]);
}

#[test]
fn every_spread_has_a_maximum() {
    check_max(&Spread::None, Duration::ZERO);
    check_max(&Spread::Uniform { max: Duration::MAX }, Duration::MAX);
    check_max(&Spread::Exponential { mean: seconds(1) }, nanos(44_361_419_553));
    check_max(&Spread::Exponential { mean: Duration::ZERO }, Duration::ZERO);
    check_max(&Spread::Normal { mean: millis(10), deviation: millis(2) }, millis(26));
    // e^4 = 54.598150033144
    check_max(&Spread::LogNormal { median: seconds(1), sigma: ratio(1, 2) }, nanos(54_598_150_033));
    let pareto = Spread::Pareto { scale: millis(1), shape: ratio(1, 4), cap: seconds(9) };
    check_max(&pareto, seconds(9));
    let table = vec![(1, millis(3)), (0, millis(99)), (2, millis(5))];
    check_max(&Spread::Empirical { table }, millis(5));
}

#[test]
fn a_spread_without_meaning_says_why() {
    check_error(
        &Spread::Exponential { mean: hours(120_000) },
        "mean 120000h is too long: 45 means are above 18446744073.709551615s",
    );
    check_error(
        &Spread::Normal { mean: hours(5_000_000), deviation: hours(100_000) },
        "mean 5000000h with deviation 100000h is too long: mean and 8 deviations are above \
         18446744073.709551615s",
    );
    check_error(
        &Spread::LogNormal { median: millis(1), sigma: ratio(10, 1) },
        "sigma 10 is too large for median 1ms: 8 sigma reach above 18446744073.709551615s",
    );
    let pareto = |shape, cap| Spread::Pareto { scale: millis(2), shape, cap };
    check_error(&pareto(Ratio::ZERO, seconds(1)), "shape 0 is not above zero");
    check_error(&pareto(Ratio::ONE, millis(1)), "cap 1ms is below scale 2ms");
    check_error(&Spread::Empirical { table: vec![] }, "table has no entries");
    check_error(
        &Spread::Empirical { table: vec![(0, millis(1)), (0, millis(2))] },
        "table has no weight above zero in 2 entries",
    );
}

#[test]
fn extreme_fields_stay_within_the_maximum() {
    let (tiny, huge) = (ratio(1, u32::MAX), ratio(u32::MAX, 1));
    for spread in [
        Spread::Uniform { max: Duration::MAX },
        Spread::Exponential { mean: Duration::MAX },
        Spread::Exponential { mean: nanos(1) },
        Spread::Normal { mean: Duration::ZERO, deviation: Duration::MAX },
        Spread::Normal { mean: Duration::MAX, deviation: nanos(1) },
        Spread::LogNormal { median: Duration::MAX, sigma: huge },
        Spread::LogNormal { median: nanos(1), sigma: tiny },
        Spread::Pareto { scale: Duration::MAX, shape: tiny, cap: Duration::MAX },
        Spread::Pareto { scale: nanos(1), shape: huge, cap: hours(1) },
        Spread::Empirical { table: vec![(u32::MAX, nanos(1)), (u32::MAX, nanos(2))] },
    ] {
        for sample in samples(&spread, 3, 300) {
            assert!(sample <= spread.max().as_nanos(), "{spread:?}");
        }
    }
}

#[test]
fn a_uniform_spread_is_uniform() {
    let spread = Spread::Uniform { max: millis(1) };
    check_shape(&spread, 5e5, 1e6 / libm::sqrt(12.0), &[(990_000, 0.01)]);
    check_parts(&spread, |p| p * 1e6);
}

#[test]
fn an_exponential_spread_is_exponential() {
    let spread = Spread::Exponential { mean: millis(1) };
    let tails = [1, 2, 5, 8].map(|means| (means * 1_000_000, libm::exp(-(means as f64))));
    check_shape(&spread, 1e6, 1e6, &tails);
    check_parts(&spread, |p| -1e6 * libm::log(1.0 - p));
}

#[test]
fn the_mean_of_a_short_exponential_spread_is_not_lost_in_rounding() {
    let samples = samples(&Spread::Exponential { mean: nanos(20) }, 8, COUNT);
    let mean = samples.iter().sum::<u64>() as f64 / COUNT as f64;
    check_near("the mean", mean, 20.0, 4.5 * 20.0 / libm::sqrt(COUNT as f64));
}

#[test]
fn a_normal_spread_is_normal() {
    let spread = Spread::Normal { mean: millis(100), deviation: millis(10) };
    let tails =
        [(100, 0.5), (110, 0.158_655_3), (120, 0.022_750_1), (130, 0.001_349_9), (80, 0.977_249_9)];
    check_shape(&spread, 1e8, 1e7, &tails.map(|(limit, chance)| (limit * 1_000_000, chance)));
    check_parts(&spread, |p| 1e8 + 1e7 * normal_quantile(p));
}

#[test]
fn a_normal_spread_is_cut_off_at_zero() {
    // Of the bell around zero, the right half is left.
    let spread = Spread::Normal { mean: Duration::ZERO, deviation: millis(1) };
    let pi = core::f64::consts::PI;
    let tails = [(1_000_000, 0.317_310_5), (2_000_000, 0.045_500_3)];
    check_shape(&spread, 1e6 * libm::sqrt(2.0 / pi), 1e6 * libm::sqrt(1.0 - 2.0 / pi), &tails);
}

#[test]
fn a_log_normal_spread_is_log_normal() {
    let spread = Spread::LogNormal { median: millis(1), sigma: ratio(1, 2) };
    let mean = 1e6 * libm::exp(0.125);
    let deviation = mean * libm::sqrt(libm::exp(0.25) - 1.0);
    let tails = [(1_000_000, 0.5), (1_648_721, 0.158_655_3), (2_718_282, 0.022_750_1)];
    check_shape(&spread, mean, deviation, &tails);
    check_parts(&spread, |p| 1e6 * libm::exp(0.5 * normal_quantile(p)));
}

#[test]
fn a_pareto_spread_is_pareto() {
    // With the shape four, mean and variance exist, and the cap is hardly ever reached.
    let spread = Spread::Pareto { scale: micros(3), shape: ratio(9, 2), cap: seconds(1) };
    let mean = 3_000.0 * 4.5 / 3.5;
    let deviation = 3_000.0 / 3.5 * libm::sqrt(4.5 / 2.5);
    let tails = [2, 3, 4].map(|times| (times * 3_000, libm::pow(times as f64, -4.5)));
    check_shape(&spread, mean, deviation, &tails);
    check_parts(&spread, |p| 3_000.0 * libm::pow(1.0 - p, -1.0 / 4.5));
}

#[test]
fn what_is_above_the_cap_of_a_pareto_spread_lasts_as_long_as_the_cap() {
    let spread = Spread::Pareto { scale: millis(1), shape: Ratio::ONE, cap: millis(100) };
    let capped = samples(&spread, 10, COUNT).into_iter().filter(|&sample| sample == 100_000_000);
    check_near("the chance of the cap", capped.count() as f64 / COUNT as f64, 0.01, 0.0015);
}

#[test]
fn a_table_is_drawn_by_its_weights() {
    let table = vec![(1, nanos(1)), (0, nanos(2)), (3, nanos(3)), (6, nanos(4))];
    let samples = samples(&Spread::Empirical { table }, 11, COUNT);
    for (duration, chance) in [(1, 0.1), (2, 0.0), (3, 0.3), (4, 0.6)] {
        let hits = samples.iter().filter(|&&sample| sample == duration).count();
        let error = 4.5 * libm::sqrt(chance * (1.0 - chance) / COUNT as f64);
        check_near("the chance", hits as f64 / COUNT as f64, chance, error);
    }
}

/// Where the bell has this chance to its left, by bisection.
fn normal_quantile(chance: f64) -> f64 {
    let (mut low, mut high) = (-9.0, 9.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if libm::erfc(-middle / core::f64::consts::SQRT_2) / 2.0 < chance {
            low = middle;
        } else {
            high = middle;
        }
    }
    low
}
