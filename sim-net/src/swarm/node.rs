//! What a swarm does to nodes, and to which.

use alloc::vec::Vec;

use sim_core::{DiskFaults, Ratio, hours, micros, millis, seconds};

use super::SHORTEST;
use super::dice::CHANCES;
use super::draw::Draw;
use super::strain::spare;
use crate::family::{BitRot, ClockDrift, ClockJump, Crash, DiskTrouble, Pause, Points, SlowNode};
use crate::plan::Within;
use crate::selector::Selector;

impl Draw<'_> {
    pub(super) fn crash(&mut self) -> Crash {
        let crash = Crash::of(self.some(self.spare()));
        if self.swarm.model.amnesia && self.dice.one_in(4) { crash.wiping() } else { crash }
    }

    pub(super) fn crash_stop(&mut self) -> Crash {
        let most = usize::try_from(self.swarm.model.crash_stop).unwrap_or(usize::MAX);
        Crash::of(self.some(self.spare().min(most)))
    }

    pub(super) fn points(&mut self, strength: usize) -> Points {
        let model = &self.swarm.model;
        let is_for_good = !model.crash_restart || (model.crash_stop > 0 && self.dice.one_in(4));
        let most = if is_for_good {
            usize::try_from(model.crash_stop).unwrap_or(usize::MAX)
        } else {
            usize::MAX
        };
        let points = Points::of(self.some(self.spare().min(most)), CHANCES[strength]);
        if is_for_good {
            return points;
        }
        points.restarting(Within::new(SHORTEST, self.dice.time(SHORTEST, seconds(1))))
    }

    pub(super) fn pause(&mut self) -> Pause {
        Pause::of(self.some(self.spare()))
    }

    pub(super) fn slow_node(&mut self, strength: usize) -> SlowNode {
        let factors = [2, 3, 5, 10, 20, 50, 100, 500];
        let nodes = self.some(self.nodes.len());
        SlowNode::of(nodes, Ratio::percent(factors[strength] * 100))
    }

    pub(super) fn clock_jump(&mut self) -> ClockJump {
        let (nodes, by) = (self.some(self.nodes.len()), self.dice.time(SHORTEST, hours(1)));
        if self.dice.one_in(2) { ClockJump::ahead(nodes, by) } else { ClockJump::back(nodes, by) }
    }

    pub(super) fn clock_drift(&mut self) -> ClockDrift {
        // Bad quartz, a bad virtual machine, and beyond: one that is off by a hundredth shows soon what is wrong.
        let off = self.dice.pick(&[50, 200, 1_000, 10_000, 100_000, 500_000]).unwrap_or(50);
        let rate = if self.dice.one_in(2) { 1_000_000 + off } else { 1_000_000 - off };
        ClockDrift::of(self.some(self.nodes.len()), Ratio::per_million(rate))
    }

    pub(super) fn disk(&mut self, strength: usize) -> DiskTrouble {
        let chance = CHANCES[strength];
        let model = &self.swarm.model;
        let mut troubles: Vec<fn(&mut Self, Ratio, &mut DiskFaults)> = Vec::new();
        if model.failing_disk {
            troubles.push(|_, chance, faults| faults.write_error = chance);
            troubles.push(|_, chance, faults| faults.read_error = chance);
            // A crash is rare enough.
            troubles.push(|_, _, faults| faults.torn = Ratio::percent(50));
            troubles.push(|draw, _, faults| faults.capacity = Some(draw.dice.octaves(16, 1 << 16)));
            troubles
                .push(|draw, _, faults| faults.latency = draw.dice.time(micros(10), millis(100)));
        }
        if model.lying_disk {
            troubles.push(|_, chance, faults| faults.sync_lost = chance);
        }
        let mut faults = DiskFaults::CALM;
        let count = if self.dice.one_in(4) { 2 } else { 1 };
        self.dice.shuffle(&mut troubles);
        for trouble in troubles.into_iter().take(count) {
            trouble(self, chance, &mut faults);
        }
        DiskTrouble::of(self.some(self.nodes.len()), faults)
    }

    pub(super) fn bit_rot(&mut self) -> BitRot {
        let bits = self.dice.pick(&[1, 1, 1, 2, 8]).unwrap_or(1);
        BitRot::of(self.one(), bits)
    }

    fn spare(&self) -> usize {
        spare(&self.swarm.model, self.nodes.len())
    }

    /// One node, mostly; sometimes two or three, or all; not more than that many.
    pub(super) fn some(&mut self, most: usize) -> Selector {
        if most >= self.nodes.len() && self.dice.one_in(16) {
            return Selector::All;
        }
        let count = self.dice.pick(&[1, 1, 1, 1, 1, 2, 2, 3]).unwrap_or(1).min(most);
        if count <= 1 {
            return self.one();
        }
        let mut ranks: Vec<usize> = (0..self.nodes.len()).collect();
        self.dice.shuffle(&mut ranks);
        ranks.truncate(count);
        ranks.sort_unstable();
        Selector::nodes(ranks.into_iter().map(|rank| self.nodes[rank]))
    }

    /// One node: as often as not the leader, if there are any.
    pub(super) fn one(&mut self) -> Selector {
        let name = self.dice.pick(self.nodes).expect("faults are drawn where there are nodes");
        self.leader().unwrap_or_else(|| Selector::node(name))
    }

    /// The leader, as often as not, if there are any.
    pub(super) fn leader(&mut self) -> Option<Selector> {
        let kind = self.dice.pick(&self.swarm.leaders)?;
        self.dice.one_in(2).then(|| Selector::last_to_tell(kind))
    }
}
