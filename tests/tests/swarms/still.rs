//! Nobody goes on or comes back while an episode still wants it still or down.

use std::collections::{BTreeMap, BTreeSet};

use sim_core::{Choices, Event, EventId, NodeId, Payload, Recording, What};
use sim_net::{Crash, Family, Pause, Selector};
use sim_tests::random::{Afloat, Dice, HEAL, Play, Random, Storm, wild_plan};

use crate::SEEDS;

// The episodes that hold nodes, by label: their family, and which nodes.
#[derive(Default)]
struct Grips(BTreeMap<String, (String, BTreeSet<NodeId>)>);

impl Grips {
    // As events tell it: `label: family nodes`, and `label ends: family nodes`.
    fn strike(&mut self, text: &str, world: &Afloat) {
        let (label, words) = text.split_once(": ").expect("a strike is told with its label");
        if label == "heal" {
            self.0.clear();
        } else if let Some(label) = label.strip_suffix(" ends") {
            self.0.remove(label);
        } else if let Some((family @ ("pause" | "crash"), names)) = words.split_once(' ') {
            let nodes = names.split(' ').filter_map(|name| world.directory().node(name));
            self.0.insert(label.to_string(), (family.to_string(), nodes.collect()));
        }
    }

    fn hold(&self, family: &str, node: NodeId) -> bool {
        self.0.values().any(|(it, nodes)| it == family && nodes.contains(&node))
    }
}

// Whom it hits is drawn: episodes that name the same node are refused.
fn grip(dice: &mut Dice, names: &[String]) -> Family {
    let count = 1 + dice.below(names.len() as u64);
    let whom = Selector::Random(u32::try_from(count).expect("few nodes"));
    if dice.percent(60) { Pause::of(whom).into() } else { Crash::of(whom).into() }
}

#[test]
fn nobody_goes_on_or_comes_back_while_another_episode_holds_it() {
    let (mut freed, mut twice) = (0, 0);
    for seed in 0..2 * SEEDS {
        let calm = Storm::calm(seed).without_panics();
        let plan = wild_plan(&mut Dice::new(seed, 71), &calm.names(), Some(HEAL), grip);
        let storm = calm.under(plan);
        let mut world = storm.build();
        world.keep(Recording::All);
        world.reset(&Choices::drawn(seed));
        storm.plan(&mut world);
        world.run(storm.limit());
        let mut grips = Grips::default();
        let mut strikes: BTreeSet<EventId> = BTreeSet::new();
        for event in world.record().iter() {
            if let (What::Struck { .. }, Payload::Text(text)) = (event.what, event.payload) {
                twice += u64::from(grips.0.len() > 1);
                grips.strike(text, &world);
                strikes.insert(event.id);
            }
            // Who comes back after a crash at a fault point does so by itself.
            let is_struck = event.cause.is_some_and(|cause| strikes.contains(&cause));
            if let Some(family) = freed_from(&event).filter(|_| is_struck) {
                let node = event.node().expect("it happens to a node");
                assert!(!grips.hold(family, node), "seed {seed}: {event:?}\n{}", storm.plan);
                freed += 1;
            }
        }
    }
    assert!(freed > SEEDS && twice > SEEDS, "{freed} freed, {twice} held twice");
}

fn freed_from(event: &Event<'_, Random>) -> Option<&'static str> {
    match event.what {
        What::Resumed => Some("pause"),
        What::Restarted { .. } => Some("crash"),
        _ => None,
    }
}
