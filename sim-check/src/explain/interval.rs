//! The interval in which a share lies, as far as a count of runs tells.

use std::fmt;

/// Where a share lies with 95 % confidence, after Wilson, in thousandths.
///
/// ```
/// use sim_check::Interval;
/// assert_eq!(Interval::of(50, 100).to_string(), "40 to 60 %");
/// assert_eq!(Interval::of(0, 100).to_string(), "0 to 4 %");
/// assert!(Interval::of(60, 100).is_above_half());
/// assert!(!Interval::of(59, 100).is_above_half());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Interval {
    /// The least share, in thousandths.
    pub least: u64,
    /// The most, in thousandths.
    pub most: u64,
}

// The square of the 97.5 % quantile of the normal distribution, 1.959964, in millionths.
const Z2: u128 = 3_841_459;
const MILLION: u128 = 1_000_000;

impl Interval {
    /// Of so many runs so many were such; of no runs nothing is known.
    pub fn of(hits: u64, runs: u64) -> Self {
        if runs == 0 {
            return Self { least: 0, most: 1_000 };
        }
        let (hits, runs) = (u128::from(hits.min(runs)), u128::from(runs));
        // All times 2 n million: the centre is 2 k + z², the half width z times the root of 4 k (n - k) / n + z².
        let centre = 2 * hits * MILLION + Z2;
        let under = 4 * hits * (runs - hits) * MILLION / runs + Z2;
        let half = (Z2 * under).isqrt();
        let whole = 2 * (runs * MILLION + Z2);
        let thousandths = |share: u128| u64::try_from(share * 1_000 / whole).unwrap_or(1_000);
        let most = thousandths(centre + half + whole / 1_000).min(1_000);
        Self { least: thousandths(centre.saturating_sub(half)), most }
    }

    /// Whether the whole of it lies above one half.
    pub const fn is_above_half(self) -> bool {
        self.least >= 500
    }
}

/// In whole per cent: `40 to 60 %`.
impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let round = |thousandths: u64| (thousandths + 5) / 10;
        write!(f, "{} to {} %", round(self.least), round(self.most))
    }
}
