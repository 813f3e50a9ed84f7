//! A saved failure is made smaller: what is left of it to leave out, now that there is more time or another build.

use sim_core::{Base, Protocol, Recording, Schedule};

use super::beginning::Beginning;
use super::{Calm, Finding, Minimality, Telling, as_saved, count_faults, size};
use crate::finding::size::Size;
use crate::judge::Goal;
use crate::run::{Broken, Case, Runner};
use crate::saved::Saved;
use crate::scenario::Scenario;

/// Makes a saved failure smaller, in so many runs at most. There is nothing to tell if it doesn't fail any more, or
/// fails in another way.
pub(crate) fn make_smaller<P: Protocol>(
    scenario: &Scenario<P>,
    saved: &Saved,
    runs_max: u64,
) -> Result<Option<Finding>, Broken> {
    let scenario = scenario.as_saved(saved)?;
    let mut runner = Runner::new(&scenario, Goal::of_saved(&scenario, &saved.failure))?;
    runner.keep(Recording::All);
    let case = Case::forced(saved.seed, saved.plan.clone(), &saved.schedule).recording();
    let run = runner.run(&case)?;
    let failure = run.judgement.failure().filter(|failure| failure.id == saved.failure);
    let Some(failure) = failure.cloned() else { return Ok(None) };
    let plan = saved.plan.clone();
    let (episodes, faults) = (plan.episodes.len(), count_faults(&plan, &saved.schedule));
    let before = Size { faults, ..size::whole(runner.world().record()) };
    let mut telling = Telling {
        runs_max,
        runs: 0,
        by_catch: Vec::new(),
        seed: saved.seed,
        wanted: failure.id.clone(),
    };
    let calm = match saved.schedule.base {
        // What is listed already may not be possible over the calm world.
        Base::Silent => {
            let choices = saved.schedule.choices.clone();
            let schedule = Schedule { choices, ..Schedule::new(Base::Calm) };
            Calm { plan, schedule, failure, minimality: Minimality::Untried }
        }
        Base::Calm | Base::Drawn(_) => {
            let choices = runner.world().recorded_choices();
            telling.make_calm(&mut runner, plan, choices, failure)?
        }
    };
    let from = Beginning::of(runner.world(), &calm.plan, &calm.failure.violation);
    let listed = telling.make_listed(&mut runner, &from)?;
    if listed.is_none() && saved.schedule.base == Base::Silent {
        // What happens over the silent world is not what the same choices lead to over the calm one.
        let run = runner.run(&case)?;
        let failure = run.judgement.failure().expect("what has just failed fails again");
        return Ok(Some(as_saved(&runner, saved, failure)));
    }
    let told = telling.told(&mut runner, saved.seed, before, calm, listed)?;
    Ok(Some(Finding { episodes, ..told }))
}
