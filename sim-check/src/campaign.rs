//! The campaign: a scenario is run from many seeds, and what fails is made small and told.

mod coverage;
mod once;
mod order;
mod strategy;
mod sweep;

pub use coverage::{Coverage, FamilyCoverage};
pub use once::OneRun;
pub use order::{OnProgress, OnSeed, Order, SweepProgress};
pub use strategy::Strategy;

pub(crate) use once::{run_once, run_saved};

use std::fmt;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use sim_core::Protocol;

use crate::determinism::{self, Difference};
use crate::finding::{self, Finding};
use crate::judge::Goal;
use crate::report::{Report, Ruling};
use crate::run::{Broken, Case};
use crate::scenario::Scenario;

/// A campaign that is to be: which seeds, on how many threads, within what budget.
///
/// ```
/// use std::sync::atomic::{AtomicU64, Ordering};
/// use std::sync::Arc;
/// use sim_check::prelude::*;
/// # struct Coin;
/// # impl Protocol for Coin {
/// #     type Message = ();
/// #     type Fact = bool;
/// #     type Timer = ();
/// #     type Operation = ();
/// #     type Outcome = ();
/// #     type View = ();
/// # }
/// # struct Tosser;
/// # impl Actor<Coin> for Tosser {
/// #     fn on_start(&mut self, ctx: &mut Context<'_, Coin>) {
/// #         if ctx.choose("heads", 2) == 1 { ctx.mark("heads"); }
/// #     }
/// #     fn on_message(&mut self, _: ActorId, (): (), _: &mut Context<'_, Coin>) {}
/// # }
///
/// // Tosses a coin, and marks it when that shows heads.
/// let coin = || scenario("coin").node("tosser", |_| Tosser).sometimes("heads");
///
/// let runs = Arc::new(AtomicU64::new(0));
/// let told = runs.clone();
/// let report = check(coin())
///     .seeds(0..100)
///     .on_progress(move |progress| told.store(progress.done, Ordering::Relaxed))
///     .report();
/// assert_eq!((report.ruling(), runs.load(Ordering::Relaxed)), (Ruling::Passed, 100));
///
/// // A mark is looked for, and told like a failure.
/// let found = check(coin()).seeds(0..100).find("heads").report();
/// assert_eq!(found.failure().map(|it| it.id.to_string()).as_deref(), Some("heads: reached"));
/// ```
#[must_use = "it runs when it is asked for its report"]
pub struct Check<P: Protocol> {
    pub(crate) scenario: Scenario<P>,
    pub(crate) order: Order,
}

/// A campaign over the first thousand seeds of a scenario, unless others are asked for.
pub fn check<P: Protocol>(scenario: Scenario<P>) -> Check<P> {
    Check { scenario, order: Order::default() }
}

impl<P: Protocol> Check<P> {
    /// All that it is asked to do, at once.
    pub fn order(self, order: Order) -> Self {
        Self { order, ..self }
    }

    /// From these seeds.
    pub fn seeds(mut self, seeds: Range<u64>) -> Self {
        self.order.seeds = seeds;
        self
    }

    /// From this seed alone: nothing is said of marks that it doesn't reach.
    pub fn seed(mut self, seed: u64) -> Self {
        self.order.single = true;
        self.seeds(seed..seed.saturating_add(1))
    }

    /// On so many threads. The report is the same on any number.
    pub fn jobs(mut self, jobs: usize) -> Self {
        self.order.jobs = jobs.max(1);
        self
    }

    /// No further run begins when all together have taken so many steps.
    pub fn steps(mut self, most: u64) -> Self {
        self.order.steps = most;
        self
    }

    /// How the choices of a run are drawn from its seed.
    pub fn strategy(mut self, strategy: Strategy) -> Self {
        self.order.strategy = strategy;
        self
    }

    /// Goes through all seeds and tells each kind of failure once, instead of stopping at the first one.
    pub fn keep_going(mut self) -> Self {
        self.order.keep_going = true;
        self
    }

    /// Looks for a run that reaches this mark, and tells it like a failure.
    pub fn find(mut self, mark: impl Into<String>) -> Self {
        self.order.mark = Some(mark.into());
        self
    }

    /// A failure is made small in so many runs at most: 5,000 unless said otherwise; with none it is told as it is.
    pub fn shrink_runs(mut self, most: u64) -> Self {
        self.order.shrink_runs = most;
        self
    }

    /// Of a failure that is cheap to run, so many failing seeds are made small, and the smallest is told: 3 unless said
    /// otherwise.
    pub fn several(mut self, most: usize) -> Self {
        self.order.several = most.max(1);
        self
    }

    /// Doesn't check whether two runs of one seed are the same.
    pub fn trust_determinism(mut self) -> Self {
        self.order.deterministic = false;
        self
    }

    /// Is told after each run how far the campaign is, by whichever thread has run it.
    pub fn on_progress(mut self, tell: impl Fn(SweepProgress) + Send + Sync + 'static) -> Self {
        self.order.on_progress = Some(Arc::new(tell));
        self
    }

    /// No further run begins once this is true; the report then covers what was run.
    pub fn interrupted_by(mut self, interrupt: Arc<AtomicBool>) -> Self {
        self.order.interrupt = interrupt;
        self
    }

    /// Runs the campaign. It prints nothing, reads nothing and writes nothing.
    pub fn report(&self) -> Report {
        self.try_report().unwrap_or_else(|broken| Report::broken(&self.scenario, broken))
    }

    pub(crate) fn goal(&self) -> Goal {
        self.order.goal()
    }

    pub(crate) fn case(&self, seed: u64) -> Case {
        self.order.strategy.case(&self.scenario, seed)
    }

    fn try_report(&self) -> Result<Report, Broken> {
        let order = &self.order;
        let mut report =
            Report::new(&self.scenario, &self.goal(), order.seeds.clone(), order.single);
        if order.deterministic && !order.seeds.is_empty() {
            let first = order.seeds.start;
            if let Some(difference) = self.difference(first)? {
                report.differs(first, difference);
                return Ok(report);
            }
        }
        let swept = sweep::sweep(self)?;
        report.cover(swept.coverage, swept.runs, swept.interrupted);
        for failing in swept.failing {
            let seed = failing.seeds[0];
            if order.deterministic
                && let Some(difference) = self.difference(seed)?
            {
                report.differs(seed, difference);
                return Ok(report);
            }
            if let Some(finding) = self.investigate(&failing.seeds)? {
                report.add(finding);
            }
        }
        Ok(report)
    }

    fn difference(&self, seed: u64) -> Result<Option<Difference>, Broken> {
        let check = || determinism::check(&self.scenario, &self.goal(), &self.case(seed));
        self.order.blame(seed, check)
    }

    // The smallest of what several failing seeds lead to; of equally small ones that of the first seed.
    fn investigate(&self, seeds: &[u64]) -> Result<Option<Finding>, Broken> {
        let mut best: Option<Finding> = None;
        for &seed in seeds {
            let found = self.order.blame(seed, || finding::investigate(self, seed));
            let Some(found) = found? else { continue };
            best = match best {
                Some(best) if best.rank() <= found.rank() => Some(best),
                Some(_) | None => Some(found),
            };
        }
        Ok(best)
    }
}

impl<P: Protocol> fmt::Debug for Check<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Check")
            .field("scenario", &self.scenario)
            .field("order", &self.order)
            .finish()
    }
}

impl Report {
    /// Whether the campaign has found nothing wrong, and has looked at something.
    pub fn passed(&self) -> bool {
        self.ruling() == Ruling::Passed
    }
}
