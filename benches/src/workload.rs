//! The rows of the benchmark: what is run, by whom, and what of it is timed.

mod binary_heap;
mod cluster;
mod crowds;
mod fate;
mod idle;
mod judges;
mod memory;
mod online;
mod phold;
mod pingpong;
mod sampling;
mod shortsims;
mod sweep;

use std::any::Any;
use std::ops::Range;

use crate::ledger::Ledger;

/// What is timed: it is called once, and what it owns is dropped after the clock has stopped.
pub(crate) type Run = Box<dyn FnMut() -> Ledger>;

/// One side of a contest: builds what is not timed, and gives back what is.
pub(crate) type Side = Box<dyn Fn() -> Run>;

/// Builds something whose bytes are counted; they are counted until it is dropped.
pub(crate) type Build = Box<dyn Fn() -> Box<dyn Any>>;

/// Runs the simulations with these numbers.
pub(crate) type Simulate = fn(Range<u64>) -> Ledger;

/// One row of the table.
pub(crate) struct Row {
    /// Its name in the output and for `--only`.
    pub(crate) name: &'static str,
    /// Whether it is run only when `--only` names it, because it takes minutes.
    pub(crate) on_request: bool,
    /// What it measures.
    pub(crate) measure: Measure,
}

/// What a row measures.
pub(crate) enum Measure {
    /// Time, of two sides that must do the same.
    Time(Contest),
    /// Bytes held.
    Memory(Footprint),
    /// What a second thread gains.
    Threads(Sweep),
    /// Time, of a judge and its growth.
    Growth(Growth),
}

/// Two sides that must deliver the same messages in the same order.
pub(crate) struct Contest {
    /// What the nanoseconds are divided by.
    pub(crate) unit: Unit,
    /// How often a side runs within a round: short runs drown in the machine's noise.
    pub(crate) repeats: u32,
    /// The floor.
    pub(crate) floor: Option<Side>,
    /// The framework.
    pub(crate) framework: Option<Side>,
}

/// What the nanoseconds of a run are divided by.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Unit {
    /// The deliveries that the run counted.
    Delivery,
    /// A number of whole simulations.
    Simulation(u64),
    /// A number of draws.
    Draw(u64),
    /// A number of timers that were armed.
    Timer(u64),
    /// A number of events.
    Event(u64),
}

impl Unit {
    /// How many there are in a run that ended with this ledger.
    pub(crate) fn count(self, ledger: Ledger) -> u64 {
        match self {
            Unit::Delivery => ledger.deliveries,
            Unit::Simulation(count)
            | Unit::Draw(count)
            | Unit::Timer(count)
            | Unit::Event(count) => count,
        }
    }

    /// What one is called.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Unit::Delivery => "delivery",
            Unit::Simulation(_) => "simulation",
            Unit::Draw(_) => "draw",
            Unit::Timer(_) => "timer",
            Unit::Event(_) => "event",
        }
    }
}

/// Something built on two sides, and how many bytes each holds.
pub(crate) struct Footprint {
    /// What there are many of.
    pub(crate) item: &'static str,
    /// How many of them there are.
    pub(crate) items: u64,
    /// The bytes of one that are its user's own: its state or its message.
    pub(crate) own_bytes: u64,
    /// The floor's.
    pub(crate) floor: Option<Build>,
    /// The framework's.
    pub(crate) framework: Option<Build>,
}

/// Simulations that are run on one thread, then on two.
pub(crate) struct Sweep {
    /// How many simulations each thread runs.
    pub(crate) simulations: u64,
    /// The floor.
    pub(crate) floor: Simulate,
    /// The framework.
    pub(crate) framework: Option<Simulate>,
}

/// A judge that reads histories of one kind, each larger than the one before.
pub(crate) struct Growth {
    /// What there are more of: `items`, `clients`.
    pub(crate) over: &'static str,
    /// How many, from few to many.
    pub(crate) sizes: Vec<u64>,
    /// A history with so many of them, to be judged; or why it can't be had.
    pub(crate) history: Box<dyn Fn(u64) -> Result<Judging, String>>,
}

/// What is timed of a judge: it is called once, and what it owns is dropped after the clock has stopped.
pub(crate) type Judging = Box<dyn FnMut() -> Judged>;

/// How much was judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Judged {
    /// What the nanoseconds are divided by.
    pub(crate) items: u64,
    /// The steps of a search, and those that made its evidence small; of a judge that searches.
    pub(crate) steps: Option<(u64, u64)>,
}

/// Every row, in the order of the table.
pub(crate) fn rows() -> Vec<Row> {
    let mut rows = vec![pingpong::row()];
    rows.extend(phold::rows());
    rows.extend([cluster::row(), shortsims::row()]);
    rows.extend([
        shortsims::cold_row(),
        cluster::recorded_row(),
        cluster::retold_row(),
        sweep::row(),
        idle::row(),
    ]);
    rows.extend(phold::dense_rows());
    rows.extend(memory::rows());
    rows.extend(crowds::rows());
    rows.extend(sampling::rows());
    rows.extend(binary_heap::rows());
    rows.extend(online::rows());
    rows.extend(judges::rows());
    rows
}

/// A row that is always run and whose runs are long enough.
fn contest(name: &'static str, unit: Unit, floor: Option<Side>, framework: Option<Side>) -> Row {
    let contest = Contest { unit, repeats: 1, floor, framework };
    Row { name, on_request: false, measure: Measure::Time(contest) }
}

impl Row {
    /// Runs each side this often within a round.
    fn repeated(mut self, times: u32) -> Row {
        if let Measure::Time(contest) = &mut self.measure {
            contest.repeats = times;
        }
        self
    }

    /// Is run only when it is named.
    fn on_request(mut self) -> Row {
        self.on_request = true;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::rows;

    #[test]
    fn no_two_rows_have_the_same_name() {
        let mut names: Vec<_> = rows().iter().map(|row| row.name).collect();
        names.sort_unstable();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
