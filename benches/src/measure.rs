//! Rounds: both sides by turns, their ledgers compared, their times and bytes summed up.
//!
//! Before its rounds each side runs once untimed, with its bytes counted: that warms caches, and
//! the timed runs need not count. Whoever went first in one run goes second in the next.
#![expect(clippy::float_arithmetic, reason = "figures for people; nothing is decided by them")]
#![expect(clippy::cast_precision_loss, reason = "no figure needs more than 52 bits")]

mod growth;

use std::fmt;
use std::thread;

pub(crate) use growth::{Grown, Point};

use sim_bench_allocator::{Measurement, Usage};

use crate::ledger::Ledger;
use crate::stopwatch::timed;
use crate::workload::{Build, Contest, Footprint, Measure, Row, Side, Simulate, Sweep, Unit};

/// What a row has shown.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    /// The name of the row.
    pub(crate) workload: &'static str,
    /// Its figures.
    pub(crate) figures: Figures,
}

/// The figures of a row.
#[derive(Clone, Debug)]
pub(crate) enum Figures {
    /// Of a contest, or of a sweep.
    Time(Times),
    /// Of a footprint.
    Memory(Holding),
    /// Of a judge.
    Growth(Grown),
    /// What would be judged isn't there, and why not.
    Skipped(String),
    /// Neither side is supplied yet.
    Missing,
}

/// How long both sides took.
#[derive(Clone, Debug)]
pub(crate) struct Times {
    /// What the nanoseconds are divided by.
    pub(crate) unit: Unit,
    /// How many rounds were run.
    pub(crate) rounds: u32,
    /// What each run of either side delivered.
    pub(crate) ledger: Ledger,
    /// The floor's.
    pub(crate) floor: Option<Cost>,
    /// The framework's.
    pub(crate) framework: Option<Cost>,
    /// Of a contest the rounds' ratios of nanoseconds, of a sweep those of the gains.
    pub(crate) ratio: Option<Summary>,
}

/// What one side cost.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    /// Nanoseconds per unit.
    pub(crate) ns: Summary,
    /// The most bytes held at once, in the untimed run of a contest.
    pub(crate) peak_bytes: Option<u64>,
    /// What a second thread gained, in a sweep.
    pub(crate) gain: Option<Summary>,
}

/// What both sides hold, in bytes.
#[derive(Clone, Debug)]
pub(crate) struct Holding {
    /// What there are many of.
    pub(crate) item: &'static str,
    /// How many of them there are.
    pub(crate) items: u64,
    /// The bytes of one that are its user's own.
    pub(crate) own_bytes: u64,
    /// The floor's.
    pub(crate) floor: Option<Usage>,
    /// The framework's.
    pub(crate) framework: Option<Usage>,
}

/// The least, the middle and the greatest of some figures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Summary {
    /// The least.
    pub(crate) min: f64,
    /// The middle one, or the mean of the two in the middle.
    pub(crate) median: f64,
    /// The greatest.
    pub(crate) max: f64,
}

impl Summary {
    /// Of at least one figure.
    fn of(mut figures: Vec<f64>) -> Summary {
        figures.sort_by(f64::total_cmp);
        let middle = figures.len() / 2;
        let median = if figures.len() % 2 == 1 {
            figures[middle]
        } else {
            f64::midpoint(figures[middle - 1], figures[middle])
        };
        Summary { min: figures[0], median, max: figures[figures.len() - 1] }
    }
}

/// Two runs of a workload that should have been the same were not: no figure of it means anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mismatch {
    workload: &'static str,
    expected: (Who, Ledger),
    found: (Who, Ledger),
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let describe = |(who, ledger): (Who, Ledger)| {
            let Ledger { deliveries, order_hash } = ledger;
            format!("the {} made {deliveries} deliveries, order {order_hash:016x}", who.name())
        };
        let (expected, found) = (describe(self.expected), describe(self.found));
        write!(f, "{}: the two sides differ: {expected}, but {found}", self.workload)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    Floor,
    Framework,
}

impl Who {
    const ALL: [Who; 2] = [Who::Floor, Who::Framework];

    fn name(self) -> &'static str {
        match self {
            Who::Floor => "floor",
            Who::Framework => "framework",
        }
    }
}

/// The ledger that every run of a workload must end with.
struct Agreement {
    workload: &'static str,
    expected: Option<(Who, Ledger)>,
}

