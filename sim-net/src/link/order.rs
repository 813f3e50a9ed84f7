//! The horizon: when the last message arrives that others have to wait for, and who came too late.

use sim_core::{Time, nanos};

/// The order of arrivals in one direction of a link.
#[derive(Clone, Debug, Default)]
pub(crate) struct Horizon {
    last: Option<Time>,
    highest: u64,
    inversions: u64,
}

impl Horizon {
    /// When a message arrives that would arrive at this time if it were alone.
    ///
    /// It waits for the one before, and comes a nanosecond after it at the earliest: those of one instant may change
    /// places. One that was put aside neither waits nor is waited for.
    #[inline]
    pub(crate) fn wait(&mut self, arrives: Time, aside: bool) -> Time {
        if aside {
            return arrives;
        }
        let arrives = match self.last {
            Some(last) => arrives.max(last.saturating_add(nanos(1))),
            None => arrives,
        };
        self.last = Some(arrives);
        arrives
    }

    /// A message has arrived; numbers rise in the order of departure.
    ///
    /// Those below the highest that has arrived are inversions, as RFC 4737 counts them. A further copy of the highest
    /// is none.
    #[inline]
    pub(crate) fn arrived(&mut self, number: u64) {
        if number < self.highest {
            self.inversions += 1;
        }
        self.highest = self.highest.max(number);
    }

    /// How many arrived behind one that had departed later.
    pub(crate) fn inversions(&self) -> u64 {
        self.inversions
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_inversions(arrivals: &[u64], expected: u64) {
        let mut horizon = Horizon::default();
        for &number in arrivals {
            horizon.arrived(number);
        }
        assert_eq!(horizon.inversions(), expected);
    }

    #[test]
    fn none_arrives_before_the_one_it_waits_for() {
        let mut horizon = Horizon::default();
        let mut wait = |nanos, aside| horizon.wait(Time::from_nanos(nanos), aside).as_nanos();
        assert_eq!(wait(5, false), 5);
        assert_eq!(wait(3, false), 6);
        assert_eq!(wait(9, false), 9);
    }

    #[test]
    fn what_is_put_aside_neither_waits_nor_is_waited_for() {
        let mut horizon = Horizon::default();
        let mut wait = |nanos, aside| horizon.wait(Time::from_nanos(nanos), aside).as_nanos();
        assert_eq!(wait(5, false), 5);
        assert_eq!(wait(90, true), 90);
        assert_eq!(wait(2, true), 2);
        assert_eq!(wait(6, false), 6);
        assert_eq!(wait(6, false), 7);
    }

    #[test]
    fn inversions_are_arrivals_below_the_highest() {
        check_inversions(&[0, 1, 2, 3], 0);
        check_inversions(&[1, 2, 3, 0], 1);
        check_inversions(&[3, 0, 1, 2], 3);
        check_inversions(&[0, 0, 1, 1], 0);
        check_inversions(&[1, 0, 0, 2], 2);
    }
}
