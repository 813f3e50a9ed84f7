//! One run: a world that is used again and again, and what came of each run in it.

use std::cell::RefCell;
use std::fmt;
use std::ops::ControlFlow;
use std::rc::Rc;

use sim_core::{
    Base, Choices, Digest, Ending, Followed, Listed, Protocol, Recording, Schedule, Time, World,
};
use sim_net::{FittedPlan, Network, Plan};

use crate::checker::Conclusion;
use crate::figures::{Measured, Meter};
use crate::judge::{Goal, Judge, Judgement};
use crate::scenario::Scenario;

/// Why a scenario can't run at all.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Broken(pub String);

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Broken {}

/// All that decides a run of a scenario.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    /// What clients' calls depend on, and what was drawn.
    pub(crate) seed: u64,
    pub(crate) plan: Plan,
    pub(crate) choices: Choices,
    /// What happens first, or over the silent world at all.
    pub(crate) steps: Option<Vec<Listed>>,
    /// Whether time goes on behind the last of these.
    pub(crate) going_on: bool,
}

impl Case {
    /// A schedule, forced on its base.
    pub(crate) fn forced(seed: u64, plan: Plan, schedule: &Schedule) -> Self {
        let silent = schedule.base == Base::Silent;
        let choices = Choices::forced(schedule);
        Self { seed, plan, choices, steps: silent.then(|| schedule.steps.clone()), going_on: false }
    }

    pub(crate) fn recording(mut self) -> Self {
        self.choices = self.choices.recording();
        self
    }
}

/// What came of a run.
#[derive(Clone, Debug)]
pub struct Run {
    /// Whether something is wrong.
    pub judgement: Judgement,
    /// Why it stopped.
    pub ending: Ending,
    /// How many events there were.
    pub events: u64,
    /// How many steps.
    pub steps: u64,
    /// When it was over.
    pub time: Time,
    /// The digest of its events.
    pub digest: Digest,
    /// Which of the scenario's marks were reached, by their place.
    pub marks: Vec<bool>,
    /// How far a list of steps was followed, if there was one.
    pub followed: Option<Followed>,
}

/// What is measured in a world, by name.
type Meters<P> = Rc<RefCell<Vec<(String, Box<dyn Meter<P>>)>>>;

/// A world of a scenario, to run in.
pub(crate) struct Runner<P: Protocol> {
    pub(crate) scenario: Scenario<P>,
    world: World<P, Network<P>>,
    judge: Rc<RefCell<Judge<P>>>,
    meters: Option<Meters<P>>,
    fitted: Option<(Plan, FittedPlan)>,
}

impl<P: Protocol> Runner<P> {
    pub(crate) fn new(scenario: &Scenario<P>, goal: Goal) -> Result<Self, Broken> {
        if let Some(mistake) = scenario.figures.mistake() {
            return Err(Broken(mistake.to_owned()));
        }
        let mut world = scenario.world().map_err(|error| Broken(error.to_string()))?;
        let judge = Rc::new(RefCell::new(Judge::new(scenario, goal)));
        if !scenario.may_duplicate() {
            world.arrive_once();
        }
        let judging = judge.clone();
        world.observe(move |event| judging.borrow_mut().see(event));
        Ok(Self { scenario: scenario.clone(), world, judge, meters: None, fitted: None })
    }

    /// Measures what the scenario wants to be measured, from the next run on.
    pub(crate) fn measuring(mut self) -> Self {
        if !self.scenario.figures.is_empty() {
            let made = self.scenario.figures.make(self.world.directory());
            let meters = Rc::new(RefCell::new(made));
            self.meters = Some(meters.clone());
            self.world.observe(move |event| {
                meters.borrow_mut().iter_mut().for_each(|(_, meter)| meter.see(event));
                ControlFlow::Continue(())
            });
        }
        self
    }

    /// What was measured in the last run.
    pub(crate) fn measured(&self, run: &Run) -> Measured {
        let Some(meters) = &self.meters else { return Measured::default() };
        let end = Conclusion { time: run.time, idle: run.ending == Ending::Idle };
        let mut meters = meters.borrow_mut();
        let figures = meters.iter_mut().map(|(name, meter)| (name.clone(), meter.conclude(&end)));
        Measured::of_run(figures.collect())
    }

