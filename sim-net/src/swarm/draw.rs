//! A draw: one plan of a swarm while it comes about.

use alloc::string::ToString;
use alloc::vec::Vec;

use sim_core::{Duration, micros, seconds};

use super::dice::{Dice, in_micros};
use super::strain::Strain;
use super::{SHORTEST, Swarm};
use crate::family::Family;
use crate::plan::{End, Episode, Plan};

// So often an episode is drawn anew that has no place in the plan, until it is given up.
const ATTEMPTS: u32 = 8;

/// A plan while it is drawn.
pub(super) struct Draw<'a> {
    pub(super) swarm: &'a Swarm,
    pub(super) nodes: &'a [&'a str],
    pub(super) dice: Dice,
    heal: Duration,
    strengths: [usize; Strain::COUNT],
}

impl<'a> Draw<'a> {
    pub(super) fn new(
        swarm: &'a Swarm,
        nodes: &'a [&'a str],
        heal: Duration,
        mut dice: Dice,
    ) -> Self {
        let strengths = Strain::ALL.map(|_| dice.strength());
        Self { swarm, nodes, dice, heal, strengths }
    }

    /// Episodes of the faults that are present, from the last one on: after each it is enough once in four times.
    pub(super) fn fill(mut self, mut plan: Plan, mut present: Vec<Strain>) -> Plan {
        let mut repeatable: Vec<Strain> = Vec::new();
        for rank in 0..self.swarm.episodes {
            if rank > 0 && self.dice.one_in(4) {
                break;
            }
            let repeats = self.dice.one_in(4) || present.is_empty();
            let known = if repeats { self.dice.pick(&repeatable) } else { None };
            let Some(strain) = known.or_else(|| present.pop()) else { break };
            if self.add(&mut plan, strain) && known.is_none() && !strain.is_weather() {
                repeatable.push(strain);
            }
        }
        plan
    }

    // Adds an episode with that fault, if there is room for one.
    fn add(&mut self, plan: &mut Plan, strain: Strain) -> bool {
        for _ in 0..ATTEMPTS {
            let mut episode = self.episode(plan, strain);
            episode.label = plan.episodes.len().to_string();
            plan.episodes.push(episode);
            if plan.problems(self.nodes).is_empty() {
                return true;
            }
            plan.episodes.pop();
        }
        false
    }

    fn episode(&mut self, plan: &Plan, strain: Strain) -> Episode {
        let fault = self.fault(strain);
        let (can_flap, hits_in_flight) = (fault.can_flap(), fault.hits_in_flight());
        let mut episode = Episode::new("", self.beginning(plan), fault);
        if matches!(strain, Strain::CrashStop | Strain::BitRot) {
            return episode;
        }
        // A rule waits for its message, however long that takes.
        let has_end = strain != Strain::Rule;
        if (strain.is_weather() || !has_end) && self.dice.one_in(2) {
            episode.at = Duration::ZERO.into();
        } else if has_end {
            episode = self.ending(episode, strain);
        }
        if can_flap && self.dice.one_in(8) {
            episode = self.flapping(episode);
        }
        if hits_in_flight && self.dice.one_in(4) {
            episode = episode.spares_in_flight();
        }
        episode
    }

    // Any time, or shortly after another episode began or ended: recovering is when a second fault hurts.
    fn beginning(&mut self, plan: &Plan) -> Duration {
        if self.dice.one_in(3)
            && let Some(other) = self.dice.pick(&plan.episodes)
        {
            let begin = other.at.most;
            let end = match other.end {
                Some(End::Lasts(length)) => begin + length.most,
                Some(End::Until(time)) => time.most,
                None => begin,
            };
            let origin = if self.dice.one_in(2) { begin } else { end };
            let time = origin + self.dice.time(SHORTEST, seconds(1));
            if time < self.heal {
                return time;
            }
        }
        micros(self.dice.up_to(in_micros(self.heal) - 1))
    }

    // After some time between that of a message and all there is, in octaves. What would go on after the heal has no end
    // of its own; but a crash has one, as it would be for good otherwise.
    fn ending(&mut self, episode: Episode, strain: Strain) -> Episode {
        let (length, rest) = (self.dice.time(SHORTEST, self.heal), self.heal - episode.at.least);
        if length < rest {
            episode.lasts(length)
        } else if strain == Strain::Crash {
            episode.lasts(self.dice.time(SHORTEST.min(rest), rest))
        } else {
            episode
        }
    }

    // It comes and goes, and comes again at least once.
    fn flapping(&mut self, episode: Episode) -> Episode {
        let length = match episode.end {
            Some(End::Lasts(length)) => length.most,
            Some(End::Until(time)) => time.most - episode.at.least,
            None => self.heal - episode.at.least,
        };
        let most = micros(in_micros(length) / 2);
        if most < SHORTEST {
            return episode;
        }
        let (on, off) = (self.dice.time(SHORTEST, most), self.dice.time(SHORTEST, most));
        episode.flapping(on, off)
    }

    fn fault(&mut self, strain: Strain) -> Family {
        let strength = self.strengths[strain as usize];
        match strain {
            Strain::Partition => self.partition().into(),
            Strain::SlowLink => self.slow_link(strength).into(),
            Strain::Loss => self.loss(strength).into(),
            Strain::Duplicates => self.duplicates(strength).into(),
            Strain::Reorder => self.reorder(strength).into(),
            Strain::Corruption => self.corruption(strength).into(),
            Strain::Hold => self.hold().into(),
            Strain::Rule => self.rule().into(),
            Strain::Crash => self.crash().into(),
            Strain::CrashStop => self.crash_stop().into(),
            Strain::Points => self.points(strength).into(),
            Strain::Pause => self.pause().into(),
            Strain::SlowNode => self.slow_node(strength).into(),
            Strain::ClockJump => self.clock_jump().into(),
            Strain::ClockDrift => self.clock_drift().into(),
            Strain::Disk => self.disk(strength).into(),
            Strain::BitRot => self.bit_rot().into(),
        }
    }
}
