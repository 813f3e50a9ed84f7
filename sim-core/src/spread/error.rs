//! What can be wrong with a spread.

use crate::duration::Duration;
use crate::ratio::Ratio;
use core::fmt;

/// Why a spread cannot be sampled as it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpreadError {
    /// An exponential spread could last longer than [`Duration::MAX`].
    MeanTooLong {
        /// The mean as given.
        mean: Duration,
    },
    /// A normal spread could last longer than [`Duration::MAX`].
    BellTooWide {
        /// The mean as given.
        mean: Duration,
        /// The deviation as given.
        deviation: Duration,
    },
    /// A log-normal spread could last longer than [`Duration::MAX`].
    SigmaTooLarge {
        /// The median as given.
        median: Duration,
        /// The sigma as given.
        sigma: Ratio,
    },
    /// A Pareto spread has the shape zero: every sample would be infinite.
    ShapeIsZero,
    /// A Pareto spread ends before it begins.
    CapBelowScale {
        /// The cap as given.
        cap: Duration,
        /// The scale as given.
        scale: Duration,
    },
    /// A table has no entry with a weight above zero.
    NoWeight {
        /// The number of entries, all of weight zero.
        entry_count: usize,
    },
}

impl fmt::Display for SpreadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SpreadError::MeanTooLong { mean } => {
                write!(f, "mean {mean} is too long: 45 means are above {}", Duration::MAX)
            }
            SpreadError::BellTooWide { mean, deviation } => write!(
                f,
                "mean {mean} with deviation {deviation} is too long: mean and 8 deviations are \
                 above {}",
                Duration::MAX
            ),
            SpreadError::SigmaTooLarge { median, sigma } => write!(
                f,
                "sigma {sigma} is too large for median {median}: 8 sigma reach above {}",
                Duration::MAX
            ),
            SpreadError::ShapeIsZero => f.write_str("shape 0 is not above zero"),
            SpreadError::CapBelowScale { cap, scale } => {
                write!(f, "cap {cap} is below scale {scale}")
            }
            SpreadError::NoWeight { entry_count: 0 } => f.write_str("table has no entries"),
            SpreadError::NoWeight { entry_count } => {
                write!(f, "table has no weight above zero in {entry_count} entries")
            }
        }
    }
}

impl core::error::Error for SpreadError {}
