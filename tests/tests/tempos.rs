//! What a tempo is good for: orders that a link allows but hardly ever brings about.
//!
//! The bugs are those of the relay. `cargo run --release -p sim-tests --example tempos` prints how often each tempo shows
//! them; here some of that is held, with fixed seeds.
#![expect(clippy::print_stdout, reason = "how many seeds it takes is what one wants to read")]

use std::collections::BTreeSet;

use sim_core::{Choices, Tempo, millis};
use sim_net::Link;
use sim_tests::relay::{Race, passes};

// Of so many seeds, how many show the bug at a natural, a scattered and a chained tempo.
fn hits(mut race: Race, changes: u32, seeds: u64) -> [u64; 3] {
    let horizon = race.messages();
    let tempos = [Tempo::Natural, Tempo::Scattered, Tempo::Chains { changes, horizon }];
    let hits = tempos.map(|tempo| race.hits(tempo, 0..seeds));
    println!("of {seeds} seeds: natural {}, scattered {}, chains {}", hits[0], hits[1], hits[2]);
    hits
}

#[test]
fn a_shallow_order_is_shown_fifty_times_as_often_by_chains_as_by_nature() {
    let [natural, scattered, chains] = hits(Race::new(2, 2, 3), 3, 2_000);
    assert!(natural > 0 && chains >= 50 * natural, "natural {natural}, chains {chains}");
    assert!(scattered >= 10 * natural, "natural {natural}, scattered {scattered}");
}

#[track_caller]
fn only_chains_show(race: Race, changes: u32, seeds: u64, least: u64) {
    let [natural, scattered, chains] = hits(race, changes, seeds);
    assert_eq!((natural, scattered), (0, 0), "of {seeds}, beside {chains} by chains");
    assert!(chains >= least, "{chains} of {seeds}");
}

#[test]
fn two_orders_far_apart_take_chains_forty_seeds_and_the_others_more_than_a_thousand() {
    only_chains_show(Race::new(2, 3, 3), 3, 1_000, 25);
}

#[test]
fn three_orders_far_apart_take_chains_three_hundred_seeds_and_the_others_more_than_three_thousand()
{
    only_chains_show(Race::new(3, 3, 3), 5, 3_000, 10);
}

#[test]
fn four_orders_far_apart_take_chains_sixteen_hundred_seeds_and_the_others_more_than_eight_thousand()
{
    only_chains_show(Race::new(4, 3, 2), 5, 8_000, 5);
}

#[test]
fn where_all_messages_take_equally_long_the_order_of_chains_is_that_of_their_priorities() {
    let link = || Link::new(millis(1));
    let laps = 5;
    assert_eq!(passes(link(), 3, laps, &Choices::drawn(1)), [0, 1, 2].repeat(5));
    let mut orders = BTreeSet::new();
    for seed in 0..100 {
        let chains = Tempo::Chains { changes: 0, horizon: 0 };
        let passed = passes(link(), 3, laps, &Choices::drawn(seed).tempo(chains));
        let order = passed[..3].to_vec();
        assert_eq!(passed, order.repeat(5), "seed {seed}: no priority has changed");
        orders.insert(order);
    }
    assert_eq!(orders.len(), 6, "all orders of three: {orders:?}");
}

#[test]
fn where_all_messages_take_equally_long_scattered_steps_go_in_any_order() {
    let all = (0..2_000).map(|seed| {
        passes(Link::new(millis(1)), 3, 1, &Choices::drawn(seed).tempo(Tempo::Scattered))
    });
    assert_eq!(all.collect::<BTreeSet<_>>().len(), 6);
}
