//! A schedule taken from any run and forced on its base gives the same run, event for event.

use sim_core::{Choices, Tempo};
use sim_tests::random::{RandomWorld, assert_same, follow, play};

const SEEDS: u64 = 500;

#[track_caller]
fn check_calm(seed: u64, choices: &Choices) {
    let plan = RandomWorld::new(seed);
    let mut world = plan.build();
    let drawn = play(&plan, &mut world, &choices.clone().recording());
    let forced = play(&plan, &mut world, &Choices::forced(&drawn.choices).recording());
    assert_same(seed, "forced on the calm world", &drawn, &forced);
    assert!(forced.stale.is_empty(), "seed {seed}: stale of {:#?}", drawn.choices.choices);
    assert!(forced.out_of_range.is_empty(), "seed {seed}");
    assert_eq!(drawn.choices, forced.choices, "seed {seed}: the choices are recorded alike");
    assert_eq!(drawn.steps, forced.steps, "seed {seed}: the steps are recorded alike");
    assert_eq!(drawn.ending, forced.ending, "seed {seed}");
}

#[track_caller]
fn check_silent(seed: u64, choices: &Choices) {
    let plan = RandomWorld::new(seed);
    let mut world = plan.build();
    let drawn = play(&plan, &mut world, &choices.clone().recording());
    let (listed, followed) = follow(&plan, &mut world, &drawn.steps);
    assert_same(seed, "followed in the silent world", &drawn, &listed);
    assert!(followed.relinked.is_empty(), "seed {seed}");
    assert!(followed.stale.is_empty(), "seed {seed}");
    assert_eq!(followed.taken, drawn.steps.steps.len(), "seed {seed}");
    assert!(listed.stale.is_empty(), "seed {seed}: stale of {:#?}", drawn.steps.choices);
    assert!(listed.out_of_range.is_empty(), "seed {seed}");
    assert_eq!(drawn.steps, listed.steps, "seed {seed}: the steps are recorded alike");
}

// Runs in which a search sets the tempo.
fn paced(seed: u64) -> [Choices; 2] {
    let chains = Tempo::Chains { changes: 4, horizon: 200 };
    [Tempo::Scattered, chains].map(|tempo| Choices::drawn(seed).tempo(tempo))
}

#[test]
fn choices_forced_on_the_calm_world_give_the_same_run() {
    (0..SEEDS).for_each(|seed| check_calm(seed, &Choices::drawn(seed)));
}

#[test]
fn choices_of_the_order_among_equals_give_the_same_run() {
    (0..SEEDS).for_each(|seed| check_calm(seed, &Choices::drawn(seed).yielding()));
}

#[test]
fn steps_followed_in_the_silent_world_give_the_same_run() {
    (0..SEEDS).for_each(|seed| check_silent(seed, &Choices::drawn(seed)));
}

#[test]
fn steps_in_another_order_among_equals_give_the_same_run() {
    (0..SEEDS).for_each(|seed| check_silent(seed, &Choices::drawn(seed).yielding()));
}

#[test]
fn choices_drawn_at_any_tempo_give_the_same_run_on_the_calm_world() {
    for seed in 0..SEEDS {
        paced(seed).iter().for_each(|choices| check_calm(seed, choices));
    }
}

#[test]
fn steps_drawn_at_any_tempo_give_the_same_run_in_the_silent_world() {
    for seed in 0..SEEDS {
        paced(seed).iter().for_each(|choices| check_silent(seed, choices));
    }
}
