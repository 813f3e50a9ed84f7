//! The order: what a campaign is asked to do, whatever its scenario is.

use std::fmt;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::Strategy;
use crate::judge::Goal;

/// How far a campaign is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SweepProgress {
    /// How many runs are over.
    pub done: u64,
    /// How many there will be at most.
    pub total: u64,
    /// How many of them failed.
    pub failed: u64,
}

/// Is told how far a campaign is.
pub type OnProgress = Arc<dyn Fn(SweepProgress) + Send + Sync>;

/// Is told a seed.
pub type OnSeed = Arc<dyn Fn(u64) + Send + Sync>;

/// What a campaign is asked to do: which seeds, on how many threads, within what budget.
///
/// ```
/// use sim_check::Order;
/// let order = Order { seeds: 0..10_000, jobs: 4, ..Order::default() };
/// assert_eq!((order.shrink_runs, order.several), (5_000, 3));
/// ```
#[derive(Clone)]
pub struct Order {
    /// From these seeds.
    pub seeds: Range<u64>,
    /// Whether it is about one seed alone: nothing is said of marks that it doesn't reach.
    pub single: bool,
    /// The mark that is looked for and told like a failure, instead of a violation.
    pub mark: Option<String>,
    /// On so many threads. The report is the same on any number.
    pub jobs: usize,
    /// No further run begins when all together have taken so many steps.
    pub steps: u64,
    /// How the choices of a run are drawn from its seed.
    pub strategy: Strategy,
    /// Whether to go through all seeds and tell each kind of failure once, instead of stopping at the first one.
    pub keep_going: bool,
    /// In how many runs a failure is made small, at most; with none it is told as it is.
    pub shrink_runs: u64,
    /// How many failing seeds are made small, of a failure that is cheap to run; the smallest is told.
    pub several: usize,
    /// Whether to check that two runs of one seed are the same.
    pub deterministic: bool,
    /// Is told after each run how far the campaign is, by whichever thread has run it.
    pub on_progress: Option<OnProgress>,
    /// Is told the seed of a run that panicked outside of any handler, before the panic goes on: in a property, in a
    /// factory, or in the simulation itself.
    pub on_panic: Option<OnSeed>,
    /// No further run begins once this is true; the report then covers what was run.
    pub interrupt: Arc<AtomicBool>,
}

impl Default for Order {
    /// The first thousand seeds, on one thread, up to the first failure, which is made small.
    fn default() -> Self {
        Self {
            seeds: 0..1_000,
            single: false,
            mark: None,
            jobs: 1,
            steps: u64::MAX,
            strategy: Strategy::Mixed,
            keep_going: false,
            shrink_runs: 5_000,
            several: 3,
            deterministic: true,
            on_progress: None,
            on_panic: None,
            interrupt: Arc::new(AtomicBool::new(false)),
        }
    }
}

impl Order {
    pub(crate) fn goal(&self) -> Goal {
        self.mark.clone().map_or(Goal::Violation, Goal::Mark)
    }

    // What panics outside of a handler is told with its seed: otherwise nobody would know which one to look at.
    pub(super) fn watch<T>(&self, seed: u64, run: impl FnOnce() -> T) -> std::thread::Result<T> {
        catch_unwind(AssertUnwindSafe(run)).inspect_err(|_| {
            if let Some(tell) = &self.on_panic {
                tell(seed);
            }
        })
    }

    // As before, and the panic goes on.
    pub(super) fn blame<T>(&self, seed: u64, run: impl FnOnce() -> T) -> T {
        self.watch(seed, run).unwrap_or_else(|panic| resume_unwind(panic))
    }
}

impl fmt::Debug for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Order")
            .field("seeds", &self.seeds)
            .field("mark", &self.mark)
            .field("jobs", &self.jobs)
            .field("strategy", &self.strategy)
            .finish_non_exhaustive()
    }
}
