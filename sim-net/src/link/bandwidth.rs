//! The bandwidth: how long bytes take to get onto the wire.

use sim_core::Duration;

use crate::link::{Bandwidth, EarlyDrop};

impl Bandwidth {
    /// So many bytes per second; as many as there are may wait.
    pub const fn new(bytes_per_second: u64) -> Self {
        Self { rate: bytes_per_second, queue: None, early: None }
    }

    /// At most so many bytes may wait, with those that are getting onto the wire.
    pub const fn queue(mut self, bytes: u64) -> Self {
        self.queue = Some(bytes);
        self
    }

    /// Messages are dropped before the queue is full.
    pub const fn early(mut self, early: EarlyDrop) -> Self {
        self.early = Some(early);
        self
    }

    /// How long so many bytes take, rounded up to whole nanoseconds, at most [`Duration::MAX`].
    ///
    /// ```
    /// use sim_core::{Duration, nanos, seconds};
    /// use sim_net::Bandwidth;
    ///
    /// assert_eq!(Bandwidth::new(1_000).takes(2_000), seconds(2));
    /// assert_eq!(Bandwidth::new(3_000_000_000).takes(1), nanos(1));
    /// assert_eq!(Bandwidth::new(3_000_000_000).takes(0), Duration::ZERO);
    /// ```
    pub fn takes(&self, bytes: u64) -> Duration {
        if bytes == 0 {
            return Duration::ZERO;
        }
        if self.rate == 0 {
            return Duration::MAX;
        }
        // 64 + 30 bits: no overflow.
        let nanos = (u128::from(bytes) * 1_000_000_000).div_ceil(u128::from(self.rate));
        u64::try_from(nanos).map_or(Duration::MAX, Duration::from_nanos)
    }
}
