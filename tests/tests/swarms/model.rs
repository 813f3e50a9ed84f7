//! Swarms stay in their model: what they may not do doesn't happen, whatever is drawn.

use std::collections::BTreeSet;

use sim_core::{Channel, Choices, DropCause, Ending, Event, Protocol, Recording, What};
use sim_net::FaultModel;
use sim_tests::random::{Afloat, Play, Random, Storm};

use crate::SEEDS;
use crate::wall::{Wall, walls};

fn each_run(mut check: impl FnMut(&Storm, &FaultModel, &Afloat)) {
    for seed in 0..4 * SEEDS {
        let storm = Storm::swarm(seed).without_panics();
        let mut world = storm.build();
        world.keep(Recording::All);
        world.reset(&Choices::drawn(seed));
        storm.plan(&mut world);
        assert_eq!(world.run(storm.limit()), Ending::Idle, "seed {seed}");
        check(&storm, &storm.plan.model.expect("swarms have a model"), &world);
    }
}

// The nodes that are down or stand still.
#[derive(Default)]
struct Away(BTreeSet<usize>);

impl Away {
    // Whether it has changed.
    fn see(&mut self, event: &Event<'_, Random>) -> bool {
        let node = || event.node().expect("it happens to a node").index();
        match event.what {
            What::Crashed { .. } | What::Paused => self.0.insert(node()),
            What::Restarted { .. } | What::Resumed => self.0.remove(&node()),
            _ => false,
        }
    }

    fn count(&self) -> u32 {
        u32::try_from(self.0.len()).expect("few nodes")
    }
}

#[test]
fn no_more_nodes_are_away_at_once_or_for_good_than_the_model_allows() {
    let (mut full, mut for_good) = (0, 0);
    each_run(|storm, model, world| {
        let mut away = Away::default();
        let mut most = 0;
        for event in world.record().iter() {
            away.see(&event);
            most = most.max(away.count());
        }
        assert!(most <= model.down, "seed {}: {most} are away\n{}", storm.seed, storm.plan);
        let left = away.count();
        assert!(left <= model.crash_stop, "seed {}: {left} for good\n{}", storm.seed, storm.plan);
        full += u64::from(most > 0 && most == model.down);
        for_good += left;
    });
    assert!(full > SEEDS / 10 && for_good > 5, "{full} times the limit, {for_good} for good");
}

#[test]
fn where_the_model_wants_it_a_majority_is_always_up_and_connected() {
    let mut narrow = 0;
    each_run(|storm, model, world| {
        let nodes = world.directory().nodes().count();
        if !model.majority {
            return;
        }
        let walls = walls(world, &storm.plan, false);
        let mut away = Away::default();
        for event in world.record().iter() {
            if !away.see(&event) && !matches!(event.what, What::Struck { .. }) {
                continue;
            }
            let stands = |wall: &&Wall<'_>| {
                wall.begun.1 <= event.id && wall.ended.is_none_or(|(_, end)| event.id < end)
            };
            let standing: Vec<&Wall<'_>> = walls.iter().filter(stands).collect();
            let connected = largest_connected(nodes, &away, &standing);
            let wanted = nodes / 2 + 1;
            let seed = storm.seed;
            assert!(connected >= wanted, "seed {seed}: {connected} at {event:?}\n{}", storm.plan);
            narrow += u64::from(connected == wanted && wanted < nodes);
        }
    });
    assert!(narrow > SEEDS / 10, "{narrow}");
}

// The size of the largest set of nodes that are up and reach each other, by trying all.
fn largest_connected(nodes: usize, away: &Away, walls: &[&Wall<'_>]) -> usize {
    let reach = |one: usize, other: usize| !walls.iter().any(|wall| wall.divides(one, other));
    let sets = (0..1_u32 << nodes).map(|bits| {
        let set: Vec<usize> = (0..nodes).filter(|node| bits >> node & 1 == 1).collect();
        let up = set.iter().all(|node| !away.0.contains(node));
        let met = set.iter().all(|&one| set.iter().all(|&it| it == one || reach(one, it)));
        if up && met { set.len() } else { 0 }
    });
    sets.max().unwrap_or(0)
}

#[test]
fn what_the_model_does_not_allow_does_not_happen() {
    let mut counts = [0; 6];
    each_run(|storm, model, world| {
        // Rules that a test has as closures are none of the swarm's.
        if world.medium().clause_hits("clause").is_some_and(|hits| hits > 0) {
            return;
        }
        let dropped = |cause: DropCause| world.wire().dropped[cause as usize];
        let count = |is_it: &dyn Fn(&Event<'_, Random>) -> bool| {
            world.record().iter().filter(|event| is_it(event)).count() as u64
        };
        let held = |event: &Event<'_, Random>| {
            let is_held = matches!(event.what, What::Held { .. });
            is_held && event.message().map(Random::channel) == Some(Channel::Datagram)
        };
        let crashes = model.crash_restart || model.crash_stop > 0;
        let seen = [
            (model.partitioned, dropped(DropCause::Cut)),
            (model.lost, dropped(DropCause::Rule)),
            (model.reordered, count(&held)),
            (crashes, count(&|event| matches!(event.what, What::Crashed { .. }))),
            (
                model.amnesia,
                count(&|event| matches!(event.what, What::Crashed { wiped: true, .. })),
            ),
            (model.paused, count(&|event| matches!(event.what, What::Paused))),
        ];
        for (sum, (allowed, count)) in counts.iter_mut().zip(seen) {
            assert!(allowed || count == 0, "seed {}: {seen:?}\n{}", storm.seed, storm.plan);
            *sum += count;
        }
    });
    // Rarely anything is dropped by a rule, which is about one message.
    assert!(counts.iter().filter(|count| **count > 0).count() >= 5, "{counts:?}");
}
