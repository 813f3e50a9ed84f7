//! Worlds that are wrong on purpose: what decides lies outside of the simulation.
#![expect(clippy::disallowed_types, reason = "these protocols do what none should")]

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use sim_check::prelude::*;

struct Numbers;

impl Protocol for Numbers {
    type Message = u64;
    type Fact = u64;
    type Timer = ();
    type Operation = ();
    type Outcome = ();
    type View = ();
}

// Says a number at once, and others when it hears its own.
struct Teller(fn() -> Vec<u64>);

impl Actor<Numbers> for Teller {
    fn on_start(&mut self, ctx: &mut Context<'_, Numbers>) {
        let me = ctx.me();
        ctx.send(me, 1);
    }

    fn on_message(&mut self, _: ActorId, _: u64, ctx: &mut Context<'_, Numbers>) {
        (self.0)().into_iter().for_each(|number| ctx.emit(number));
    }
}

#[track_caller]
fn differs(numbers: fn() -> Vec<u64>) {
    let report =
        check(scenario("numbers").node("teller", move |_| Teller(numbers))).seeds(0..3).report();
    assert_eq!(report.ruling(), Ruling::Nondeterministic, "{report}");
    let (seed, difference) = report.difference.as_ref().expect("it was found");
    assert_eq!(*seed, 0);
    // Started, sent, queued, handled: only then something is wrong.
    assert!(difference.equal >= 4, "{difference}");
    assert_eq!(difference.place, "teller", "{difference}");
    let told = report.to_string();
    assert!(
        told.starts_with("NONDETERMINISM  numbers    seed 0, two runs of the same binary differ\n")
    );
    assert!(told.contains("teller FACT "), "{told}");
    assert!(told.contains("help: BTreeMap instead of HashMap"), "{told}");
    assert_eq!(
        report.one_line(None),
        "two runs of seed 0 differ: the protocol is not deterministic"
    );
}

#[test]
fn the_order_of_a_hash_map_is_found() {
    differs(|| {
        (0..64).map(|number| (number, number)).collect::<HashMap<_, _>>().into_keys().collect()
    });
}

#[test]
fn the_order_of_a_hash_set_is_found() {
    differs(|| (0..64).collect::<HashSet<_>>().into_iter().collect());
}

#[test]
fn the_time_of_the_machine_is_found() {
    differs(|| {
        let since = Instant::now();
        while since.elapsed().as_nanos() == 0 {}
        let nanos = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        vec![u64::try_from(nanos.unwrap().as_nanos() % u128::from(u64::MAX)).unwrap()]
    });
}

#[test]
fn what_an_address_is_is_found() {
    // A thread-local lies somewhere else on each thread.
    thread_local!(static HERE: u8 = const { 0 });
    differs(|| vec![HERE.with(|here| std::ptr::from_ref(here).addr() as u64)]);
}

#[test]
fn which_thread_it_is_is_found() {
    differs(|| {
        let id = format!("{:?}", std::thread::current().id());
        vec![id.bytes().map(u64::from).sum::<u64>(), id.len() as u64]
    });
}

#[test]
fn a_counter_that_survives_a_run_is_found() {
    static RUNS: AtomicU64 = AtomicU64::new(0);
    differs(|| vec![RUNS.fetch_add(1, Ordering::Relaxed)]);
}

#[test]
fn numbers_that_belong_to_the_actor_are_no_difference() {
    struct Roller;
    impl Actor<Numbers> for Roller {
        fn on_start(&mut self, ctx: &mut Context<'_, Numbers>) {
            let number = ctx.rng().next_u64();
            ctx.emit(number);
        }
        fn on_message(&mut self, _: ActorId, _: u64, _: &mut Context<'_, Numbers>) {}
    }
    let report = check(scenario("numbers").node("roller", |_| Roller)).seeds(0..20).report();
    assert_eq!(report.ruling(), Ruling::Passed, "{report}");
}