impl Agreement {
    fn check(&mut self, who: Who, ledger: Ledger) -> Result<(), Mismatch> {
        let found = (who, ledger);
        let expected = *self.expected.get_or_insert(found);
        if expected.1 == ledger {
            Ok(())
        } else {
            Err(Mismatch { workload: self.workload, expected, found })
        }
    }

    fn ledger(&self) -> Ledger {
        self.expected.map_or_else(Ledger::default, |(_, ledger)| ledger)
    }
}

/// Measures a row in this many rounds.
pub(crate) fn measure(row: &Row, rounds: u32) -> Result<Record, Mismatch> {
    let figures = match &row.measure {
        Measure::Time(contest) => time(row.name, contest, rounds)?,
        Measure::Memory(footprint) => memory(footprint),
        Measure::Threads(sweep) => threads(row.name, sweep, rounds)?,
        Measure::Growth(growth) => growth::measure(growth, rounds),
    };
    Ok(Record { workload: row.name, figures })
}

/// Figures of the floor and of the framework, where there is one.
type Sides<T> = [Option<T>; 2];

fn time(workload: &'static str, contest: &Contest, rounds: u32) -> Result<Figures, Mismatch> {
    let sides = [contest.floor.as_ref(), contest.framework.as_ref()];
    if sides.iter().all(Option::is_none) {
        return Ok(Figures::Missing);
    }
    let mut agreement = Agreement { workload, expected: None };
    let mut peaks: Sides<u64> = [None; 2];
    for who in Who::ALL {
        if let Some(side) = sides[who as usize] {
            let (ledger, usage) = counted(|| side()());
            agreement.check(who, ledger)?;
            peaks[who as usize] = Some(usage.peak);
        }
    }
    let mut ns: [Vec<f64>; 2] = [Vec::new(), Vec::new()];
    for round in 0..rounds {
        let mut total = [0_u64; 2];
        for repeat in 0..contest.repeats {
            for who in turns(round * contest.repeats + repeat) {
                if let Some(side) = sides[who as usize] {
                    let (ledger, elapsed) = timed_run(side);
                    agreement.check(who, ledger)?;
                    total[who as usize] += elapsed;
                }
            }
        }
        let units = contest.unit.count(agreement.ledger()) * u64::from(contest.repeats);
        for who in Who::ALL {
            ns[who as usize].push(total[who as usize] as f64 / units as f64);
        }
    }
    let ratio = ratios(&ns[1], &ns[0]);
    let [floor_ns, framework_ns] = ns.map(Summary::of);
    let cost = |ns, peak: Option<u64>| peak.map(|_| Cost { ns, peak_bytes: peak, gain: None });
    Ok(Figures::Time(Times {
        unit: contest.unit,
        rounds,
        ledger: agreement.ledger(),
        floor: cost(floor_ns, peaks[0]),
        framework: cost(framework_ns, peaks[1]),
        ratio: sides.iter().all(Option::is_some).then_some(ratio),
    }))
}

fn timed_run(side: &Side) -> (Ledger, u64) {
    let mut run = side();
    timed(&mut run)
}

/// Who runs first and who second: by turns.
fn turns(run: u32) -> [Who; 2] {
    if run.is_multiple_of(2) { [Who::Floor, Who::Framework] } else { [Who::Framework, Who::Floor] }
}

fn ratios(above: &[f64], below: &[f64]) -> Summary {
    Summary::of(above.iter().zip(below).map(|(above, below)| above / below).collect())
}

fn counted<R>(work: impl FnOnce() -> R) -> (R, Usage) {
    let measurement = Measurement::start();
    let result = work();
    (result, measurement.stop())
}

fn memory(footprint: &Footprint) -> Figures {
    let usage = |build: &Build| {
        let (kept, usage) = counted(build);
        drop(kept);
        usage
    };
    let floor = footprint.floor.as_ref().map(usage);
    let framework = footprint.framework.as_ref().map(usage);
    if floor.is_none() && framework.is_none() {
        return Figures::Missing;
    }
    let Footprint { item, items, own_bytes, .. } = *footprint;
    Figures::Memory(Holding { item, items, own_bytes, floor, framework })
}