    /// The world after the last run.
    pub(crate) const fn world(&self) -> &World<P, Network<P>> {
        &self.world
    }

    pub(crate) fn world_mut(&mut self) -> &mut World<P, Network<P>> {
        &mut self.world
    }

    /// Keeps all events of the runs that follow, or none.
    pub(crate) fn keep(&mut self, recording: Recording) {
        drop(self.world.keep(recording));
    }

    pub(crate) fn run(&mut self, case: &Case) -> Result<Run, Broken> {
        self.judge.borrow_mut().reset();
        if let Some(meters) = &self.meters {
            meters.borrow_mut().iter_mut().for_each(|(_, meter)| meter.reset());
        }
        self.world.reset(&case.choices);
        self.apply_plan(&case.plan)?;
        self.plan_calls(case.seed)?;
        let (ending, followed) = match &case.steps {
            Some(steps) => {
                let followed = self.follow(steps);
                match &followed.ending {
                    Some(ending) => (ending.clone(), Some(followed)),
                    None if case.going_on => (self.run_timed(&case.plan), None),
                    None => (Ending::Time, Some(followed)),
                }
            }
            None => (self.run_timed(&case.plan), None),
        };
        Ok(self.sum_up(ending, followed))
    }

    fn apply_plan(&mut self, plan: &Plan) -> Result<(), Broken> {
        if plan.episodes.is_empty() && plan.heal.is_none() {
            return Ok(());
        }
        if self.fitted.as_ref().is_none_or(|(of, _)| of != plan) {
            let fitted = plan.fit(&self.world).map_err(|problems| {
                let told = problems.iter().map(ToString::to_string).collect::<Vec<_>>();
                Broken(format!("the plan doesn't fit: {}", told.join("\n")))
            })?;
            self.fitted = Some((plan.clone(), fitted));
        }
        let (_, fitted) = self.fitted.as_ref().expect("it has just been fitted");
        fitted.apply(&mut self.world).map_err(|error| Broken(error.to_string()))
    }

    fn plan_calls(&mut self, seed: u64) -> Result<(), Broken> {
        for call in self.scenario.planned_calls(seed) {
            let actor = self.world.directory().get(&call.actor).ok_or_else(|| {
                Broken(format!("a call is planned for {:?}, but no actor is called so", call.actor))
            })?;
            self.world
                .plan_operation(call.at, actor, call.operation)
                .map_err(|error| Broken(error.to_string()))?;
        }
        Ok(())
    }

    fn run_timed(&mut self, plan: &Plan) -> Ending {
        let stop = self.scenario.stop(plan);
        if self.scenario.invariants.is_empty() {
            return self.world.run(stop);
        }
        let (scenario, judge) = (&self.scenario, &self.judge);
        self.world.run_until(stop, |world| !holds(scenario, judge, world))
    }

    fn follow(&mut self, steps: &[Listed]) -> Followed {
        if self.scenario.invariants.is_empty() {
            return self.world.follow(steps);
        }
        let (scenario, judge) = (&self.scenario, &self.judge);
        self.world.follow_until(steps, |world| !holds(scenario, judge, world))
    }

    fn sum_up(&mut self, ending: Ending, followed: Option<Followed>) -> Run {
        let judged = self.judge.borrow().judge(&self.world, &ending);
        let judgement = judged.unwrap_or_else(|| {
            if followed.is_some() {
                return self.judge.borrow_mut().break_off();
            }
            let (time, idle) = (self.world.now(), ending == Ending::Idle);
            self.world.finish();
            let judged = self.judge.borrow().judge(&self.world, &ending);
            judged.unwrap_or_else(|| self.judge.borrow_mut().conclude(&Conclusion { time, idle }))
        });
        Run {
            judgement,
            events: self.world.events(),
            steps: self.world.steps(),
            time: self.world.now(),
            digest: self.world.digest(),
            marks: self.judge.borrow().reached().to_vec(),
            ending,
            followed,
        }
    }
}

// Whether nothing is wrong with the world, as far as one has to look.
fn holds<P: Protocol>(
    scenario: &Scenario<P>,
    judge: &RefCell<Judge<P>>,
    world: &World<P, Network<P>>,
) -> bool {
    for (name, look) in &scenario.invariants {
        if let Err(said) = look(world) {
            judge.borrow_mut().object(name, said);
            break;
        }
    }
    !judge.borrow().objects()
}
