//! Availability: whether something comes of it, while somebody waits.

use std::collections::BTreeSet;

use sim_core::{Duration, Event, Protocol};

use super::throughput::{add_windows, window_of};
use super::{Figure, Meter, Span};
use crate::checker::Conclusion;

/// In how many windows of time somebody waited for something, and in how many of those something ended well.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Availability {
    /// How long a window is.
    pub window: Duration,
    /// For each window from the start of a run: in how many runs something ended well in it, and in how many something was
    /// open in it.
    pub over_time: Vec<(u64, u64)>,
}

impl Availability {
    const fn new(window: Duration) -> Self {
        Self { window, over_time: Vec::new() }
    }

    /// In how many windows something ended well.
    pub fn served(&self) -> u64 {
        self.over_time.iter().map(|(served, _)| served).sum()
    }

    /// In how many windows something was open.
    pub fn asked(&self) -> u64 {
        self.over_time.iter().map(|(_, asked)| asked).sum()
    }

    pub(super) fn and(mut self, other: &Self) -> Self {
        add_windows(&mut self.over_time, &other.over_time);
        self
    }
}

/// Costs O(log open) per item, and O(1) for each window that passes. Keeps what is open.
pub(super) struct AvailabilityMeter<K, F> {
    read: F,
    open: BTreeSet<K>,
    // What is known of the window with the number of the windows that are over.
    asked: bool,
    served: bool,
    measured: Availability,
}

impl<K: Ord, F> AvailabilityMeter<K, F> {
    pub(super) const fn new(window: Duration, read: F) -> Self {
        let measured = Availability::new(window);
        Self { read, open: BTreeSet::new(), asked: false, served: false, measured }
    }

    // The windows before this one are over.
    fn pass(&mut self, number: u64) {
        while (self.measured.over_time.len() as u64) < number {
            let (served, asked) = (u64::from(self.served), u64::from(self.asked));
            self.measured.over_time.push((served, asked));
            self.served = false;
            self.asked = !self.open.is_empty();
        }
    }
}

impl<P, K, F> Meter<P> for AvailabilityMeter<K, F>
where
    P: Protocol,
    K: Ord,
    F: FnMut(&Event<'_, P>) -> Option<Span<K>>,
{
    fn see(&mut self, event: &Event<'_, P>) {
        let Some(item) = (self.read)(event) else { return };
        self.pass(window_of(event.time, self.measured.window));
        match item {
            Span::Begun(key) => {
                self.asked = true;
                self.open.insert(key);
            }
            Span::Ended(key) => self.served |= self.open.remove(&key),
            Span::GivenUp(key) => {
                self.open.remove(&key);
            }
        }
    }

    fn conclude(&mut self, conclusion: &Conclusion) -> Figure {
        self.pass(window_of(conclusion.time, self.measured.window));
        let next = Availability::new(self.measured.window);
        Figure::Availability(std::mem::replace(&mut self.measured, next))
    }

    fn reset(&mut self) {
        self.open.clear();
        (self.asked, self.served) = (false, false);
        self.measured = Availability::new(self.measured.window);
    }
}
