//! The sweep: all seeds are run, on several threads, with the same result as on one.
//!
//! Seeds are handed out in their order. A seed that fails ends the handing out, not the runs below it, so the lowest
//! failing seed is found whoever is faster; what was run beyond the last seed that counts is forgotten. Runs are counted in
//! the order of their seeds, each as soon as all below it are over: so nothing of a run is kept for long.

use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use sim_core::Protocol;

use super::{Check, Coverage, SweepProgress};
use crate::failure::FailureId;
use crate::figures::Measured;
use crate::judge::Judgement;
use crate::run::{Broken, Run, Runner};
use crate::scenario::Scenario;

// Runs longer than this many steps are too dear to shrink several of them.
const CHEAP_STEPS: u64 = 20_000;

/// What came of a sweep.
pub(super) struct Swept {
    pub(super) runs: u64,
    pub(super) interrupted: bool,
    pub(super) coverage: Coverage,
    /// Each kind of failure with the seeds to look at.
    pub(super) failing: Vec<Failing>,
}

/// Seeds that fail in the same way, the lowest first.
pub(super) struct Failing {
    pub(super) seeds: Vec<u64>,
}

/// What is kept of the run of a seed.
struct Ran {
    seed: u64,
    steps: u64,
    events: u64,
    judged: Judged,
    marks: Vec<bool>,
    families: Vec<(&'static str, bool)>,
    end_state: Option<u64>,
    figures: Measured,
}

enum Judged {
    Passed,
    Undecided(String),
    Failed(FailureId),
}

/// What the threads share.
struct Shared {
    // How many seeds were handed out.
    handed: AtomicU64,
    // How many will be.
    limit: AtomicU64,
    steps: AtomicU64,
    // Locked while progress is told, so that nobody is told of less than before.
    over: Mutex<Over>,
}

/// The runs that are over.
struct Over {
    done: u64,
    failed: u64,
    // Those that count, as far as all below them are over: what one thread would have run.
    runs: u64,
    steps: u64,
    limit: u64,
    coverage: Coverage,
    failing: Vec<(FailureId, Failing)>,
    // Those above, by their places.
    ahead: BTreeMap<u64, Ran>,
}

pub(super) fn sweep<P: Protocol>(check: &Check<P>) -> Result<Swept, Broken> {
    let total = check.order.seeds.end.saturating_sub(check.order.seeds.start);
    let over = Over {
        done: 0,
        failed: 0,
        runs: 0,
        steps: 0,
        limit: total,
        coverage: nothing_seen(&check.scenario),
        failing: Vec::new(),
        ahead: BTreeMap::new(),
    };
    let shared = Shared {
        handed: AtomicU64::new(0),
        limit: AtomicU64::new(total),
        steps: AtomicU64::new(0),
        over: Mutex::new(over),
    };
    if check.order.jobs == 1 {
        work(check, &shared, total)?;
    } else {
        let results = std::thread::scope(|scope| {
            let work = || work(check, &shared, total);
            let workers: Vec<_> = (0..check.order.jobs).map(|_| scope.spawn(work)).collect();
            workers.into_iter().map(std::thread::ScopedJoinHandle::join).collect::<Vec<_>>()
        });
        for result in results {
            result.unwrap_or_else(|panic| resume_unwind(panic))?;
        }
    }
    Ok(shared.over.into_inner().unwrap_or_else(PoisonError::into_inner).sum_up(check))
}

fn work<P: Protocol>(check: &Check<P>, shared: &Shared, total: u64) -> Result<(), Broken> {
    let mut runner = Runner::new(&check.scenario, check.goal())?.measuring();
    loop {
        if check.order.interrupt.load(Ordering::Relaxed)
            || shared.steps.load(Ordering::Relaxed) >= check.order.steps
        {
            return Ok(());
        }
        let index = shared.handed.fetch_add(1, Ordering::Relaxed);
        if index >= shared.limit.load(Ordering::Relaxed) {
            return Ok(());
        }
        let seed = check.order.seeds.start + index;
        let run = check.order.watch(seed, || runner.run(&check.case(seed)));
        if !matches!(run, Ok(Ok(_))) {
            // The other threads needn't go on: nobody will look at what they find.
            shared.limit.store(0, Ordering::Relaxed);
        }
        let run = run.unwrap_or_else(|panic| resume_unwind(panic))?;
        let ran = keep(&runner, seed, &run);
        shared.steps.fetch_add(ran.steps, Ordering::Relaxed);
        let has_failed = matches!(ran.judged, Judged::Failed(_));
        if !check.order.keep_going && has_failed {
            shared.limit.fetch_min(enough(check, index, ran.steps), Ordering::Relaxed);
        }
        // A thread that has panicked in the middle of telling has counted before.
        let mut over = shared.over.lock().unwrap_or_else(PoisonError::into_inner);
        over.add(check, index, ran);
        over.done += 1;
        over.failed += u64::from(has_failed);
        if let Some(tell) = &check.order.on_progress {
            tell(SweepProgress { done: over.done, total, failed: over.failed });
        }
    }
}

impl Over {
    fn add<P: Protocol>(&mut self, check: &Check<P>, index: u64, ran: Ran) {
        self.ahead.insert(index, ran);
        while self.runs < self.limit
            && self.steps < check.order.steps
            && let Some(ran) = self.ahead.remove(&self.runs)
        {
            let index = self.runs;
            self.runs += 1;
            self.steps = self.steps.saturating_add(ran.steps);
            if let Judged::Failed(id) = &ran.judged {
                if !check.order.keep_going {
                    self.limit = self.limit.min(enough(check, index, ran.steps));
                }
                match self.failing.iter_mut().find(|(known, _)| known == id) {
                    Some((_, failing)) if failing.seeds.len() < check.order.several => {
                        if ran.steps <= CHEAP_STEPS {
                            failing.seeds.push(ran.seed);
                        }
                    }
                    Some(_) => {}
                    None => self.failing.push((id.clone(), Failing { seeds: vec![ran.seed] })),
                }
            }
            count(&mut self.coverage, ran);
        }
    }

