//! The only file that reads a clock.
#![expect(clippy::disallowed_types, reason = "a benchmark measures wall time")]

use std::time::Instant;

/// Runs `work` and gives back its result and the nanoseconds it took.
pub(crate) fn timed<R>(work: impl FnOnce() -> R) -> (R, u64) {
    let start = Instant::now();
    let result = work();
    let elapsed = start.elapsed().as_nanos();
    (result, u64::try_from(elapsed).expect("a run takes less than 584 years"))
}
