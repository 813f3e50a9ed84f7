//! What shards find together is what one sweep finds, to the letter.

use crate::transcript::{command, folder};

// What is told on standard output.
fn told(name: &str, words: &str, folder: &std::path::Path) -> String {
    let output = command(name, folder).args(words.split(' ')).output().expect("it can be run");
    String::from_utf8(output.stdout).expect("it is text")
}

#[track_caller]
fn check(name: &str, scenarios: &str, shards: u64) {
    let folder = folder(&format!("merging_{name}_{shards}"));
    let sweep = format!("sweep {scenarios} --seeds 7..300 --keep-going --no-save --shrink 0");
    for number in 1..=shards {
        told(name, &format!("{sweep} --shard {number}/{shards} --out out"), &folder);
    }
    let whole = told(name, &format!("{sweep} --format json"), &folder);
    assert_eq!(told(name, "merge out --format json", &folder), whole);
}

#[test]
fn shards_of_a_shop_are_what_one_sweep_is() {
    for shards in [1, 2, 3, 7] {
        check("shop", "shop/*", shards);
    }
}

#[test]
fn shards_of_the_zoo_are_what_one_sweep_is() {
    check("sim", "stop_and_wait* two_phase_commit*", 4);
}
