//! What items hear of the weather.

use std::fmt::Debug;

use sim_check::{Broadcast, Commitment, Holding, InWeather, Progress, Replica, WeatherNews};
use sim_core::NodeId;

use crate::liveness::some_node;

// What an item is for disturbed, healed, down, up.
fn heard<I: InWeather + Debug>() -> [String; 4] {
    let (down, up) = (WeatherNews::Down(some_node()), WeatherNews::Up(some_node()));
    [WeatherNews::Disturbed, WeatherNews::Healed, down, up].map(|news| match I::of_news(news) {
        Some(item) => format!("{item:?}").split('(').next().unwrap_or_default().into(),
        None => "-".into(),
    })
}

#[test]
fn who_owes_something_is_excused_by_faults_and_by_being_down() {
    let all = ["Disturbed", "Healed", "Down", "Up"];
    assert_eq!(heard::<Progress<u32>>(), all);
    assert_eq!(heard::<Broadcast<NodeId, u32>>(), all);
    assert_eq!(heard::<Commitment<u32, NodeId>>(), all);
    assert_eq!(heard::<Replica<NodeId, u32, u32>>(), all);
}

#[test]
fn who_holds_a_lock_loses_it_only_by_a_crash() {
    let [disturbed, healed, down, up] = heard::<Holding<u32, NodeId, u32>>();
    assert_eq!([disturbed, healed, up], ["-", "-", "-"]);
    assert!(down.starts_with("Gone"), "{down}");
}
