//! The lints that guard determinism fire: an expectation that isn't met is a warning, and warnings are errors in CI.
//!
//! Nothing here runs; clippy reads it.
#![expect(dead_code, reason = "only clippy looks at these functions")]

use std::hash::BuildHasher;

#[expect(clippy::disallowed_types, reason = "it must be disallowed")]
fn hash_map() -> usize {
    std::collections::HashMap::<u8, u8>::new().len()
}

#[expect(clippy::disallowed_types, reason = "it must be disallowed")]
fn hash_set() -> usize {
    std::collections::HashSet::<u8>::new().len()
}

#[expect(clippy::disallowed_types, reason = "it must be disallowed")]
fn random_state() -> u64 {
    std::hash::RandomState::new().hash_one(1)
}

#[expect(clippy::iter_over_hash_type, reason = "it must be noticed")]
#[expect(clippy::disallowed_types, reason = "there is no other way to name one")]
fn iteration(map: &std::collections::HashMap<u8, u8>) -> u8 {
    let mut last = 0;
    for key in map.keys() {
        last = *key;
    }
    last
}

#[expect(clippy::disallowed_types, reason = "it must be disallowed")]
fn instant() -> bool {
    std::time::Instant::now().elapsed().is_zero()
}

#[expect(clippy::disallowed_types, reason = "it must be disallowed")]
fn system_time() -> bool {
    std::time::SystemTime::now().elapsed().is_ok()
}

#[expect(clippy::disallowed_methods, reason = "it must be disallowed")]
fn thread() {
    drop(std::thread::spawn(|| ()));
}

#[expect(clippy::disallowed_methods, reason = "it must be disallowed")]
fn named_thread() {
    drop(std::thread::Builder::new().spawn(|| ()));
}

#[expect(clippy::disallowed_methods, reason = "it must be disallowed")]
fn sleep() {
    std::thread::sleep(core::time::Duration::ZERO);
}

#[expect(clippy::disallowed_methods, reason = "it must be disallowed")]
fn variable() -> bool {
    std::env::var("PATH").is_ok()
}

#[expect(clippy::disallowed_methods, reason = "it must be disallowed")]
fn os_variable() -> bool {
    std::env::var_os("PATH").is_some()
}

#[expect(clippy::disallowed_methods, reason = "it must be disallowed")]
fn all_variables() -> usize {
    std::env::vars().count()
}

#[expect(clippy::float_arithmetic, reason = "it must be noticed")]
fn floats(one: f64, other: f64) -> f64 {
    one * other
}

#[expect(clippy::wildcard_enum_match_arm, reason = "it must be noticed")]
fn wildcard(ending: &sim_core::Ending) -> u8 {
    match ending {
        sim_core::Ending::Idle => 1,
        sim_core::Ending::Time => 2,
        _ => 3,
    }
}