fn threads(workload: &'static str, sweep: &Sweep, rounds: u32) -> Result<Figures, Mismatch> {
    let sides = [Some(sweep.floor), sweep.framework];
    let count = sweep.simulations;
    let mut agreement = Agreement { workload, expected: None };
    let mut ns: [Vec<f64>; 2] = [Vec::new(), Vec::new()];
    let mut gains: [Vec<f64>; 2] = [Vec::new(), Vec::new()];
    for round in 0..rounds {
        for who in turns(round) {
            if let Some(simulate) = sides[who as usize] {
                let (ledger, alone) = timed(|| simulate(0..count));
                let (ledgers, together) = timed(|| on_two_threads(simulate, count));
                for ledger in [ledger, ledgers[0]] {
                    agreement.check(who, ledger)?;
                }
                ns[who as usize].push(together as f64 / (2 * count) as f64);
                gains[who as usize].push(2.0 * alone as f64 / together as f64);
            }
        }
    }
    let ratio = sides[1].map(|_| ratios(&gains[1], &gains[0]));
    let mut costs = ns.into_iter().zip(gains).map(|(ns, gains)| {
        let gain = (!gains.is_empty()).then(|| Summary::of(gains))?;
        Some(Cost { ns: Summary::of(ns), peak_bytes: None, gain: Some(gain) })
    });
    let (floor, framework) = (costs.next().flatten(), costs.next().flatten());
    let unit = Unit::Simulation(count);
    let ledger = agreement.ledger();
    Ok(Figures::Time(Times { unit, rounds, ledger, floor, framework, ratio }))
}

/// Two threads run the same simulations, so that their work is exactly equal.
fn on_two_threads(simulate: Simulate, count: u64) -> [Ledger; 2] {
    thread::scope(|scope| {
        let other = scope.spawn(|| simulate(0..count));
        let own = simulate(0..count);
        [own, other.join().expect("a simulation does not panic")]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side(deliveries: u64) -> Side {
        Box::new(move || Box::new(move || Ledger { deliveries, order_hash: 1 }))
    }

    fn measured(floor: Option<Side>, framework: Option<Side>) -> Result<Figures, Mismatch> {
        time("test", &Contest { unit: Unit::Delivery, repeats: 2, floor, framework }, 5)
    }

    #[test]
    fn a_median_is_the_one_in_the_middle() {
        let summary = Summary { min: 1.0, median: 2.0, max: 9.0 };
        assert_eq!(Summary::of(vec![9.0, 1.0, 2.0]), summary);
    }

    #[test]
    fn a_median_of_two_is_their_mean() {
        let summary = Summary { min: 1.0, median: 2.0, max: 3.0 };
        assert_eq!(Summary::of(vec![3.0, 1.0]), summary);
    }

    #[test]
    fn a_framework_that_delivers_less_is_a_mismatch() {
        let mismatch = measured(Some(side(10)), Some(side(9))).expect_err("the sides differ");
        assert_eq!(
            mismatch.to_string(),
            "test: the two sides differ: the floor made 10 deliveries, order 0000000000000001, \
             but the framework made 9 deliveries, order 0000000000000001"
        );
    }

    #[test]
    fn without_a_framework_there_is_no_ratio() {
        let Ok(Figures::Time(times)) = measured(Some(side(10)), None) else { panic!("no times") };
        assert!(times.floor.is_some() && times.framework.is_none() && times.ratio.is_none());
    }

    #[test]
    fn with_both_sides_there_is_a_ratio() {
        let Ok(Figures::Time(times)) = measured(Some(side(10)), Some(side(10))) else {
            panic!("no times")
        };
        assert!(times.ratio.is_some());
        assert_eq!(times.ledger.deliveries, 10);
    }

    fn simulate(numbers: std::ops::Range<u64>) -> Ledger {
        Ledger { deliveries: numbers.end, order_hash: 1 }
    }

    fn swept(framework: Option<Simulate>) -> Result<Figures, Mismatch> {
        threads("test", &Sweep { simulations: 3, floor: simulate, framework }, 2)
    }

    #[test]
    fn a_sweep_has_a_gain_for_each_side_and_the_ratio_of_the_gains() {
        let Ok(Figures::Time(times)) = swept(Some(simulate)) else { panic!("no times") };
        assert!(times.floor.is_some_and(|cost| cost.gain.is_some()));
        assert!(times.framework.is_some_and(|cost| cost.gain.is_some()));
        assert!(times.ratio.is_some());
    }

    #[test]
    fn a_sweep_that_delivers_something_else_is_a_mismatch() {
        assert!(swept(Some(|_| Ledger { deliveries: 3, order_hash: 2 })).is_err());
    }

    #[test]
    fn without_sides_the_figures_are_missing() {
        assert!(matches!(measured(None, None), Ok(Figures::Missing)));
    }
}
