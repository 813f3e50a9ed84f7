//! Growth: one judge, and histories of which each is larger than the one before.
#![expect(clippy::float_arithmetic, reason = "figures for people; nothing is decided by them")]
#![expect(clippy::cast_precision_loss, reason = "no figure needs more than 52 bits")]

use super::{Figures, Summary, ratios};
use crate::stopwatch::timed;
use crate::workload::{Growth, Judged};

/// What a judge costs.
#[derive(Clone, Debug)]
pub(crate) struct Grown {
    /// What there are more of.
    pub(crate) over: &'static str,
    /// How many rounds were run.
    pub(crate) rounds: u32,
    /// From few to many.
    pub(crate) points: Vec<Point>,
    /// Of each round, the nanoseconds of the last point by those of the first.
    pub(crate) growth: Summary,
}

/// What it costs to judge a history of one size.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Point {
    /// How many there were.
    pub(crate) size: u64,
    /// What was judged.
    pub(crate) judged: Judged,
    /// Nanoseconds per item.
    pub(crate) ns: Summary,
}

impl Point {
    /// How long the whole history takes, in milliseconds.
    pub(crate) fn whole(&self) -> f64 {
        self.ns.median * self.judged.items as f64 / 1e6
    }
}

/// Measures a judge in this many rounds. In each it reads about as many items of each size, so that all figures are as good.
pub(super) fn measure(growth: &Growth, rounds: u32) -> Figures {
    let mut sizes: Vec<(u64, Judged, Vec<f64>)> = Vec::new();
    for size in &growth.sizes {
        match (growth.history)(*size) {
            Ok(mut judging) => sizes.push((*size, judging(), Vec::new())),
            Err(absent) => return Figures::Skipped(absent),
        }
    }
    let most = sizes.iter().map(|(_, judged, _)| judged.items).max().unwrap_or_default();
    for _ in 0..rounds {
        for (size, expected, ns) in &mut sizes {
            let repeats = most / expected.items;
            let total: u64 = (0..repeats).map(|_| time(growth, *size, *expected)).sum();
            ns.push(total as f64 / (repeats * expected.items) as f64);
        }
    }
    let (Some((_, _, first)), Some((_, _, last))) = (sizes.first(), sizes.last()) else {
        return Figures::Missing;
    };
    let grown = ratios(last, first);
    let points = sizes.into_iter().map(|(size, judged, ns)| {
        let ns = Summary::of(ns);
        Point { size, judged, ns }
    });
    Figures::Growth(Grown { over: growth.over, rounds, points: points.collect(), growth: grown })
}

fn time(growth: &Growth, size: u64, expected: Judged) -> u64 {
    let mut judging = (growth.history)(size).expect("it was there before");
    let (judged, elapsed) = timed(&mut judging);
    assert_eq!(judged, expected, "a judge counts the same each time");
    elapsed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grown(sizes: Vec<u64>, history: impl Fn(u64) -> Result<u64, String> + 'static) -> Figures {
        let history = move |size| {
            let items = history(size)?;
            let judging = move || Judged { items, steps: Some((2 * items, 0)) };
            Ok(Box::new(judging) as Box<dyn FnMut() -> Judged>)
        };
        measure(&Growth { over: "items", sizes, history: Box::new(history) }, 3)
    }

    #[test]
    fn each_size_is_a_point() {
        let Figures::Growth(grown) = grown(vec![10, 40], Ok) else { panic!("nothing has grown") };
        let points: Vec<_> = grown.points.iter().map(|it| (it.size, it.judged.items)).collect();
        assert_eq!((points, grown.rounds), (vec![(10, 10), (40, 40)], 3));
    }

    #[test]
    fn what_is_not_there_is_skipped() {
        let figures = grown(vec![1], |_| Err("histories are not there".to_owned()));
        assert!(matches!(figures, Figures::Skipped(why) if why == "histories are not there"));
    }
}
