//! For tests: is what was measured what the formula says?

#![expect(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "formulas are in floats; nothing is decided by them"
)]

// So many standard deviations are allowed: a right program fails once in 10 million numbers.
const SIGMAS: f64 = 5.3;

/// A number is as close to the expected one as its standard deviation makes likely.
#[track_caller]
pub(crate) fn check_near(what: &str, measured: f64, expected: f64, deviation: f64) {
    let most = SIGMAS * deviation + 1e-9 * expected;
    let off = (measured - expected).abs();
    assert!(off <= most, "{what}: {measured}, not {expected} +- {most}");
}

/// So many of `count` independent trials succeed if each does with this chance.
#[track_caller]
pub(crate) fn check_share(what: &str, hits: u64, count: u64, chance: f64) {
    let deviation = libm::sqrt(chance * (1.0 - chance) / count as f64);
    check_near(what, hits as f64 / count as f64, chance, deviation);
}

/// The mean of these samples, which may hang together over short distances, is the expected one.
///
/// The deviation is that of the means of a hundred long stretches.
#[track_caller]
pub(crate) fn check_mean(what: &str, samples: &[f64], expected: f64) {
    const STRETCHES: usize = 100;
    let length = samples.len() / STRETCHES;
    let means: alloc::vec::Vec<f64> = samples.chunks_exact(length).map(mean).collect();
    let middle = mean(&means);
    let squares: f64 = means.iter().map(|mean| (mean - middle).powi(2)).sum();
    let count = means.len() as f64;
    check_near(what, middle, expected, libm::sqrt(squares / (count - 1.0) / count));
}

pub(crate) fn mean(samples: &[f64]) -> f64 {
    samples.iter().sum::<f64>() / samples.len() as f64
}
