//! Saved failures: files stay as they are, and hold all of a run.
//!
//! `testdata/saved` has files as this version prints them. Where a change is meant: `SIM_GOLDEN=write cargo test -p
//! sim-tests --test saved`, and look at the difference; a file that doesn't read any more needs another version.

use std::fs;

use sim_check::{FailureId, Saved};
use sim_core::{Choices, Schedule, TextHash};
use sim_net::Plan;
use sim_tests::kept;
use sim_tests::random::{RandomWorld, Run, assert_same, follow, play};

const SEEDS: u64 = 100;

/// A file reads, and prints as it was.
#[track_caller]
fn check_kept(name: &str) {
    let file = kept::place("saved").join(name);
    let text = fs::read_to_string(&file).expect("a file of the test's own");
    let saved = Saved::read(name, &text).unwrap_or_else(|mistake| panic!("{mistake}"));
    if let Err(difference) = kept::compare(&file, &saved.to_string()) {
        panic!("{difference}");
    }
}

#[test]
fn a_failure_over_the_silent_world_is_kept_as_it_was() {
    check_kept("charged_twice.ron");
}

#[test]
fn a_failure_over_the_calm_world_is_kept_as_it_was() {
    check_kept("two_leaders.ron");
}

#[test]
fn a_failure_that_is_only_drawn_is_kept_as_it_was() {
    check_kept("drawn_only.ron");
}

/// What comes back of a run's schedule that was saved.
fn saved_and_read(seed: u64, run: &Run, schedule: &Schedule) -> Saved {
    let saved = Saved {
        scenario: "random".into(),
        parameters: Vec::new(),
        seed,
        plan: Plan::new(),
        schedule: schedule.clone(),
        failure: FailureId { property: "none".into(), anomaly: "none".into(), roles: Vec::new() },
        digest: TextHash::of(&run.text),
    };
    let text = saved.to_string();
    let again = Saved::read("saved", &text).unwrap_or_else(|mistake| panic!("{mistake}\n{text}"));
    assert_eq!(again, saved, "seed {seed}");
    again
}

#[test]
fn a_run_that_is_saved_over_the_calm_world_comes_back() {
    for seed in 0..SEEDS {
        let plan = RandomWorld::new(seed);
        let mut world = plan.build();
        let drawn = play(&plan, &mut world, &Choices::drawn(seed).yielding().recording());
        let saved = saved_and_read(seed, &drawn, &drawn.choices);
        let forced = play(&plan, &mut world, &Choices::forced(&saved.schedule));
        assert_same(seed, "forced from a file", &drawn, &forced);
        assert_eq!(saved.digest, TextHash::of(&forced.text), "seed {seed}");
    }
}

#[test]
fn a_run_that_is_saved_over_the_silent_world_comes_back() {
    for seed in 0..SEEDS {
        let plan = RandomWorld::new(seed);
        let mut world = plan.build();
        let drawn = play(&plan, &mut world, &Choices::drawn(seed).recording());
        let saved = saved_and_read(seed, &drawn, &drawn.steps);
        let (listed, followed) = follow(&plan, &mut world, &saved.schedule);
        assert_same(seed, "followed from a file", &drawn, &listed);
        assert_eq!((followed.stale, followed.relinked), (vec![], vec![]), "seed {seed}");
    }
}
