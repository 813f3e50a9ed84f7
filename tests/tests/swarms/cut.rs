//! Which messages a partition cuts off, computed once more from what was told about it.
//!
//! The naive model knows the episodes of the plan, the moments in which they struck, and the words in which events tell
//! who is cut off from whom. It lists the spans in which an episode is in force one by one, and asks of each message
//! whether it was on its way in one of them.

use std::collections::BTreeMap;

use sim_core::{Choices, DropCause, Duration, EventId, Time, micros, millis};
use sim_net::{Layout, Link, Network};
use sim_tests::random::{Dice, partition, plain_link, wild_plan};

use crate::SEEDS;
use crate::chat::{Tale, room, tales, talk};
use crate::wall::{Wall, walls};

// Whether a message was cut off: at its departure, or on its way before that event.
fn is_cut(tale: &Tale, walls: &[Wall<'_>], on_its_way: Option<(Time, EventId)>) -> bool {
    let mut between = walls.iter().filter(|wall| wall.divides(tale.source, tale.target));
    between.any(|wall| match on_its_way {
        None => wall.stood_between(tale.departs, tale.departs, tale.sent),
        Some((arrives, event)) => {
            wall.episode.in_flight && wall.stood_between(tale.departs, arrives, event)
        }
    })
}

#[test]
fn what_is_cut_off_is_what_a_naive_model_says() {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for seed in 0..2 * SEEDS {
        let mut dice = Dice::new(seed, 41);
        let nodes = 2 + usize::try_from(dice.below(6)).expect("small");
        let names: Vec<String> = (1..=nodes).map(|node| format!("n{node}")).collect();
        let link = match dice.below(3) {
            0 => Link::new(micros(dice.pick(&[40, 700]))),
            1 => plain_link(&mut dice),
            _ => plain_link(&mut dice).ordered(),
        };
        let is_line = dice.percent(30);
        let layout = if is_line { Layout::line(link) } else { Layout::mesh(link) };
        let heal = dice.percent(50).then_some(millis(15));
        let mut plan = wild_plan(&mut dice, &names, heal, partition);
        if let Some(episode) = plan.episodes.iter_mut().next_back().filter(|_| dice.percent(30)) {
            // Messages leave in that moment, before it strikes.
            episode.at = Duration::ZERO.into();
        }
        let mut room = room(Network::new(layout), nodes);
        talk(&mut room, &plan, &Choices::drawn(seed));
        let walls = walls(&room, &plan, is_line);
        for tale in tales(&room) {
            let lost = tale.ends.iter().any(|end| end.dropped == Some(DropCause::Lost));
            if lost {
                continue;
            }
            let at_once = is_cut(&tale, &walls, None);
            for end in &tale.ends {
                let later = is_cut(&tale, &walls, Some((end.time, end.event)));
                let expected = (at_once || later).then_some(DropCause::Cut);
                assert_eq!(end.dropped, expected, "seed {seed}: {tale:?}\n{plan}");
                let kind = match (at_once, later) {
                    (true, _) => "cut off when it left",
                    (false, true) => "cut off on its way",
                    (false, false) => "arrived",
                };
                *counts.entry(kind).or_default() += 1;
            }
            if at_once {
                let ends = tale.ends.iter().all(|end| end.time == tale.departs);
                assert!(ends, "seed {seed}: what is cut off doesn't leave: {tale:?}");
            }
        }
    }
    assert!(counts.len() == 3 && counts.values().all(|count| *count > 5 * SEEDS), "{counts:?}");
}
