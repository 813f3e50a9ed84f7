//! Throughput: how many of something there are in a window of time.

use sim_core::{Duration, Event, Protocol, Time};

use super::{Distribution, Figure, Meter};
use crate::checker::Conclusion;

/// How many of something there were, in all and in each window of time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Throughput {
    /// How long a window is.
    pub window: Duration,
    /// How many there were in all.
    pub total: u64,
    /// How long all runs lasted together, in nanoseconds.
    pub elapsed: u128,
    /// How many there were in each window that a run had as a whole.
    pub per_window: Distribution,
    /// For each window from the start of a run: how many there were in it, in all runs that had it as a whole, and how many
    /// runs those are.
    pub over_time: Vec<(u64, u64)>,
}

impl Throughput {
    const fn new(window: Duration) -> Self {
        let per_window = Distribution::new();
        Self { window, total: 0, elapsed: 0, per_window, over_time: Vec::new() }
    }

    pub(super) fn and(mut self, other: &Self) -> Self {
        self.total += other.total;
        self.elapsed += other.elapsed;
        self.per_window = self.per_window.and(&other.per_window);
        add_windows(&mut self.over_time, &other.over_time);
        self
    }
}

/// Adds counts window by window.
pub(super) fn add_windows(windows: &mut Vec<(u64, u64)>, others: &[(u64, u64)]) {
    if windows.len() < others.len() {
        windows.resize(others.len(), (0, 0));
    }
    for ((some, all), (more, more_all)) in windows.iter_mut().zip(others) {
        *some += more;
        *all += more_all;
    }
}

/// The number of the window in which a time lies: a window has its begin, but not its end.
pub(super) const fn window_of(time: Time, window: Duration) -> u64 {
    // A window of no time makes no scenario; whoever makes one by hand is not to divide by it.
    match time.as_nanos().checked_div(window.as_nanos()) {
        Some(number) => number,
        None => 0,
    }
}

/// Costs O(1) per fact, and O(1) for each window that passes.
pub(super) struct ThroughputMeter<F> {
    counts: F,
    measured: Throughput,
    // How many there were in the window with the number of the windows that are over.
    now: u64,
}

impl<F> ThroughputMeter<F> {
    pub(super) const fn new(window: Duration, counts: F) -> Self {
        Self { counts, measured: Throughput::new(window), now: 0 }
    }

    // The windows before this one are over.
    fn pass(&mut self, number: u64) {
        while (self.measured.over_time.len() as u64) < number {
            let count = std::mem::take(&mut self.now);
            self.measured.per_window.add(count);
            self.measured.over_time.push((count, 1));
        }
    }
}

impl<P, F> Meter<P> for ThroughputMeter<F>
where
    P: Protocol,
    F: FnMut(&P::Fact) -> bool,
{
    fn see(&mut self, event: &Event<'_, P>) {
        if event.fact().is_some_and(&mut self.counts) {
            self.pass(window_of(event.time, self.measured.window));
            self.now += 1;
            self.measured.total += 1;
        }
    }

    fn conclude(&mut self, conclusion: &Conclusion) -> Figure {
        self.pass(window_of(conclusion.time, self.measured.window));
        self.measured.elapsed = u128::from(conclusion.time.as_nanos());
        let next = Throughput::new(self.measured.window);
        Figure::Throughput(std::mem::replace(&mut self.measured, next))
    }

    fn reset(&mut self) {
        self.measured = Throughput::new(self.measured.window);
        self.now = 0;
    }
}
