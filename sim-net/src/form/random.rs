//! Plans, layouts and links at random: all that can be written, and makes sense by itself.

mod layout;

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use sim_core::{DiskFaults, Duration, Ratio, Source, Stream};

use crate::family::{
    BitRot, ClockDrift, ClockJump, Corruption, Crash, DiskTrouble, Duplicates, Family, Hold, Links,
    Loss, Partition, Pause, Points, Reorder, Rule, RuleAction, SlowLink, SlowNode,
};
use crate::model::FaultModel;
use crate::plan::{End, Episode, Flapping, Plan, Within};
use crate::selector::Selector;

/// Draws data.
pub(super) struct Draw(Stream);

impl Draw {
    pub(super) fn new(seed: u64) -> Draw {
        Draw(Stream::new(seed, 0))
    }

    fn below(&mut self, count: u64) -> u64 {
        self.0.between(0, count - 1)
    }

    fn yes(&mut self) -> bool {
        self.below(2) == 0
    }

    fn small(&mut self) -> u32 {
        u32::try_from(self.below(5)).expect("below five")
    }

    fn number(&mut self) -> u64 {
        let bits = self.below(64);
        self.0.next_u64() >> bits
    }

    fn copies(&mut self) -> u8 {
        u8::try_from(1 + self.below(15)).expect("up to fifteen")
    }

    fn some<T>(&mut self, draw: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.yes().then(|| draw(self))
    }

    fn many<T>(&mut self, draw: impl Fn(&mut Self) -> T) -> Vec<T> {
        (0..self.below(4)).map(|_| draw(self)).collect()
    }

    fn word(&mut self) -> String {
        const ODD: &[&str] =
            &["\"", "\\", "\n", "\u{7f}", "\u{e9}", "\u{1f980}", " ", "'", "/*", "`"];
        let mut word = format!("n{}", self.small());
        for _ in 0..self.below(3) {
            word.push_str(self.0.pick(ODD).expect("there are some"));
        }
        word
    }

    // Different from each other, at least one.
    fn words(&mut self) -> Vec<String> {
        let count = 1 + self.below(3);
        (0..count).map(|number| format!("{}#{number}", self.word())).collect()
    }

    fn duration(&mut self) -> Duration {
        match self.below(4) {
            0 => Duration::ZERO,
            1 => Duration::from_millis(self.below(100)),
            2 => Duration::from_secs(self.below(10_000)),
            _ => Duration::from_nanos(self.number()),
        }
    }

    fn short(&mut self) -> Duration {
        Duration::from_nanos(1 + self.below(1_000_000_000_000))
    }

    fn within(&mut self) -> Within {
        let least = self.duration();
        if self.yes() {
            return Within { least, most: least };
        }
        Within { least, most: least + self.short() }
    }

    fn chance(&mut self) -> Ratio {
        match self.below(3) {
            0 => Ratio::percent(u32::try_from(self.below(101)).expect("up to a hundred")),
            1 => Ratio::per_million(u32::try_from(self.below(1_000_001)).expect("up to a million")),
            _ => {
                let lower = u32::try_from(1 + self.below(u32::MAX.into())).expect("32 bits");
                let upper = self.0.between(0, lower.into());
                Ratio::new(u32::try_from(upper).expect("32 bits"), lower).expect("not by zero")
            }
        }
    }

    fn factor(&mut self) -> Ratio {
        let upper = if self.yes() { 1 + self.small() } else { u32::MAX - self.small() };
        Ratio::new(upper, 1 + self.small()).expect("not by zero")
    }

    fn rate(&mut self) -> Ratio {
        Ratio::new(1 + self.small(), 1 + self.small()).expect("not by zero")
    }

    fn selector(&mut self) -> Selector {
        match self.below(6) {
            0 => Selector::Nodes(self.words()),
            1 => Selector::Random(1 + self.small()),
            2 => Selector::Minority,
            3 => Selector::Majority,
            4 => Selector::All,
            _ => Selector::LastToTell(self.word()),
        }
    }

    fn links(&mut self) -> Links {
        match self.below(7) {
            0 => Links::All,
            1 => Links::Of(self.selector()),
            2 => Links::From(self.selector()),
            3 => Links::To(self.selector()),
            4 => Links::OneWay(self.selector(), self.selector()),
            5 => Links::Between(self.selector(), self.selector()),
            _ => Links::Edge(self.word(), self.word()),
        }
    }

