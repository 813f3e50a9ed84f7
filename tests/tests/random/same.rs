//! Equal choices give equal runs, whatever was there before and whoever looks.

use std::ops::ControlFlow;

use sim_core::{Choices, Recording, Stop, Tempo};
use sim_tests::random::{Play, RandomWorld, assert_same, play};

const SEEDS: u64 = 400;

const CHAINS: Tempo = Tempo::Chains { changes: 4, horizon: 200 };

// A fresh world, run once.
fn fresh(seed: u64, choices: &Choices) -> sim_tests::random::Run {
    let plan = RandomWorld::new(seed);
    play(&plan, &mut plan.build(), choices)
}

#[test]
fn a_world_runs_the_same_way_fresh_and_reused() {
    for seed in 0..SEEDS {
        let plan = RandomWorld::new(seed);
        let choices = Choices::drawn(seed).recording();
        let expected = fresh(seed, &choices);
        let mut world = plan.build();
        // Runs of all sorts come before: some fail, some are broken off.
        for before in 0..3 {
            world.reset(&Choices::drawn(seed * 3 + before).yielding());
            plan.plan(&mut world);
            world.run(Stop::idle().steps(5 + 40 * before));
        }
        let found = play(&plan, &mut world, &choices);
        assert_same(seed, "reused", &expected, &found);
        assert_eq!(expected, found, "seed {seed}");
        let again = play(&plan, &mut world, &choices);
        assert_eq!(expected, again, "seed {seed}");
    }
}

#[test]
fn a_world_runs_the_same_way_fresh_and_reused_at_any_tempo() {
    for seed in 0..SEEDS {
        let plan = RandomWorld::new(seed);
        let mut world = plan.build();
        for tempo in [CHAINS, Tempo::Scattered, Tempo::Natural, CHAINS] {
            let choices = Choices::drawn(seed).tempo(tempo).recording();
            let found = play(&plan, &mut world, &choices);
            assert_eq!(fresh(seed, &choices), found, "seed {seed}, {tempo:?}");
        }
    }
}

#[test]
fn a_world_runs_the_same_way_on_another_thread() {
    let here: Vec<_> = (0..100).map(|seed| fresh(seed, &Choices::drawn(seed).yielding())).collect();
    let there = std::thread::scope(|scope| {
        let run = || (0..100).rev().map(|seed| fresh(seed, &Choices::drawn(seed).yielding()));
        scope.spawn(move || run().collect::<Vec<_>>()).join().expect("no run panics")
    });
    for ((seed, here), there) in (0..).zip(&here).zip(there.iter().rev()) {
        assert_same(seed, "another thread", here, there);
    }
}

#[test]
fn whoever_looks_changes_nothing() {
    for seed in 0..SEEDS {
        let plan = RandomWorld::new(seed);
        let drawn = Choices::drawn(seed);
        let chains = drawn.clone().tempo(CHAINS);
        for choices in
            [drawn.clone(), drawn.clone().yielding(), drawn.tempo(Tempo::Scattered), chains]
        {
            let mut world = plan.build();
            let told = play(&plan, &mut world, &choices.clone().recording());
            let silent = |world: &mut sim_tests::random::Built, choices: &Choices| {
                world.reset(choices);
                plan.plan(world);
                let ending = world.run(Stop::at(sim_core::Time::from_nanos(320)).steps(6_000));
                (world.digest(), ending)
            };
            let expected = (told.digest, told.ending);
            // With the record, without keys.
            assert_eq!(silent(&mut world, &choices), expected, "seed {seed}, no keys");
            // Without either.
            world.keep(Recording::Off);
            assert_eq!(silent(&mut world, &choices), expected, "seed {seed}, nobody looks");
            world.keep(Recording::Last(3));
            assert_eq!(silent(&mut world, &choices), expected, "seed {seed}, last three");
            world.observe(|_| ControlFlow::Continue(()));
            assert_eq!(silent(&mut world, &choices.recording()), expected, "seed {seed}, observed");
        }
    }
}
