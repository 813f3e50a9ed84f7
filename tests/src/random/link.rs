//! Random links: all that one can do, mostly a few of its features at once.

use sim_core::{Duration, Ratio, Spread, micros};
use sim_net::{Bandwidth, Bursts, Duplication, EarlyDrop, Link};

use super::temper::Dice;

/// A link at random: a plain one, or one with some of all features.
pub fn link(dice: &mut Dice) -> Link {
    let plain = plain_link(dice);
    if dice.percent(30) {
        return plain;
    }
    let mut link = Link { spread: spread(dice), ..plain };
    if dice.percent(25) {
        link = link.bursts(Bursts {
            begin: percent(dice, &[2, 10]),
            end: percent(dice, &[20, 60]),
            fair: percent(dice, &[0, 3]),
            foul: percent(dice, &[50, 100]),
        });
    }
    if dice.percent(25) {
        let copies = dice.pick(&[1, 2, 3, 15]);
        let chance = percent(dice, &[5, 20]);
        link = link.duplicates(Duplication { chance, copies, behind: spread(dice) });
    }
    if dice.percent(25) {
        link = link.reordering(percent(dice, &[5, 30]), spread(dice));
    }
    if dice.percent(25) {
        link = link.corruption(percent(dice, &[5, 20]));
    }
    if dice.percent(40) {
        link = link.ordered();
    }
    if dice.percent(40) {
        link = link.bandwidth(bandwidth(dice));
    }
    link
}

/// A link on which nothing depends on what happened before: a mesh of such is quick.
pub fn plain_link(dice: &mut Dice) -> Link {
    Link::new(micros(dice.pick(&[0, 1, 100, 500, 500, 2_000])))
        .jitter(micros(dice.pick(&[0, 0, 50, 1_000])))
        .loss(percent(dice, &[0, 0, 5, 20]))
        .duplication(percent(dice, &[0, 0, 10]))
}

// Messages have three bytes.
fn bandwidth(dice: &mut Dice) -> Bandwidth {
    let mut bandwidth = Bandwidth::new(dice.pick(&[2_000, 10_000, 1_000_000]));
    if dice.percent(70) {
        bandwidth = bandwidth.queue(dice.pick(&[3, 8, 20]));
    }
    if dice.percent(30) {
        let early =
            EarlyDrop { from: dice.pick(&[0, 3]), to: 12, chance: percent(dice, &[10, 50]) };
        bandwidth = bandwidth.early(early);
    }
    bandwidth
}

fn spread(dice: &mut Dice) -> Spread {
    let long = |dice: &mut Dice| micros(dice.pick(&[20, 300, 1_500]));
    match dice.below(7) {
        0 => Spread::None,
        1 => Spread::Uniform { max: long(dice) },
        2 => Spread::Exponential { mean: long(dice) },
        3 => Spread::Normal { mean: long(dice), deviation: long(dice) },
        4 => Spread::LogNormal { median: long(dice), sigma: percent(dice, &[50, 75]) },
        5 => Spread::Pareto {
            scale: long(dice),
            shape: percent(dice, &[80, 150]),
            cap: micros(5_000),
        },
        _ => {
            Spread::Empirical { table: vec![(3, Duration::ZERO), (1, long(dice)), (1, long(dice))] }
        }
    }
}

fn percent(dice: &mut Dice, chances: &[u32]) -> Ratio {
    Ratio::percent(dice.pick(chances))
}