    fn sum_up<P: Protocol>(mut self, check: &Check<P>) -> Swept {
        let interrupted = self.runs < self.limit && self.steps < check.order.steps;
        if !check.order.keep_going {
            self.failing.truncate(1);
        }
        let failing = self.failing.into_iter().map(|(_, failing)| failing).collect();
        Swept { runs: self.runs, interrupted, coverage: self.coverage, failing }
    }
}

// How many seeds are enough once the one with this index has failed: where runs are cheap, a few more, among which others
// may fail that are easier to make small. As many again as it took, so that it doesn't take much longer.
fn enough<P: Protocol>(check: &Check<P>, index: u64, steps: u64) -> u64 {
    if check.order.several > 1 && steps <= CHEAP_STEPS {
        (index + 1).saturating_mul(2).saturating_add(16)
    } else {
        index + 1
    }
}

fn keep<P: Protocol>(runner: &Runner<P>, seed: u64, run: &Run) -> Ran {
    let judged = match &run.judgement {
        Judgement::Passed => Judged::Passed,
        Judgement::Undecided(why) => Judged::Undecided(why.clone()),
        Judgement::Failed(failure) => Judged::Failed(failure.id.clone()),
    };
    Ran {
        seed,
        steps: run.steps,
        events: run.events,
        judged,
        marks: run.marks.clone(),
        families: runner.world().medium().families(),
        end_state: runner.world().fingerprint(),
        figures: runner.measured(run),
    }
}

/// What a single run has seen.
pub(super) fn coverage_of<P: Protocol>(runner: &Runner<P>, seed: u64, run: &Run) -> Coverage {
    let mut coverage = nothing_seen(&runner.scenario);
    count(&mut coverage, keep(runner, seed, run));
    coverage
}

fn nothing_seen<P: Protocol>(scenario: &Scenario<P>) -> Coverage {
    let marks = scenario.marks().map(|mark| (mark.to_owned(), 0)).collect();
    Coverage { marks, ..Coverage::default() }
}

fn count(coverage: &mut Coverage, ran: Ran) {
    let figures = std::mem::take(&mut coverage.figures).and(&ran.figures);
    coverage.figures = figures.expect("one scenario has the same figures in each run");
    coverage.steps += ran.steps;
    coverage.events += ran.events;
    match ran.judged {
        Judged::Passed => coverage.passed += 1,
        Judged::Undecided(why) => *coverage.undecided.entry(why).or_default() += 1,
        Judged::Failed(id) => coverage.failures.entry(id).or_insert((0, ran.seed)).0 += 1,
    }
    for ((_, count), reached) in coverage.marks.iter_mut().zip(ran.marks) {
        *count += u64::from(reached);
    }
    for (family, hit) in ran.families {
        let family = coverage.families.entry(family).or_default();
        family.began += 1;
        family.hit += u64::from(hit);
    }
    match ran.end_state {
        Some(state) => {
            coverage.end_states.insert(state);
        }
        None => coverage.untold_end_states += 1,
    }
}
