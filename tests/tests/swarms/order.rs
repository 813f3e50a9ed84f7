//! On a link that keeps the order, nothing overtakes but what was put aside.

use std::collections::{BTreeMap, BTreeSet};

use sim_core::{Choices, Ratio, Site, Spread, micros, millis};
use sim_net::{Bandwidth, Duplication, Family, Layout, Link, Loss, Network, Plan};
use sim_net::{Corruption, Duplicates, Reorder};
use sim_tests::random::{Dice, partition, wild_plan};

use crate::SEEDS;
use crate::chat::{Say, room, tales, talk};

// Faults that leave the order as it is, but for reordering, of which choices tell.
fn fault(dice: &mut Dice, names: &[String]) -> Family {
    let chance = Ratio::percent(dice.pick(&[10, 50]));
    match dice.below(5) {
        0 => Loss::of(chance).into(),
        1 => Duplicates::of(chance).behind(millis(1)).into(),
        2 => Corruption::of(chance).into(),
        3 => Reorder::of(chance, millis(2)).into(),
        _ => partition(dice, names),
    }
}

fn link(dice: &mut Dice) -> Link {
    let link = Link::new(micros(dice.pick(&[0, 200]))).jitter(millis(2)).ordered();
    let link = match dice.below(3) {
        0 => link.duplicates(Duplication {
            chance: Ratio::percent(20),
            copies: 2,
            behind: Spread::Exponential { mean: millis(1) },
        }),
        1 => link.bandwidth(Bandwidth::new(100_000).queue(100)),
        _ => link,
    };
    if dice.percent(50) {
        link.reordering(Ratio::percent(10), Spread::Uniform { max: millis(2) })
    } else {
        link
    }
}

#[test]
fn nothing_overtakes_but_what_was_put_aside() {
    let (mut arrived, mut aside_count, mut overtaken) = (0, 0, 0);
    for seed in 0..SEEDS {
        let mut dice = Dice::new(seed, 51);
        let nodes = 2 + usize::try_from(dice.below(3)).expect("small");
        let names: Vec<String> = (1..=nodes).map(|node| format!("n{node}")).collect();
        let link = link(&mut dice);
        let plan =
            if dice.percent(70) { wild_plan(&mut dice, &names, None, fault) } else { Plan::new() };
        let mut room = room(Network::new(Layout::mesh(link)), nodes);
        talk(&mut room, &plan, &Choices::drawn(seed).recording());
        // No message but this one has that text.
        let choices = room.recorded_choices().choices;
        let aside = choices.iter().filter(|choice| choice.site == Site::Aside);
        let aside: BTreeSet<&str> = aside.map(|choice| &*choice.label).collect();
        let is_aside = |Say(me, number): &Say| {
            let text = format!(" Say({me}, {number}) ");
            aside.iter().any(|label| label.contains(&text))
        };
        // By link: who arrived when, and whether it had been put aside.
        let mut arrivals: BTreeMap<(usize, usize), Vec<_>> = BTreeMap::new();
        for (rank, tale) in tales(&room).iter().enumerate() {
            let put_aside = is_aside(&tale.message);
            aside_count += u64::from(put_aside);
            for end in tale.ends.iter().filter(|end| end.dropped.is_none()) {
                let link = arrivals.entry((tale.source, tale.target)).or_default();
                link.push((end.event, rank, put_aside));
            }
        }
        let mut inversions = 0;
        for link in arrivals.values_mut() {
            link.sort_unstable();
            let kept = link.iter().filter(|(_, _, put_aside)| !put_aside);
            let ranks: Vec<usize> = kept.map(|(_, rank, _)| *rank).collect();
            assert!(ranks.is_sorted(), "seed {seed}: {ranks:?}\n{plan}");
            arrived += ranks.len();
            // As RFC 4737 counts them.
            let mut highest = 0;
            for (_, rank, _) in link {
                inversions += u64::from(*rank < highest);
                highest = highest.max(*rank);
            }
        }
        assert_eq!(inversions, room.medium().inversions(), "seed {seed}");
        overtaken += inversions;
    }
    assert!(
        arrived > 10_000 && aside_count > 5 * SEEDS && overtaken > SEEDS,
        "{arrived} {aside_count} {overtaken}"
    );
}
