//! The runs of the golden worlds are what they were.
//!
//! Where a change is meant: `SIM_GOLDEN=write cargo test -p sim-tests --test golden`, and look at the difference.

use std::fmt::Write;

use sim_core::{Choices, TextHash};
use sim_tests::golden::{Golden, WORLDS};
use sim_tests::kept;

#[track_caller]
fn check(name: &str) {
    let world = WORLDS.iter().find(|world| world.name == name).expect("a world of that name");
    let file = kept::place(&format!("golden/{name}.txt"));
    if let Err(difference) = kept::compare(&file, &runs(world)) {
        panic!("{difference}");
    }
}

// A calm run and two drawn ones.
fn runs(world: &Golden) -> String {
    let mut text = String::new();
    let calm = (String::from("calm"), Choices::calm());
    let drawn = [3, 11].map(|seed| (format!("seed {seed}"), Choices::drawn(seed)));
    for (title, choices) in [calm].into_iter().chain(drawn) {
        let told = (world.run)(&choices);
        writeln!(text, "{title}: {}", told.ending).expect("a string takes all");
        writeln!(text, "{}", told.text).expect("a string takes all");
    }
    text
}

#[test]
fn a_ledger_on_a_bad_disk() {
    check("ledger");
}

#[test]
fn ping_and_pong_over_a_bad_wire() {
    check("ping_pong");
}

#[test]
fn a_pipeline_with_little_room() {
    check("pipeline");
}

#[test]
fn every_world_has_a_test() {
    assert_eq!(WORLDS.map(|world| world.name), ["ledger", "ping_pong", "pipeline"]);
}

// Recording computes keys, which must not change what is drawn.
#[test]
fn a_recorded_run_is_the_same() {
    for world in WORLDS {
        for seed in 0..50 {
            let plain = (world.run)(&Choices::drawn(seed));
            let recorded = (world.run)(&Choices::drawn(seed).recording());
            assert_eq!(plain.text_digest(), recorded.text_digest(), "{} {seed}", world.name);
            assert_eq!(plain.digest, recorded.digest, "{} {seed}", world.name);
        }
    }
}

#[test]
fn a_text_digest_sees_the_text() {
    let told = (WORLDS[0].run)(&Choices::calm());
    assert_eq!(told.text_digest(), TextHash::of(&told.text));
    assert_ne!(told.text_digest(), (WORLDS[1].run)(&Choices::calm()).text_digest());
}
