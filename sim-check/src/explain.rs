//! Explaining a saved failure: when it could still have been avoided, and what about it has to be just so.
//!
//! The *point of no return* is found by chance. The first steps are taken as they are listed, what comes after them is drawn
//! anew, from many seeds; the more of these runs fail in the same way, the more was settled by then.

mod interval;
mod telling;

pub use interval::Interval;

use sim_core::{
    Base, Choice, Choices, Class, Listed, Protocol, Recording, Schedule, Site, Time, mix,
};

use crate::finding::{self, Instead};
use crate::judge::{Goal, Judgement};
use crate::legal::{Bounds, Leniency};
use crate::run::{Broken, Case, Runner};
use crate::saved::Saved;
use crate::scenario::Scenario;

/// How many seeds are drawn for each point.
const SEEDS: u64 = 100;

/// What there is to say about a saved failure besides that it happens.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Explanation {
    /// For each number of first entries that are taken as saved, how many runs fail when the rest is drawn.
    pub points: Vec<Point>,
    /// After how many entries more than half of all runs fail, and from there on always; none if it never comes to that.
    pub no_return: Option<usize>,
    /// What each entry is needed for, and what may be otherwise about it: first choices, then steps.
    pub freedom: Vec<Freedom>,
    /// How many runs it took.
    pub runs: u64,
    /// Whether the runs were used up before all was known.
    pub spent: bool,
}

/// How many runs fail when the first entries are taken as saved and the rest is drawn.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Point {
    /// How many entries are taken as saved.
    pub entries: usize,
    /// The last of these, in words.
    pub label: String,
    /// How many runs failed in the same way.
    pub failed: u64,
    /// How many runs there were.
    pub runs: u64,
    /// Where their share lies with 95 % confidence.
    pub share: Interval,
}

/// What an entry of a schedule is needed for, and what may be otherwise about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Freedom {
    /// The entry, in words.
    pub label: String,
    /// What happens without it; none if it fails all the same, or if nobody could find out.
    pub without: Option<Instead>,
    /// What may be otherwise.
    pub may: May,
}

/// What may be otherwise.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum May {
    /// It happens between these times, all else being as it is; it fails at both ends.
    Between(Time, Time),
    /// It has one of these values as well.
    BeOther(Vec<u64>),
    /// Nothing: it has to be just so.
    Nothing,
}

/// Explains a saved failure, in so many runs at most.
///
/// # Errors
/// The scenario can't run, isn't that of the saved failure, or doesn't fail any more.
pub fn explain<P: Protocol>(
    scenario: &Scenario<P>,
    saved: &Saved,
    runs_max: u64,
) -> Result<Explanation, Broken> {
    let scenario = scenario.as_saved(saved)?;
    let mut runner = Runner::new(&scenario, Goal::of_saved(&scenario, &saved.failure))?;
    runner.keep(Recording::All);
    let mut explaining = Explaining { runner, saved, runs: 0, runs_max, spent: false };
    if !explaining.fails(&saved.schedule)? {
        let name = &saved.scenario;
        return Err(Broken(format!("the saved failure of {name:?} doesn't happen any more")));
    }
    let freedom = explaining.freedom()?;
    let points = explaining.points()?;
    Ok(Explanation {
        no_return: no_return(&points),
        points,
        freedom,
        runs: explaining.runs,
        spent: explaining.spent,
    })
}

// The first point from which on every share lies above one half.
fn no_return(points: &[Point]) -> Option<usize> {
    let gradual = points.iter().rposition(|point| !point.share.is_above_half());
    let first = gradual.map_or(0, |last| last + 1);
    points.get(first).map(|point| point.entries)
}

// A step in words; of a message that arrives again, which copy that is.
fn label_of(steps: &[Listed], place: usize) -> String {
    let Listed { step, label, .. } = &steps[place];
    let same = |other: &&Listed| step.class == Class::Arrive && other.step == *step;
    match steps[..place].iter().filter(same).count() {
        0 => label.clone(),
        earlier => format!("{label}  (copy {})", earlier + 1),
    }
}

