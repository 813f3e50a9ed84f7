//! The sweep: all seeds are run, on several threads, with the same result as on one.
//!
//! Seeds are handed out in their order. A seed that fails ends the handing out, not the runs below it, so the lowest
//! failing seed is found whoever is faster; what was run beyond the last seed that counts is forgotten.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use sim_core::Protocol;

use super::{Check, Coverage, SweepProgress};
use crate::failure::FailureId;
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
    // How many are over, and how many of them failed. Locked while it is told, so that nobody is told of less than before.
    done: Mutex<(u64, u64)>,
    steps: AtomicU64,
}

impl Shared {
    // One more run is over.
    fn progress<P: Protocol>(&self, check: &Check<P>, total: u64, has_failed: bool) {
        // A thread that has panicked in the middle of telling has counted before.
        let mut over = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        over.0 += 1;
        over.1 += u64::from(has_failed);
        if let Some(tell) = &check.order.on_progress {
            tell(SweepProgress { done: over.0, total, failed: over.1 });
        }
    }
}

pub(super) fn sweep<P: Protocol>(check: &Check<P>) -> Result<Swept, Broken> {
    let total = check.order.seeds.end.saturating_sub(check.order.seeds.start);
    let shared = Shared {
        handed: AtomicU64::new(0),
        limit: AtomicU64::new(total),
        done: Mutex::new((0, 0)),
        steps: AtomicU64::new(0),
    };
    let mut ran: Vec<Ran> = Vec::new();
    if check.order.jobs == 1 {
        ran = work(check, &shared, total)?;
    } else {
        let results = std::thread::scope(|scope| {
            let work = || work(check, &shared, total);
            let workers: Vec<_> = (0..check.order.jobs).map(|_| scope.spawn(work)).collect();
            workers.into_iter().map(std::thread::ScopedJoinHandle::join).collect::<Vec<_>>()
        });
        for result in results {
            ran.extend(result.unwrap_or_else(|panic| resume_unwind(panic))?);
        }
        ran.sort_unstable_by_key(|ran| ran.seed);
    }
    Ok(sum_up(check, ran, total))
}

fn work<P: Protocol>(check: &Check<P>, shared: &Shared, total: u64) -> Result<Vec<Ran>, Broken> {
    let mut runner = Runner::new(&check.scenario, check.goal())?;
    let mut all = Vec::new();
    loop {
        if check.order.interrupt.load(Ordering::Relaxed)
            || shared.steps.load(Ordering::Relaxed) >= check.order.steps
        {
            return Ok(all);
        }
        let index = shared.handed.fetch_add(1, Ordering::Relaxed);
        if index >= shared.limit.load(Ordering::Relaxed) {
            return Ok(all);
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
        if !check.order.keep_going && matches!(ran.judged, Judged::Failed(_)) {
            shared.limit.fetch_min(enough(check, index, ran.steps), Ordering::Relaxed);
        }
        shared.progress(check, total, matches!(ran.judged, Judged::Failed(_)));
        all.push(ran);
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

fn sum_up<P: Protocol>(check: &Check<P>, mut ran: Vec<Ran>, total: u64) -> Swept {
    // What counts is what one thread would have run: everything up to where it would have stopped.
    let mut steps = 0_u64;
    let mut limit = total;
    let mut runs = 0;
    for (index, ran) in (0..).zip(&ran) {
        let gap = ran.seed - check.order.seeds.start != index;
        if gap || index >= limit || steps >= check.order.steps {
            break;
        }
        steps = steps.saturating_add(ran.steps);
        runs = index + 1;
        if !check.order.keep_going && matches!(ran.judged, Judged::Failed(_)) {
            limit = limit.min(enough(check, index, ran.steps));
        }
    }
    let interrupted = runs < limit && steps < check.order.steps;
    ran.truncate(usize::try_from(runs).unwrap_or(usize::MAX));
    let mut failing: Vec<(FailureId, Failing)> = Vec::new();
    let mut coverage = nothing_seen(&check.scenario);
    for ran in ran {
        if let Judged::Failed(id) = &ran.judged {
            match failing.iter_mut().find(|(known, _)| known == id) {
                Some((_, failing)) if failing.seeds.len() < check.order.several => {
                    if ran.steps <= CHEAP_STEPS {
                        failing.seeds.push(ran.seed);
                    }
                }
                Some(_) => {}
                None => failing.push((id.clone(), Failing { seeds: vec![ran.seed] })),
            }
        }
        count(&mut coverage, ran);
    }
    if !check.order.keep_going {
        failing.truncate(1);
    }
    let failing = failing.into_iter().map(|(_, failing)| failing).collect();
    Swept { runs, interrupted, coverage, failing }
}

fn count(coverage: &mut Coverage, ran: Ran) {
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
