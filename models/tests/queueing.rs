//! Queues are as long as theory says, and a crowd grows without a bound and not beyond one.
#![expect(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "the formulas to compare with are in floats; nothing is decided by them"
)]

#[path = "stage/formulas.rs"]
mod formulas;
mod stage;

use formulas::{refused_in_m_m_1_k, wait_in_m_d_1, wait_in_m_m_1, wait_in_m_m_4};
use sim_core::Ratio;
use sim_models::queueing::{Figures, Shop};
use stage::passes_in;

// Chance alone makes the mean wait of so many jobs differ by 1 to 3 %, the more the busier the servers are.
const JOBS: u64 = 100_000;
const SEED: u64 = 1;

#[track_caller]
fn waits(shop: fn(Ratio) -> Shop, formula: fn(f64) -> f64) {
    for (percent, load, tolerance) in [(50, 0.5, 0.05), (80, 0.8, 0.12)] {
        let figures = shop(Ratio::percent(percent)).measure(JOBS, SEED);
        let (waited, expected) = (mean_wait(&figures), formula(load));
        let off = (waited / expected - 1.0).abs();
        assert!(off < tolerance, "{waited} instead of {expected} at {percent} %: {figures:?}");
    }
}

// In mean service times, which are milliseconds.
fn mean_wait(figures: &Figures) -> f64 {
    figures.waited as f64 / figures.taken as f64 / 1e6
}

#[test]
fn one_server_with_random_service_times_is_waited_for_as_long_as_the_formula_says() {
    waits(Shop::one_server, wait_in_m_m_1);
}

#[test]
fn equal_service_times_halve_the_wait() {
    waits(Shop::regular_server, wait_in_m_d_1);
}

#[test]
fn four_servers_behind_one_desk_are_waited_for_as_long_as_erlang_says() {
    waits(Shop::four_servers, wait_in_m_m_4);
}

#[test]
fn a_small_shop_turns_away_as_many_as_the_formula_says() {
    for (percent, load) in [(50, 0.5), (80, 0.8)] {
        let Figures { taken, refused, .. } =
            Shop::small_shop(Ratio::percent(percent), 4).measure(JOBS, SEED);
        let (part, expected) =
            (refused as f64 / (taken + refused) as f64, refused_in_m_m_1_k(load, 4));
        assert!((part / expected - 1.0).abs() < 0.06, "{part} instead of {expected}");
    }
}

#[test]
fn too_many_jobs_pile_up_by_two_hundred_per_second() {
    for seconds in [1, 10, 60] {
        let waiting = Shop::too_many(None).measure(seconds * 1_000, SEED).waiting;
        // Some are in service.
        assert!((seconds * 200 - 5..=seconds * 200).contains(&waiting), "{waiting} in {seconds} s");
    }
}

#[test]
fn bounded_mailboxes_are_full_and_stay_so() {
    for seconds in [3, 10, 60] {
        let figures = Shop::too_many(Some(100)).measure(seconds * 1_000, SEED);
        // One of each may just have been taken out.
        assert!((396..=400).contains(&figures.waiting), "{figures:?} in {seconds} s");
        let served = seconds * 800;
        assert!((served - 4..=served + 4).contains(&figures.taken), "{figures:?} in {seconds} s");
    }
}

#[test]
fn the_shop_of_the_zoo_never_has_more_than_it_has_room_for() {
    passes_in(&sim_models::zoo(), "queueing", 20);
}
