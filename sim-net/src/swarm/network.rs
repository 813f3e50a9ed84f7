//! What a swarm does to the network.

use alloc::vec::Vec;

use sim_core::{Ratio, millis, seconds};

use super::SHORTEST;
use super::dice::CHANCES;
use super::draw::Draw;
use crate::family::{
    Corruption, Duplicates, Hold, Links, Loss, Partition, Reorder, Rule, RuleAction, SlowLink,
};
use crate::selector::Selector;

// How a partition divides the nodes.
#[derive(Clone, Copy)]
enum Cut {
    One,
    Several,
    OneWayOut,
    OneWayIn,
    Pair,
    OneWayPair,
    Halves,
    Majority,
    Bridge,
    Ring,
    Groups,
    Links,
}

// As often as they stand here. Isolating one node finds most of what partitions find, partial ones much of the rest.
const CUTS: [Cut; 24] = [
    Cut::One,
    Cut::One,
    Cut::One,
    Cut::One,
    Cut::One,
    Cut::One,
    Cut::Several,
    Cut::OneWayOut,
    Cut::OneWayOut,
    Cut::OneWayIn,
    Cut::OneWayIn,
    Cut::Pair,
    Cut::Pair,
    Cut::Pair,
    Cut::OneWayPair,
    Cut::Halves,
    Cut::Halves,
    Cut::Majority,
    Cut::Majority,
    Cut::Bridge,
    Cut::Bridge,
    Cut::Ring,
    Cut::Groups,
    Cut::Links,
];

impl Draw<'_> {
    pub(super) fn partition(&mut self) -> Partition {
        match self.dice.pick(&CUTS).unwrap_or(Cut::One) {
            Cut::One => Partition::Isolate(self.one()),
            Cut::Several => Partition::Isolate(self.some(self.nodes.len() / 2)),
            Cut::OneWayOut => Partition::OneWay(self.one(), Selector::All),
            Cut::OneWayIn => Partition::OneWay(Selector::All, self.one()),
            Cut::Pair => {
                let (one, other) = self.pair();
                Partition::Cut(Links::Between(one, other))
            }
            Cut::OneWayPair => {
                let (one, other) = self.pair();
                Partition::OneWay(one, other)
            }
            Cut::Halves => Partition::Halves,
            Cut::Majority => Partition::Majority,
            Cut::Bridge => Partition::Bridge,
            Cut::Ring => Partition::MajorityRing,
            Cut::Groups => self.groups(),
            Cut::Links => Partition::Cut(self.links()),
        }
    }

    // Two or three groups of the nodes in any order, and sometimes some in none.
    fn groups(&mut self) -> Partition {
        let mut names = Vec::from(self.nodes);
        self.dice.shuffle(&mut names);
        let groups = if self.dice.one_in(2) { 2 } else { 3 };
        let size = (names.len() / groups).max(1);
        Partition::groups(&names.chunks(size).take(groups).collect::<Vec<_>>())
    }

    pub(super) fn slow_link(&mut self, strength: usize) -> SlowLink {
        let factors = [2, 3, 5, 10, 20, 50, 100, 500];
        let slow = if self.dice.one_in(2) {
            SlowLink::times(Ratio::percent(factors[strength] * 100))
        } else {
            SlowLink::by(self.dice.time(SHORTEST, millis(500)))
        };
        slow.on(self.links())
    }

    pub(super) fn loss(&mut self, strength: usize) -> Loss {
        Loss::of(CHANCES[strength]).on(self.links())
    }

    pub(super) fn duplicates(&mut self, strength: usize) -> Duplicates {
        let behind = self.dice.time(SHORTEST, seconds(1));
        Duplicates::of(CHANCES[strength]).behind(behind).on(self.links())
    }

    pub(super) fn reorder(&mut self, strength: usize) -> Reorder {
        let behind = self.dice.time(SHORTEST, millis(500));
        Reorder::of(CHANCES[strength], behind).on(self.links())
    }

    pub(super) fn corruption(&mut self, strength: usize) -> Corruption {
        Corruption::of(CHANCES[strength]).on(self.links())
    }

    pub(super) fn hold(&mut self) -> Hold {
        Hold::on(self.links())
    }

    // One message, somewhere, at the wrong time.
    pub(super) fn rule(&mut self) -> Rule {
        let model = &self.swarm.model;
        let mut actions = Vec::new();
        if model.lost {
            actions.push(RuleAction::Drop);
        }
        if model.reordered {
            actions.push(RuleAction::Delay(self.dice.time(SHORTEST, seconds(1))));
            actions.push(RuleAction::Hold);
        }
        if model.duplicated {
            actions.push(RuleAction::Duplicate(self.dice.pick(&[1, 1, 1, 2, 3]).unwrap_or(1)));
        }
        if model.corrupted {
            let how = self.dice.up_to(u32::MAX.into());
            actions.push(RuleAction::Corrupt(u32::try_from(how).unwrap_or_default()));
        }
        let action = self.dice.pick(&actions).expect("rules are drawn where one is possible");
        let rule = Rule::new(action).nth(self.dice.octaves(1, 256));
        let mut names = Vec::from(self.nodes);
        self.dice.shuffle(&mut names);
        match self.dice.up_to(3) {
            0 => rule.from(names[0]),
            1 => rule.to(names[0]),
            _ => rule.from(names[0]).to(names[1]),
        }
    }

    // All messages, or those of one node or two.
    fn links(&mut self) -> Links {
        match self.dice.up_to(7) {
            0..3 => Links::All,
            3 => Links::Of(self.one()),
            4 => Links::From(self.one()),
            5 => Links::To(self.one()),
            6 => {
                let (one, other) = self.pair();
                Links::OneWay(one, other)
            }
            _ => {
                let (one, other) = self.pair();
                Links::Between(one, other)
            }
        }
    }

    // Two nodes, of which the first may be a leader.
    fn pair(&mut self) -> (Selector, Selector) {
        let mut names = Vec::from(self.nodes);
        self.dice.shuffle(&mut names);
        let one = self.leader().unwrap_or_else(|| Selector::node(names[0]));
        (one, Selector::node(names[1]))
    }
}
