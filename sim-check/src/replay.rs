//! The replay: a saved failure is made to happen again, and compared with what it was.

use std::fmt;

use sim_core::{Base, Class, Enabled, Listed, Protocol, Recording, Schedule, StepName, World};
use sim_net::Network;

use crate::finding::{self, Finding};
use crate::judge::{Goal, Judgement};
use crate::run::{Broken, Case, Runner};
use crate::saved::Saved;
use crate::scenario::Scenario;

/// What became of a saved failure.
#[derive(Clone, Debug)]
pub enum Replayed {
    /// It fails in the same way.
    Same {
        /// The run, to be told.
        finding: Box<Finding>,
        /// In what the run differs from the one that was saved, if it does.
        drift: Drift,
    },
    /// It fails in another way.
    Differently {
        /// The run, to be told.
        finding: Box<Finding>,
        /// In what the run differs from the one that was saved.
        drift: Drift,
    },
    /// All that is saved happens, and nothing is wrong: it is fixed.
    Passes,
    /// Not all that is saved could happen, and nothing is wrong: nobody knows whether it is fixed.
    Stale(Drift),
}

/// In what a replay differs from the run that was saved.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Drift {
    /// The entries of the schedule that name nothing any more, in words.
    pub vanished: Vec<String>,
    /// How many steps were found by what they are, and not by their keys.
    pub relinked: usize,
    /// How many timers fired that nobody listed, because there were none such when the failure was saved.
    pub supplied: usize,
    /// How many steps were taken.
    pub taken: usize,
    /// How many steps are listed; none over the calm world.
    pub listed: usize,
    /// Whether the text of the run is another one.
    pub text_differs: bool,
    /// Whether there are no times at which these steps could happen.
    pub impossible: bool,
}

impl Drift {
    /// Whether nothing differs.
    pub const fn is_none(&self) -> bool {
        self.vanished.is_empty()
            && self.relinked == 0
            && self.supplied == 0
            && !self.text_differs
            && !self.impossible
    }

    const fn is_stale(&self) -> bool {
        !self.vanished.is_empty() || self.impossible
    }
}

/// In one line: `2 of 11 steps name nothing any more (first: n1 -> n2 Ack), 3 were found by what they are`.
impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        if let Some(first) = self.vanished.first() {
            let count = self.vanished.len();
            let what = match (self.listed, count) {
                (0, 1) => "1 choice names".to_owned(),
                (0, count) => format!("{count} choices name"),
                (listed, 1) => format!("1 of {listed} steps names"),
                (listed, count) => format!("{count} of {listed} steps name"),
            };
            parts.push(format!("{what} nothing any more (first: {first})"));
        }
        if self.relinked > 0 {
            parts.push(format!("{} found by what they are", self.relinked));
        }
        match self.supplied {
            0 => {}
            1 => parts.push("1 timer fired that was not listed".to_owned()),
            count => parts.push(format!("{count} timers fired that were not listed")),
        }
        if self.impossible {
            parts.push("there are no times at which the steps could happen so".to_owned());
        }
        if self.text_differs {
            parts.push("the text of the run is another one".to_owned());
        }
        if parts.is_empty() {
            return f.write_str("nothing differs");
        }
        f.write_str(&parts.join(", "))
    }
}

impl<P: Protocol> Scenario<P> {
    /// The scenario with the parameters of a saved failure.
    ///
    /// # Errors
    /// It is one of another scenario, or has parameters that this one doesn't.
    pub fn as_saved(&self, saved: &Saved) -> Result<Self, Broken> {
        if saved.scenario != self.name {
            let (other, this) = (&saved.scenario, &self.name);
            return Err(Broken(format!("it is a failure of scenario {other:?}, not of {this:?}")));
        }
        let mut scenario = self.clone();
        for (name, text) in &saved.parameters {
            scenario = scenario.with(name, text).map_err(|error| Broken(error.to_string()))?;
        }
        Ok(scenario)
    }
}

// What is armed again and again may fire so often, until it is left out after all.
const SUPPLIED_MAX: usize = 1_000;

// The timers that had to fire before the run was over, and of a sort that the list knows nothing of: those that came after
// the failure was saved. One that is listed elsewhere is missing on purpose.
fn unlisted<P: Protocol>(world: &World<P, Network<P>>, listed: &[Listed]) -> Vec<Listed> {
    let is_known = |step: &StepName| {
        listed.iter().any(|it| {
            let known = &it.step;
            (known.class, known.actor, known.kind) == (step.class, step.actor, step.kind)
        })
    };
    let timers = world.enabled().into_iter().filter(|enabled| enabled.step.class == Class::Timer);
    let overdue = timers.filter_map(|Enabled { step, due, label }| {
        let time = due.filter(|due| *due < world.now())?;
        (!is_known(&step)).then_some(Listed { time, step, label })
    });
    overdue.collect()
}

/// Makes a saved failure happen again.
///
/// What has changed since is tolerated as far as can be: a step whose key has vanished is found by what it is.
///
/// # Errors
/// The scenario can't run, or isn't that of the saved failure.
pub fn replay<P: Protocol>(scenario: &Scenario<P>, saved: &Saved) -> Result<Replayed, Broken> {
    let scenario = scenario.as_saved(saved)?;
    let goal = Goal::of_saved(&scenario, &saved.failure);
    let mut runner = Runner::new(&scenario, goal)?;
    runner.keep(Recording::All);
    let case = Case::forced(saved.seed, saved.plan.clone(), &saved.schedule).recording();
    let mut run = runner.run(&case)?;
    let mut drift = Drift { listed: saved.schedule.steps.len(), ..Drift::default() };
    let mut steps = saved.schedule.steps.clone();
    while saved.schedule.base == Base::Silent && steps.len() < drift.listed + SUPPLIED_MAX {
        let unlisted = unlisted(runner.world(), &saved.schedule.steps);
        if unlisted.is_empty() {
            break;
        }
        drift.supplied += unlisted.len();
        for timer in unlisted {
            let place = steps.partition_point(|step| step.time <= timer.time);
            steps.insert(place, timer);
        }
        let schedule = Schedule { steps: steps.clone(), ..saved.schedule.clone() };
        let case = Case::forced(saved.seed, saved.plan.clone(), &schedule).recording();
        run = runner.run(&case)?;
    }
    let choices = &saved.schedule.choices;
    // The list may say more than the run needs: what comes after its end is neither here nor there.
    let over = matches!(run.judgement, Judgement::Failed(_));
    drift.vanished.extend(
        runner.world().stale().into_iter().filter(|_| !over).map(|at| choices[at].label.clone()),
    );
    if let Some(followed) = &run.followed {
        drift.vanished.extend(followed.stale.iter().map(|at| steps[*at].label.clone()));
        drift.relinked = followed.relinked.len();
        drift.taken = followed.taken;
    }
    drift.impossible =
        saved.schedule.base == Base::Silent && !finding::is_possible(&runner, &saved.plan);
    let Some(failure) = run.judgement.failure() else {
        let stale = drift.is_stale();
        return Ok(if stale { Replayed::Stale(drift) } else { Replayed::Passes });
    };
    let finding = Box::new(finding::as_saved(&runner, saved, failure));
    drift.text_differs = finding.trace.digest() != saved.digest;
    Ok(if drift.impossible {
        Replayed::Stale(drift)
    } else if failure.id == saved.failure {
        Replayed::Same { finding, drift }
    } else {
        Replayed::Differently { finding, drift }
    })
}
