//! Saved failures at random: all that can be saved, and makes sense by itself.

use sim_core::{
    Base, Choice, Key, Kind, Listed, Schedule, Site, Source, StepName, Stream, Time, seconds,
};
use sim_net::{FaultModel, Plan, Swarm};

use super::{Saved, step};
use crate::failure::FailureId;

/// Draws saved failures.
pub(super) struct Draw(Stream);

impl Draw {
    pub(super) fn new(seed: u64) -> Self {
        Self(Stream::new(seed, 0))
    }

    pub(super) fn saved(&mut self) -> Saved {
        Saved {
            scenario: self.word(),
            parameters: self.words().into_iter().map(|name| (name, self.label())).collect(),
            seed: self.number(),
            plan: self.plan(),
            schedule: self.schedule(),
            failure: FailureId {
                property: self.word(),
                anomaly: self.word(),
                roles: {
                    let mut roles = self.words();
                    roles.sort();
                    roles
                },
            },
            digest: self.number(),
        }
    }

    // As often short as long.
    fn number(&mut self) -> u64 {
        let bits = self.0.between(0, 63);
        self.0.next_u64() >> bits
    }

    fn word(&mut self) -> String {
        const ODD: &[&str] = &[
            "\"",
            "\\",
            "\n",
            "\t",
            "\u{0}",
            "\u{7f}",
            "\u{e9}",
            "\u{1f980}",
            " ",
            "'",
            "/*",
            "//",
            "`",
            ")",
            "]",
            "}",
        ];
        let mut word = format!("n{}", self.0.between(0, 9));
        for _ in 0..self.0.between(0, 4) {
            word.push_str(self.0.pick(ODD).expect("there are some"));
        }
        word
    }

    // Different from each other.
    fn words(&mut self) -> Vec<String> {
        (0..self.0.between(0, 3)).map(|number| format!("{}#{number}", self.word())).collect()
    }

    fn plan(&mut self) -> Plan {
        if self.0.between(0, 3) == 0 {
            return Plan::new();
        }
        let model = FaultModel::new().lost().duplicated().partitioned().crash_restart(1);
        Swarm::new(model).lasting(seconds(10)).plan(self.number(), &["n1", "n2", "n3"])
    }

    fn schedule(&mut self) -> Schedule {
        let base = match self.0.between(0, 4) {
            0 => Base::Drawn(self.number()),
            1 => Base::Calm,
            _ => Base::Silent,
        };
        let choices = (0..self.0.between(0, 6)).map(|rank| self.choice(rank)).collect();
        let steps = if base == Base::Silent { self.steps() } else { Vec::new() };
        Schedule { base, choices, steps }
    }

    // The rank keeps two choices of one site apart.
    fn choice(&mut self, rank: u64) -> Choice {
        let site = *self.0.pick(&Site::ALL).expect("there are some");
        let key = Key(self.number() & !7 | rank);
        let value = self.number().min(site.largest());
        Choice { site, key, value, label: self.label() }
    }

    fn label(&mut self) -> String {
        let words: Vec<String> = (0..self.0.between(0, 12)).map(|_| self.word()).collect();
        words.join(" ")
    }

    fn steps(&mut self) -> Vec<Listed> {
        let mut times: Vec<u64> = (0..self.0.between(0, 8)).map(|_| self.number()).collect();
        times.sort_unstable();
        times.into_iter().map(|nanos| self.step(Time::from_nanos(nanos))).collect()
    }

    fn step(&mut self, time: Time) -> Listed {
        let class = *self.0.pick(&step::CLASSES).expect("there are some");
        let sparse = |draw: &mut Self| if draw.0.between(0, 1) == 0 { 0 } else { draw.number() };
        let step = StepName {
            class,
            key: Key(self.number()),
            actor: sparse(self),
            from: sparse(self),
            kind: Kind(sparse(self)),
            content: sparse(self),
            rank: u32::try_from(self.0.between(0, 3)).expect("up to three"),
        };
        Listed { time, step, label: self.label() }
    }
}
