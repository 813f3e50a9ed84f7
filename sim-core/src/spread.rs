//! The spread: how much is added to a base delay.

mod error;
mod normal;

pub use error::SpreadError;

use crate::duration::Duration;
use crate::fixed::{self, EXPONENTIAL_MAX, ONE, scale, scale_by_exp};
use crate::ratio::Ratio;
use crate::source::Source;
use alloc::vec::Vec;
use core::num::NonZeroU64;

/// How much is added to a base delay: a distribution over `0..=max`.
///
/// A recorded delay lies in a declared finite range, so every spread ends somewhere: see
/// [`max`](Spread::max). Samples are computed with integers and are the same on every platform.
///
/// ```
/// use sim_core::{Spread, Stream, millis};
/// let spread = Spread::Exponential { mean: millis(10) };
/// spread.check()?;
/// assert!(spread.sample(&mut Stream::new(1, 2)) <= spread.max());
/// # Ok::<(), sim_core::SpreadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub enum Spread {
    /// Nothing is added.
    #[default]
    None,
    /// Every duration up to `max` is equally likely.
    Uniform {
        /// The longest, included.
        max: Duration,
    },
    /// Memoryless: mostly short, rarely long. Ends at 44.4 means, the smallest 64-bit chance.
    Exponential {
        /// The mean, which is also the standard deviation.
        mean: Duration,
    },
    /// The bell curve. What is below zero or above `mean` plus 8 deviations is drawn again.
    Normal {
        /// The middle of the bell.
        mean: Duration,
        /// The standard deviation of the bell before it is cut off at zero.
        deviation: Duration,
    },
    /// The exponential of a bell curve, as measured in networks. Ends 8 `sigma` above the median.
    LogNormal {
        /// The middle: half of the samples are shorter.
        median: Duration,
        /// The standard deviation of the logarithm: at one half, 95 % lie within a factor of 2.7.
        sigma: Ratio,
    },
    /// A heavy tail: the chance to last longer than `x` is `(scale / x) ^ shape`.
    ///
    /// What would last longer than `cap` lasts exactly as long.
    Pareto {
        /// The shortest.
        scale: Duration,
        /// The smaller, the heavier the tail; up to one there is no mean without the cap.
        shape: Ratio,
        /// The longest, included.
        cap: Duration,
    },
    /// One of these durations, with a chance in proportion to its weight.
    Empirical {
        /// Weights and durations.
        table: Vec<(u32, Duration)>,
    },
}

impl Spread {
    /// The longest sample, at most [`Duration::MAX`].
    pub fn max(&self) -> Duration {
        match self {
            Spread::None => Duration::ZERO,
            Spread::Uniform { max } => *max,
            Spread::Exponential { mean } => exponential(*mean, EXPONENTIAL_MAX),
            Spread::Normal { mean, deviation } => *mean + *deviation * u64::from(normal::REACH),
            Spread::LogNormal { median, sigma } => log_normal(*median, *sigma, normal::Z_MAX),
            Spread::Pareto { cap, .. } => *cap,
            Spread::Empirical { table } => possible(table).max().unwrap_or_default(),
        }
    }

    /// Whether this can be sampled as it says.
    ///
    /// # Errors
    /// A field has no meaning, or the maximum is above [`Duration::MAX`].
    pub fn check(&self) -> Result<(), SpreadError> {
        match self {
            Spread::None | Spread::Uniform { .. } => Ok(()),
            Spread::Exponential { mean } => {
                // Rounded up to 45 means.
                if mean.checked_mul(EXPONENTIAL_MAX.div_ceil(ONE)).is_none() {
                    return Err(SpreadError::MeanTooLong { mean: *mean });
                }
                Ok(())
            }
            Spread::Normal { mean, deviation } => {
                let reach = deviation.checked_mul(u64::from(normal::REACH));
                if reach.and_then(|reach| mean.checked_add(reach)).is_none() {
                    return Err(SpreadError::BellTooWide { mean: *mean, deviation: *deviation });
                }
                Ok(())
            }
            Spread::LogNormal { median, sigma } => {
                if self.max() == Duration::MAX {
                    return Err(SpreadError::SigmaTooLarge { median: *median, sigma: *sigma });
                }
                Ok(())
            }
            Spread::Pareto { shape, .. } if shape.is_zero() => Err(SpreadError::ShapeIsZero),
            Spread::Pareto { scale, cap, .. } => {
                if cap < scale {
                    return Err(SpreadError::CapBelowScale { cap: *cap, scale: *scale });
                }
                Ok(())
            }
            Spread::Empirical { table } => {
                if possible(table).next().is_none() {
                    return Err(SpreadError::NoWeight { entry_count: table.len() });
                }
                Ok(())
            }
        }
    }

    /// Draws how much is added; never above [`max`](Spread::max).
    ///
    /// A spread that fails its [`check`](Spread::check) is sampled as far as it makes sense.
    #[inline]
    pub fn sample(&self, source: &mut (impl Source + ?Sized)) -> Duration {
        match self {
            Spread::None => Duration::ZERO,
            Spread::Uniform { max } => Duration::from_nanos(source.between(0, max.as_nanos())),
            Spread::Exponential { mean } => {
                exponential(*mean, fixed::exponential(source.next_u64()))
            }
            Spread::Normal { mean, deviation } => normal::sample(*mean, *deviation, source),
            Spread::LogNormal { median, sigma } => {
                log_normal(*median, *sigma, normal::standard(source))
            }
            Spread::Pareto { scale, shape, cap } => {
                pareto(*scale, *shape, fixed::exponential(source.next_u64())).min(*cap)
            }
            Spread::Empirical { table } => empirical(table, source),
        }
    }
}

#[inline]
const fn exponential(mean: Duration, factor: u64) -> Duration {
    Duration::from_nanos(scale(mean.as_nanos(), factor))
}

// median * e^(sigma z)
fn log_normal(median: Duration, sigma: Ratio, z: i64) -> Duration {
    // 36 + 32 + 26 bits: no overflow.
    let z = i128::from(z) << (ONE.trailing_zeros() - normal::Z_BITS);
    let exponent = z * i128::from(sigma.numerator()) / i128::from(sigma.denominator());
    Duration::from_nanos(scale_by_exp(median.as_nanos(), exponent))
}

// scale * u^(-1 / shape), which is scale * e^(-ln u / shape)
fn pareto(scale: Duration, shape: Ratio, exponential: u64) -> Duration {
    if shape.is_zero() {
        return Duration::MAX;
    }
    let exponent =
        i128::from(exponential) * i128::from(shape.denominator()) / i128::from(shape.numerator());
    Duration::from_nanos(scale_by_exp(scale.as_nanos(), exponent))
}

fn empirical(table: &[(u32, Duration)], source: &mut (impl Source + ?Sized)) -> Duration {
    let total = table.iter().map(|&(weight, _)| u64::from(weight)).sum();
    let Some(total) = NonZeroU64::new(total) else { return Duration::ZERO };
    let mut rest = source.below(total);
    for &(weight, duration) in table {
        match rest.checked_sub(u64::from(weight)) {
            Some(remaining) => rest = remaining,
            None => return duration,
        }
    }
    unreachable!("a draw below the sum of the weights falls on one of them");
}

fn possible(table: &[(u32, Duration)]) -> impl Iterator<Item = Duration> {
    table.iter().filter(|(weight, _)| *weight > 0).map(|&(_, duration)| duration)
}

#[cfg(test)]
#[expect(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "the formulas to compare with are in floats; nothing is decided by them"
)]
mod tests;
