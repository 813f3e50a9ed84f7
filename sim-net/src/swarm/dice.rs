//! The dice: what a swarm draws its numbers with.

use sim_core::{Duration, Ratio, Source, Stream, micros};

// The stream of the swarm: the letters of its name. The kernel's sites count from zero.
const SITE: u64 = 0x0073_7761_726d;

/// Random numbers in the shapes that a swarm wants.
pub(super) struct Dice {
    stream: Stream,
}

impl Dice {
    pub(super) const fn new(seed: u64) -> Self {
        Self { stream: Stream::new(seed, SITE) }
    }

    /// A number from zero to that one, each equally likely.
    pub(super) fn up_to(&mut self, most: u64) -> u64 {
        self.stream.between(0, most)
    }

    /// True once in so many times.
    pub(super) fn one_in(&mut self, times: u64) -> bool {
        self.up_to(times - 1) == 0
    }

    /// One of these, each equally likely, or nothing of none.
    pub(super) fn pick<T: Clone>(&mut self, items: &[T]) -> Option<T> {
        self.stream.pick(items).cloned()
    }

    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        self.stream.shuffle(items);
    }

    /// A number between these, such that each doubling is equally likely.
    pub(super) fn octaves(&mut self, least: u64, most: u64) -> u64 {
        let octave = self.up_to(u64::from((most / least).ilog2()));
        let from = least << octave;
        self.stream.between(from, most.min(from.saturating_mul(2) - 1))
    }

    /// A time between these, such that each doubling is equally likely, in whole microseconds.
    pub(super) fn time(&mut self, least: Duration, most: Duration) -> Duration {
        micros(self.octaves(in_micros(least), in_micros(most)))
    }

    /// How strong a fault is in this run: a place in [`CHANCES`].
    pub(super) fn strength(&mut self) -> usize {
        self.pick(&[0, 1, 2, 3, 4, 5, 6, 7]).unwrap_or_default()
    }
}

/// Chances from rare to often, each about twice the one before.
pub(super) const CHANCES: [Ratio; 8] = [
    Ratio::per_thousand(1),
    Ratio::percent(1),
    Ratio::percent(2),
    Ratio::percent(5),
    Ratio::percent(10),
    Ratio::percent(20),
    Ratio::percent(30),
    Ratio::percent(50),
];

/// Whole microseconds in that time.
pub(super) const fn in_micros(time: Duration) -> u64 {
    time.as_nanos() / 1_000
}
