//! A failing run over the calm world: what goes wrong in it, and nothing else.
//!
//! An entry is an episode of the plan, or a choice that isn't calm. A candidate is run as long as the scenario runs, and
//! recorded anew: what made no difference to the run is not among what comes back.

use sim_core::{Base, Choice, Protocol, Schedule, What, World, mix};
use sim_net::{End, Episode, Network, Plan, Within};

use super::instead::Instead;
use super::size::size;
use super::within::{Strike, strikes};
use crate::failure::FailureId;
use crate::judge::Failure;
use crate::run::{Broken, Case, Runner};
use crate::shrink::{Answer, Failing, Subject};

/// Something that goes wrong, or otherwise than in the plainest way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Entry {
    Episode(Episode),
    Choice(Choice),
}

impl Entry {
    /// In words.
    pub(super) fn label(&self) -> String {
        match self {
            Self::Episode(episode) => {
                format!("episode {:?} ({})", episode.label, episode.fault.name())
            }
            Self::Choice(choice) => choice.label.clone(),
        }
    }
}

/// Runs what goes wrong over the calm world, and says whether it fails in the way that is looked for.
pub(super) struct CalmRuns<'r, P: Protocol> {
    pub(super) runner: &'r mut Runner<P>,
    pub(super) wanted: FailureId,
    pub(super) seed: u64,
    /// The plan without its episodes.
    pub(super) plan: Plan,
    /// Other failures that were met on the way.
    pub(super) by_catch: Vec<FailureId>,
    pub(super) broken: Option<Broken>,
}

/// A run that fails in the wanted way, and how.
pub(super) struct CalmFailure {
    pub(super) plan: Plan,
    pub(super) schedule: Schedule,
    pub(super) failure: Failure,
}

impl<P: Protocol> CalmRuns<'_, P> {
    pub(super) fn run(&mut self, entries: &[Entry]) -> Result<CalmFailure, Instead> {
        let (plan, schedule) = self.split(entries);
        let case = Case::forced(self.seed, plan.clone(), &schedule).recording();
        let run = match self.runner.run(&case) {
            Ok(run) => run,
            // Without some of its episodes a plan may name what isn't there any more: then it is no plan.
            Err(broken) => {
                self.broken = Some(broken);
                return Err(Instead::Undecided);
            }
        };
        let failure = Instead::of(run.judgement, &self.wanted).inspect_err(|instead| {
            if let Instead::Fails(other) = instead
                && !self.by_catch.contains(other)
            {
                self.by_catch.push(other.clone());
            }
        })?;
        let plan = begun(&plan, self.runner.world());
        let schedule = self.runner.world().recorded_choices();
        Ok(CalmFailure { plan, schedule, failure: *failure })
    }

    fn split(&self, entries: &[Entry]) -> (Plan, Schedule) {
        let mut plan = Plan { episodes: Vec::new(), ..self.plan.clone() };
        let mut schedule = Schedule::new(Base::Calm);
        for entry in entries {
            match entry {
                Entry::Episode(episode) => plan.episodes.push(episode.clone()),
                Entry::Choice(choice) => schedule.choices.push(choice.clone()),
            }
        }
        (plan, schedule)
    }
}

impl<P: Protocol> Subject for CalmRuns<'_, P> {
    type Entry = Entry;
    type Note = Instead;

    fn attempt(&mut self, candidate: &[Entry]) -> Answer<Entry, Instead> {
        match self.run(candidate) {
            Ok(CalmFailure { plan, schedule, failure }) => {
                let record = self.runner.world().record();
                let size = size(record, &failure.violation).events;
                Answer::Fails(Failing { entries: entries(&plan, &schedule), size })
            }
            Err(instead) => Answer::Otherwise(instead),
        }
    }

    fn digest(&self, entry: &Entry) -> u64 {
        match entry {
            Entry::Choice(Choice { site, key, value, .. }) => {
                mix(mix(1, *site as u64), mix(key.0, *value))
            }
            // What can be changed about an episode is how long it lasts.
            Entry::Episode(episode) => {
                let lasts = value_of(episode).unwrap_or(u64::MAX);
                mix(mix(2, lasts), sim_core::TextHash::of(&episode.label))
            }
        }
    }

    fn value(&self, entry: &Entry) -> Option<u64> {
        match entry {
            Entry::Choice(choice) => Some(choice.value),
            Entry::Episode(episode) => value_of(episode),
        }
    }

    fn with_value(&self, entry: &Entry, value: u64) -> Option<Entry> {
        match entry {
            Entry::Choice(choice) => (value <= choice.site.largest())
                .then(|| Entry::Choice(Choice { value, ..choice.clone() })),
            Entry::Episode(episode) => {
                let now = value_of(episode)?;
                // As long as it lasts something; a longer one might overlap others.
                let legal = (1..=now).contains(&value);
                legal.then(|| Entry::Episode(lasting(episode, value)))
            }
        }
    }
}

// How long an episode lasts, where that is no range, in whole microseconds.
fn value_of(episode: &Episode) -> Option<u64> {
    match episode.end? {
        End::Lasts(Within { least, most }) => (least == most).then(|| least.as_nanos() / 1_000),
        End::Until(Within { least, most }) => {
            let exact = least == most && episode.at.least == episode.at.most;
            exact.then(|| least.saturating_sub(episode.at.least).as_nanos() / 1_000)
        }
    }
}

fn lasting(episode: &Episode, micros: u64) -> Episode {
    let lasts = sim_core::micros(micros);
    let end = match episode.end {
        Some(End::Until(_)) => End::Until(episode.at.least.saturating_add(lasts).into()),
        Some(End::Lasts(_)) | None => End::Lasts(lasts.into()),
    };
    Episode { end: Some(end), ..episode.clone() }
}

/// What goes wrong, one by one.
pub(super) fn entries(plan: &Plan, schedule: &Schedule) -> Vec<Entry> {
    let episodes = plan.episodes.iter().cloned().map(Entry::Episode);
    episodes.chain(schedule.choices.iter().cloned().map(Entry::Choice)).collect()
}

/// The plan with those episodes alone that began in the run that was just made.
pub(super) fn begun<P: Protocol>(plan: &Plan, world: &World<P, Network<P>>) -> Plan {
    let strikes = strikes(plan);
    let mut begun = vec![false; plan.episodes.len()];
    for event in world.record().iter() {
        if let What::Struck { fault } = event.what
            && let Some(Strike::Begins(place)) =
                strikes.get(usize::try_from(fault).unwrap_or(usize::MAX))
        {
            begun[*place] = true;
        }
    }
    let episodes = plan.episodes.iter().zip(begun).filter(|(_, begun)| *begun);
    let episodes = episodes.map(|(episode, _)| episode.clone()).collect();
    Plan { episodes, ..plan.clone() }
}
