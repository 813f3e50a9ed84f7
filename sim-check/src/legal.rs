//! Legality: whether there are times at which the steps of a list can happen in their order.
//!
//! Each step has a time; what was begun in one step and happened in another bounds their distance from below and from
//! above, and what never happened bounds it from above: a timer that is armed fires. These are difference constraints. The
//! smallest times that satisfy them are longest paths; there are none if a cycle is longer than zero.
//!
//! Cost: a round looks at each constraint once, and mostly a few rounds do; at most as many as there are steps.

use sim_core::{Class, Duration, Time, Wait, WaitEnd};

/// What may be left out in a list of steps.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Leniency {
    /// Whether a message may be lost, so that nobody asks why it never arrived.
    pub(crate) may_lose: bool,
}

/// `to` happens at least so many nanoseconds after `from`; fewer than none is an upper bound the other way round.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Edge {
    from: usize,
    to: usize,
    least: i128,
}

/// The bounds on the times of a list of steps. Moment 0 is the start, moment `n + 1` is step `n`.
#[derive(Clone, Debug)]
pub(crate) struct Bounds {
    moments: usize,
    edges: Vec<Edge>,
}

impl Bounds {
    /// The bounds that follow from what waited in a run of so many steps.
    pub(crate) fn new(steps: usize, waits: &[Wait], leniency: Leniency) -> Self {
        let mut bounds = Self { moments: steps + 1, edges: Vec::new() };
        for moment in 1..=steps {
            bounds.at_least(moment - 1, moment, 0);
        }
        for wait in waits {
            let since = moment(wait.since);
            match wait.end {
                WaitEnd::Taken(step) => {
                    bounds.at_least(since, step + 1, nanos(wait.least));
                    bounds.at_most(since, step + 1, wait.most);
                }
                WaitEnd::Withdrawn(step) => bounds.at_most(since, moment(step), wait.most),
                WaitEnd::Pending if wait.class == Class::Arrive && leniency.may_lose => {}
                WaitEnd::Pending => bounds.at_most(since, steps, wait.most),
            }
        }
        bounds
    }

    fn at_least(&mut self, from: usize, to: usize, least: i128) {
        self.edges.push(Edge { from, to, least });
    }

    fn at_most(&mut self, from: usize, to: usize, most: Duration) {
        // What may wait for ever bounds nothing.
        if most < Duration::MAX {
            self.edges.push(Edge { from: to, to: from, least: -nanos(most) });
        }
    }

    /// Whether these times of the steps satisfy all bounds.
    pub(crate) fn are_kept_by(&self, times: &[Time]) -> bool {
        let at = |moment: usize| match moment.checked_sub(1) {
            None => 0,
            Some(step) => i128::from(times[step].as_nanos()),
        };
        self.edges.iter().all(|edge| at(edge.to) - at(edge.from) >= edge.least)
    }

    /// The earliest and the latest time of one step, while all others keep theirs, which satisfy all bounds.
    pub(crate) fn room(&self, step: usize, times: &[Time]) -> (Time, Time) {
        let at = |moment: usize| {
            moment.checked_sub(1).map_or(0, |step| i128::from(times[step].as_nanos()))
        };
        let (mut earliest, mut latest) = (0, i128::from(u64::MAX));
        for edge in &self.edges {
            if edge.to == step + 1 {
                earliest = earliest.max(at(edge.from) + edge.least);
            }
            if edge.from == step + 1 {
                latest = latest.min(at(edge.to) - edge.least);
            }
        }
        // Without anything behind it a step could happen at any later time; nothing is gained by that.
        let latest = if latest == i128::from(u64::MAX) { at(step + 1) } else { latest };
        let time = |nanos: i128| Time::from_nanos(u64::try_from(nanos).unwrap_or(0));
        (time(earliest), time(latest))
    }

    /// The smallest times of the steps, if there are any.
    pub(crate) fn solve(&self) -> Option<Vec<Time>> {
        let mut at = vec![0_i128; self.moments];
        // By which edge each moment got its time.
        let mut by: Vec<Option<usize>> = vec![None; self.moments];
        let mut changed = true;
        let mut backwards = false;
        while changed {
            changed = false;
            let mut relax = |index: usize| {
                let Edge { from, to, least } = self.edges[index];
                if at[from] + least > at[to] {
                    at[to] = at[from] + least;
                    by[to] = Some(index);
                    changed = true;
                }
            };
            // Lower bounds run forwards and upper bounds backwards: going both ways in turn, few rounds are enough.
            if backwards {
                (0..self.edges.len()).rev().for_each(&mut relax);
            } else {
                (0..self.edges.len()).for_each(&mut relax);
            }
            backwards = !backwards;
            if changed && self.has_cycle(&by) {
                return None;
            }
        }
        // The start is no moment that could be put off.
        let times =
            at.iter().skip(1).map(|nanos| Some(Time::from_nanos(u64::try_from(*nanos).ok()?)));
        if at[0] > 0 { None } else { times.collect() }
    }

    // Whether the moments got their times from each other in a circle: then they never come to rest. The start got none
    // from anybody, or all would have to wait for ever.
    fn has_cycle(&self, by: &[Option<usize>]) -> bool {
        if by[0].is_some() {
            return true;
        }
        // 0 is not seen yet, otherwise the walk in which it was seen.
        let mut seen = vec![0; by.len()];
        for first in 0..by.len() {
            let mut moment = first;
            while seen[moment] == 0 {
                seen[moment] = first + 1;
                match by[moment] {
                    Some(edge) => moment = self.edges[edge].from,
                    None => break,
                }
                if seen[moment] == first + 1 {
                    return true;
                }
            }
        }
        false
    }

    /// Demands of a message that never arrived that it is still on its way at the end. If there are no such times, nothing
    /// is demanded: it has to be lost.
    pub(crate) fn keep_in_flight(&mut self, wait: &Wait) -> bool {
        let steps = self.moments - 1;
        self.try_to(|bounds| bounds.at_most(moment(wait.since), steps, wait.most))
    }

    /// Demands that something happens as early as it can. If there are no such times, nothing is demanded.
    pub(crate) fn hurry(&mut self, wait: &Wait, step: usize) -> bool {
        self.try_to(|bounds| bounds.at_most(moment(wait.since), step + 1, wait.least))
    }

    fn try_to(&mut self, demand: impl FnOnce(&mut Self)) -> bool {
        let before = self.edges.len();
        demand(self);
        let possible = self.solve().is_some();
        if !possible {
            self.edges.truncate(before);
        }
        possible
    }
}

// The moment of a step; of none, the start.
fn moment(step: Option<usize>) -> usize {
    step.map_or(0, |step| step + 1)
}

fn nanos(duration: Duration) -> i128 {
    i128::from(duration.as_nanos())
}

#[cfg(test)]
mod tests;
