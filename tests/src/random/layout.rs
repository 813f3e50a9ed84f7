//! Random layouts of every shape, connected ones and others.

use std::collections::BTreeSet;

use sim_net::{Layout, Region, Road};

use super::link::{link, plain_link};
use super::temper::Dice;

/// A layout at random for these nodes.
pub fn layout(dice: &mut Dice, names: &[String]) -> Layout {
    match dice.below(12) {
        0..3 => Layout::mesh(plain_link(dice)),
        3 => Layout::mesh(link(dice)),
        4 => Layout::star(one(dice, names), link(dice)),
        5 => Layout::ring(link(dice)),
        6 => Layout::line(link(dice)),
        7 => Layout::grid(small(dice, 3), link(dice)),
        8 => Layout::tree(small(dice, 3), link(dice)),
        9 => Layout::random(dice.below(100), small(dice, 4) - 1, link(dice)),
        10 => regions(dice, names),
        _ => graph(dice, names),
    }
}

// Up to three groups; whether a road leads from one to the next is open.
fn regions(dice: &mut Dice, names: &[String]) -> Layout {
    let count = names.len().min(1 + usize::try_from(dice.below(3)).unwrap_or(0));
    let regions: Vec<Region> = names
        .chunks(names.len().div_ceil(count))
        .zip(["east", "west", "north"])
        .map(|(nodes, name)| Region::new(name, nodes.iter().cloned(), link(dice)))
        .collect();
    let mut between = Vec::new();
    for pair in regions.windows(2) {
        if dice.percent(80) {
            let road = Road::new(&pair[0].name, &pair[1].name, link(dice));
            between.push(if dice.percent(50) { road.back(link(dice)) } else { road });
        }
    }
    Layout::regions(regions, between)
}

// Each node hangs on a switch or a segment; what else is connected is open.
fn graph(dice: &mut Dice, names: &[String]) -> Layout {
    let mut graph = Layout::graph().switch("s1").segment("lan", link(dice));
    let mut known: BTreeSet<[&str; 2]> = BTreeSet::new();
    for name in names {
        if dice.percent(50) {
            graph = graph.attach(name, "lan");
            known.insert(["lan", name]);
        } else {
            graph = graph.edge(name, "s1", link(dice));
            known.insert([name, "s1"]);
        }
    }
    if dice.percent(70) {
        graph = graph.edge("lan", "s1", link(dice));
    }
    for _ in 0..dice.below(3) {
        let (from, to) = (one(dice, names), one(dice, names));
        let pair = if from < to { [from, to] } else { [to, from] };
        if from != to && known.insert(pair) {
            let road = Road::new(from, to, link(dice));
            graph = graph.road(if dice.percent(30) { road.back(link(dice)) } else { road });
        }
    }
    graph.into()
}

fn one<'a>(dice: &mut Dice, names: &'a [String]) -> &'a str {
    &names[usize::try_from(dice.below(names.len() as u64)).unwrap_or(0)]
}

fn small(dice: &mut Dice, most: u64) -> u32 {
    1 + u32::try_from(dice.below(most)).unwrap_or(0)
}