struct Explaining<'a, P: Protocol> {
    runner: Runner<P>,
    saved: &'a Saved,
    runs: u64,
    runs_max: u64,
    spent: bool,
}

impl<P: Protocol> Explaining<'_, P> {
    fn case(&self, schedule: &Schedule) -> Case {
        Case::forced(self.saved.seed, self.saved.plan.clone(), schedule).recording()
    }

    fn judge(&mut self, case: &Case) -> Result<Option<Judgement>, Broken> {
        if self.runs >= self.runs_max {
            self.spent = true;
            return Ok(None);
        }
        self.runs += 1;
        Ok(Some(self.runner.run(case)?.judgement))
    }

    fn run(&mut self, case: &Case) -> Result<bool, Broken> {
        let judgement = self.judge(case)?;
        let failure = judgement.as_ref().and_then(Judgement::failure);
        Ok(failure.is_some_and(|failure| failure.id == self.saved.failure))
    }

    // What this schedule leads to in the place of the saved failure.
    fn instead(&mut self, schedule: &Schedule) -> Result<Option<Instead>, Broken> {
        let case = self.case(schedule);
        Ok(match self.judge(&case)? {
            None => None,
            Some(Judgement::Passed) => Some(Instead::Passes),
            Some(Judgement::Undecided(_)) => Some(Instead::Undecided),
            Some(Judgement::Failed(failure)) if failure.id != self.saved.failure => {
                Some(Instead::Fails(failure.id))
            }
            Some(Judgement::Failed(_)) => {
                let possible = schedule.base != Base::Silent
                    || finding::is_possible(&self.runner, &self.saved.plan);
                (!possible).then_some(Instead::NoTimes)
            }
        })
    }

    fn fails(&mut self, schedule: &Schedule) -> Result<bool, Broken> {
        let case = self.case(schedule);
        self.run(&case)
    }

    fn points(&mut self) -> Result<Vec<Point>, Broken> {
        let steps = &self.saved.schedule.steps;
        let mut points = Vec::new();
        let silent = self.saved.schedule.base == Base::Silent;
        let entries = if silent { steps.len() } else { self.saved.schedule.choices.len() };
        for taken in 0..=entries {
            let mut failed = 0;
            let mut runs = 0;
            for seed in 0..SEEDS {
                if self.spent {
                    break;
                }
                let seed = mix(self.saved.seed, mix(taken as u64, seed));
                let case = if silent {
                    self.after_steps(taken, seed)
                } else {
                    self.after_choices(taken, seed)
                };
                let fails = self.run(&case)?;
                if !self.spent {
                    failed += u64::from(fails);
                    runs += 1;
                }
            }
            let label = match taken.checked_sub(1) {
                None => "all is open".to_owned(),
                Some(last) if silent => label_of(steps, last),
                Some(last) => self.saved.schedule.choices[last].label.clone(),
            };
            points.push(Point {
                entries: taken,
                label,
                failed,
                runs,
                share: Interval::of(failed, runs),
            });
        }
        Ok(points)
    }

    // What may be otherwise about each entry, all others being as they are.
    fn freedom(&mut self) -> Result<Vec<Freedom>, Broken> {
        let mut all = Vec::new();
        let silent = self.saved.schedule.base == Base::Silent;
        for place in 0..self.saved.schedule.choices.len() {
            let choice = &self.saved.schedule.choices[place];
            // Over the silent world the steps alone say what arrives.
            if silent && choice.site == Site::Copies {
                continue;
            }
            let label = choice.label.clone();
            let others = self.other_values(place)?;
            let may = if others.is_empty() { May::Nothing } else { May::BeOther(others) };
            let mut schedule = self.saved.schedule.clone();
            schedule.choices.remove(place);
            let without = self.instead(&schedule)?;
            all.push(Freedom { label, without, may });
        }
        if silent {
            self.fails(&self.saved.schedule)?;
            let steps = self.saved.schedule.steps.len();
            let leniency = Leniency { may_lose: self.runner.scenario.may_lose() };
            let waits = self.runner.world().recorded_waits();
            let bounds = Bounds::new(steps, &waits, leniency);
            for place in 0..steps {
                let label = label_of(&self.saved.schedule.steps, place);
                let may = self.between(place, &bounds)?;
                let mut schedule = self.saved.schedule.clone();
                schedule.steps.remove(place);
                let without = self.instead(&schedule)?;
                all.push(Freedom { label, without, may });
            }
        }
        Ok(all)
    }

    // The other values of a choice, among those next to it and to calm, with which it fails in the same way.
    fn other_values(&mut self, place: usize) -> Result<Vec<u64>, Broken> {
        let Choice { site, value, .. } = self.saved.schedule.choices[place];
        let near =
            [0, 1, 2, value.saturating_sub(1), value.saturating_add(1), value.saturating_mul(2)];
        let mut others: Vec<u64> =
            near.into_iter().filter(|it| *it != value && *it <= site.largest()).collect();
        others.sort_unstable();
        others.dedup();
        let mut fail = Vec::new();
        for other in others {
            let mut schedule = self.saved.schedule.clone();
            schedule.choices[place].value = other;
            if self.fails(&schedule)? && self.runner.world().out_of_range().is_empty() {
                fail.push(other);
            }
        }
        Ok(fail)
    }

    // The times at which a step may happen while all others stay where they are.
    fn between(&mut self, place: usize, bounds: &Bounds) -> Result<May, Broken> {
        let times: Vec<Time> = self.saved.schedule.steps.iter().map(|step| step.time).collect();
        let (earliest, latest) = bounds.room(place, &times);
        let at = |time: Time| {
            let mut schedule = self.saved.schedule.clone();
            schedule.steps[place].time = time;
            schedule
        };
        let now = times[place];
        let early = earliest == now || self.fails(&at(earliest))?;
        let late = latest == now || self.fails(&at(latest))?;
        let (from, to) = (if early { earliest } else { now }, if late { latest } else { now });
        Ok(if from == to { May::Nothing } else { May::Between(from, to) })
    }

    // The first steps are listed, and then time runs over drawn choices. A message that is listed to arrive
    // isn't lost, and one that is listed to arrive again has a copy.
    fn after_steps(&self, taken: usize, seed: u64) -> Case {
        let schedule = &self.saved.schedule;
        let first: Vec<Listed> = schedule.steps[..taken].to_vec();
        let arrivals = first.iter().filter(|step| step.step.class == Class::Arrive);
        let mut arriving: Vec<Choice> = Vec::new();
        for step in arrivals {
            match arriving.iter_mut().find(|choice| choice.key == step.step.key) {
                Some(choice) => choice.value += 1,
                None => arriving.push(Choice {
                    site: Site::Copies,
                    key: step.step.key,
                    value: 1,
                    label: step.label.clone(),
                }),
            }
        }
        let settled = schedule.choices.iter().filter(|choice| choice.site != Site::Copies).cloned();
        let forced: Vec<Choice> = settled.chain(arriving).collect();
        let choices = Choices::drawn(seed).forcing(&forced);
        Case {
            seed: self.saved.seed,
            plan: self.saved.plan.clone(),
            choices,
            steps: Some(first),
            going_on: true,
        }
    }

    // The first choices are as saved, all others are drawn.
    fn after_choices(&self, taken: usize, seed: u64) -> Case {
        let choices = Choices::drawn(seed).forcing(&self.saved.schedule.choices[..taken]);
        Case {
            seed: self.saved.seed,
            plan: self.saved.plan.clone(),
            choices,
            steps: None,
            going_on: false,
        }
    }
}
