//! Links and layouts at random.

use alloc::format;

use sim_core::{Ratio, Spread};

use super::Draw;
use crate::layout::{Layout, Region, Road};
use crate::link::{Bandwidth, Bursts, Duplication, EarlyDrop, Link, LinkLoss, Order, Reordering};

impl Draw {
    fn spread(&mut self) -> Spread {
        match self.below(7) {
            0 => Spread::None,
            1 => Spread::Uniform { max: self.short() },
            2 => Spread::Exponential { mean: self.short() },
            3 => Spread::Normal { mean: self.short(), deviation: self.short() },
            4 => {
                Spread::LogNormal { median: self.short(), sigma: Ratio::percent(10 * self.small()) }
            }
            5 => {
                let scale = self.short();
                Spread::Pareto { scale, shape: self.factor(), cap: scale + self.short() }
            }
            _ => {
                let mut table = self.many(|draw| (draw.small(), draw.short()));
                table.push((1, self.short()));
                Spread::Empirical { table }
            }
        }
    }

    fn loss(&mut self) -> LinkLoss {
        if self.yes() {
            return LinkLoss::Independent(self.chance());
        }
        LinkLoss::Bursts(Bursts {
            begin: self.chance(),
            end: self.chance(),
            fair: self.chance(),
            foul: self.chance(),
        })
    }

    fn bandwidth(&mut self) -> Bandwidth {
        let from = self.number() / 2;
        let early = EarlyDrop { from, to: from + 1 + self.number() / 2, chance: self.chance() };
        Bandwidth {
            rate: self.number().max(1),
            queue: self.some(Self::number),
            early: self.some(|_| early),
        }
    }

    pub(in crate::form) fn link(&mut self) -> Link {
        if self.yes() {
            return Link::default();
        }
        Link {
            latency: self.short(),
            spread: self.spread(),
            loss: self.loss(),
            duplication: Duplication {
                chance: self.chance(),
                copies: self.copies(),
                behind: self.spread(),
            },
            reordering: Reordering { chance: self.chance(), behind: self.spread() },
            corruption: self.chance(),
            order: if self.yes() { Order::Kept } else { Order::Loose },
            bandwidth: self.some(Self::bandwidth),
        }
    }

    fn road(&mut self) -> Road {
        let (from, to) = (self.word(), format!("{}!", self.word()));
        Road { from, to, link: self.link(), back: self.some(Self::link) }
    }

    fn region(&mut self, number: u64) -> Region {
        let mut nodes = self.words();
        nodes.iter_mut().for_each(|node| *node = format!("{node}/{number}"));
        Region { name: format!("{}{number}", self.word()), nodes, link: self.link() }
    }

    pub(in crate::form) fn layout(&mut self) -> Layout {
        let link = self.link();
        match self.below(9) {
            0 => Layout::Mesh(link),
            1 => Layout::Star { hub: self.word(), link },
            2 => Layout::Ring(link),
            3 => Layout::Line(link),
            4 => Layout::Grid { width: 1 + self.small(), link },
            5 => Layout::Tree { children: 1 + self.small(), link },
            6 => Layout::Random { seed: self.number(), further: self.small(), link },
            7 => {
                let count = self.below(3);
                Layout::Regions {
                    regions: (0..count).map(|number| self.region(number)).collect(),
                    between: self.many(Self::road),
                }
            }
            _ => {
                let names = self.words();
                Layout::Graph {
                    switches: self.words(),
                    segments: names.into_iter().map(|name| (name, self.link())).collect(),
                    attached: self.many(|draw| (draw.word(), draw.word())),
                    links: self.many(Self::road),
                }
            }
        }
    }
}
