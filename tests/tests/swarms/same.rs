//! Equal choices give equal runs, whatever was there before.

use sim_core::{Choices, Recording, Stop};
use sim_net::Plan;
use sim_tests::random::{Play, Run, Storm, assert_same, play};

use crate::SEEDS;

fn fresh(storm: &Storm, choices: &Choices) -> Run {
    play(storm, &mut storm.build(), choices)
}

#[test]
fn a_network_runs_the_same_way_fresh_and_reused() {
    for seed in 0..SEEDS {
        let storm = Storm::any(seed);
        let choices = Choices::drawn(seed).recording();
        let expected = fresh(&storm, &choices);
        let mut world = storm.build();
        let fits = |other: &Storm| other.plan.fit(&storm.build()).is_ok();
        // Runs under other plans come before: some end, some are broken off.
        for before in 0..3 {
            let other = Storm { plan: other_plan(&storm, before), ..storm.clone() };
            // It was drawn for another layout, which may have other edges.
            if !fits(&other) {
                continue;
            }
            world.reset(&Choices::drawn(seed * 3 + before).yielding());
            other.plan(&mut world);
            world.run(Stop::idle().steps(20 + 400 * before));
        }
        let found = play(&storm, &mut world, &choices);
        assert_same(seed, "reused", &expected, &found);
        assert_eq!(expected, found, "seed {seed}");
        let again = play(&storm, &mut world, &choices);
        assert_eq!(expected, again, "seed {seed}");
    }
}

// Another plan for a world of as many nodes.
fn other_plan(storm: &Storm, rank: u64) -> Plan {
    let count = storm.names().len();
    let others = (1_000 + 100 * rank..).map(Storm::any);
    others.into_iter().find(|other| other.names().len() == count).expect("all counts occur").plan
}

#[test]
fn whoever_looks_changes_nothing() {
    for seed in 0..SEEDS {
        let storm = Storm::any(seed);
        let mut world = storm.build();
        let told = play(&storm, &mut world, &Choices::drawn(seed).recording());
        for recording in [Recording::All, Recording::Off, Recording::Last(3)] {
            world.keep(recording);
            world.reset(&Choices::drawn(seed));
            storm.plan(&mut world);
            let ending = world.run(storm.limit());
            assert_eq!((world.digest(), ending), (told.digest, told.ending.clone()), "seed {seed}");
        }
    }
}

#[test]
fn a_plan_that_was_printed_and_read_gives_the_same_run() {
    for seed in 0..SEEDS {
        let storm = Storm::any(seed);
        let text = storm.plan.to_string();
        let mut read = Plan::read("printed", &text).unwrap_or_else(|error| panic!("{error}"));
        assert!(read.episodes.iter().all(|episode| episode.line.is_some()), "seed {seed}");
        // Lines are told in events.
        read.episodes.iter_mut().for_each(|episode| episode.line = None);
        assert_eq!(read, storm.plan, "seed {seed}: {text}");
        let choices = Choices::drawn(seed).recording();
        let expected = fresh(&storm, &choices);
        let found = fresh(&Storm { plan: read, ..storm }, &choices);
        assert_eq!(expected, found, "seed {seed}");
    }
}