    fn partition(&mut self) -> Partition {
        match self.below(8) {
            0 => Partition::Halves,
            1 => Partition::Majority,
            2 => Partition::Isolate(self.selector()),
            3 => Partition::Bridge,
            4 => Partition::MajorityRing,
            5 => Partition::OneWay(self.selector(), self.selector()),
            6 => {
                let mut names = self.words();
                let rest = names.split_off(names.len() / 2);
                Partition::Groups([names, rest].into_iter().filter(|all| !all.is_empty()).collect())
            }
            _ => Partition::Cut(self.links()),
        }
    }

    fn rule(&mut self) -> Rule {
        let action = match self.below(5) {
            0 => RuleAction::Drop,
            1 => RuleAction::Delay(self.duration()),
            2 => RuleAction::Duplicate(self.copies()),
            3 => RuleAction::Hold,
            _ => RuleAction::Corrupt(self.small()),
        };
        Rule {
            from: self.some(Self::word),
            to: self.some(Self::word),
            kind: self.some(Self::word),
            nth: self.some(|draw| draw.number().max(1)),
            action,
        }
    }

    fn network(&mut self) -> Family {
        let links = self.links();
        match self.below(8) {
            0 => Family::Partition(self.partition()),
            1 => {
                let factor = self.factor().max(Ratio::ONE);
                Family::SlowLink(SlowLink { links, factor, extra: self.duration() })
            }
            2 => Family::Loss(Loss { links, chance: self.chance() }),
            3 => {
                let chance = self.chance();
                Family::Duplicates(Duplicates { links, chance, behind: self.duration() })
            }
            4 => {
                let chance = self.chance();
                Family::Reorder(Reorder { links, chance, behind: self.duration() })
            }
            5 => Family::Corruption(Corruption { links, chance: self.chance() }),
            6 => Family::Hold(Hold { links }),
            _ => Family::Rule(self.rule()),
        }
    }

    fn node(&mut self) -> Family {
        let nodes = self.selector();
        match self.below(8) {
            0 => Family::Crash(Crash { nodes, wipe: self.yes() }),
            1 => Family::Points(Points {
                nodes,
                at: self.some(Self::word),
                chance: self.chance(),
                restart: self.some(Self::within),
            }),
            2 => Family::Pause(Pause { nodes }),
            3 => Family::SlowNode(SlowNode { nodes, factor: self.factor() }),
            4 => Family::ClockJump(ClockJump { nodes, by: self.short(), back: self.yes() }),
            5 => Family::ClockDrift(ClockDrift { nodes, rate: self.rate() }),
            6 => {
                let faults = DiskFaults {
                    write_error: self.chance(),
                    read_error: self.chance(),
                    sync_lost: self.chance(),
                    torn: self.chance(),
                    capacity: self.some(Self::number),
                    latency: self.duration(),
                };
                Family::Disk(DiskTrouble { nodes, faults })
            }
            _ => Family::BitRot(BitRot { nodes, bits: self.small() }),
        }
    }

    fn episode(&mut self, number: u64) -> Episode {
        let at = self.within();
        let end = match self.below(3) {
            0 => None,
            1 => Some(End::Lasts(self.within())),
            _ => Some(End::Until(Within { least: at.least, most: at.most + self.short() })),
        };
        Episode {
            label: format!("{}{number}", self.word()),
            at,
            end,
            fault: if self.yes() { self.network() } else { self.node() },
            flapping: self.some(|draw| Flapping { on: draw.short(), off: draw.short() }),
            in_flight: self.yes(),
            line: None,
        }
    }

    fn model(&mut self) -> FaultModel {
        FaultModel {
            lost: self.yes(),
            duplicated: self.yes(),
            reordered: self.yes(),
            corrupted: self.yes(),
            partitioned: self.yes(),
            crash_stop: self.small(),
            down: self.small(),
            crash_restart: self.yes(),
            amnesia: self.yes(),
            paused: self.yes(),
            clock_skew: self.yes(),
            failing_disk: self.yes(),
            lying_disk: self.yes(),
            majority: self.yes(),
            healed_by: self.some(Self::duration),
        }
    }

    pub(super) fn plan(&mut self) -> Plan {
        let count = self.below(5);
        Plan {
            model: self.some(Self::model),
            heal: self.some(Self::duration),
            episodes: (0..count).map(|number| self.episode(number)).collect(),
        }
    }
}
