//! What can be done with a scenario of which only the name is known.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use sim_check::prelude::*;
use sim_check::{AnyScenario, Entry, Order, Registry};

use crate::payments::{Fact, payments};

fn registry() -> Registry {
    Registry::new().with([Entry::correct(payments())])
}

fn any(registry: &Registry) -> &dyn AnyScenario {
    registry.get("payments").expect("it was registered").scenario()
}

#[test]
fn a_scenario_tells_its_nodes_and_what_may_go_wrong() {
    let registry = registry();
    assert_eq!(any(&registry).nodes().unwrap(), ["shop", "bank"]);
    assert_eq!(
        any(&registry).model().map(|model| (model.lost, model.amnesia)),
        Some((true, false))
    );
}

#[test]
fn a_campaign_by_name_is_that_of_the_scenario() {
    let registry = registry();
    let by_name = any(&registry).report(&Order { seeds: 0..50, jobs: 2, ..Order::default() });
    let report = check(payments()).seeds(0..50).report();
    assert_eq!(by_name.to_string(), report.to_string());
}

#[test]
fn one_run_is_that_of_the_campaign() {
    let registry = registry();
    let report = check(payments()).seeds(0..50).shrink_runs(0).several(1).report();
    let found = report.failure().expect("a payment is repeated");
    let one = any(&registry).run_once(found.seed, Strategy::Mixed, None).unwrap();
    assert_eq!(one.report.ruling(), Ruling::Failed);
    assert_eq!(one.report.failure().unwrap().id, found.id);
    assert_eq!(one.trace.digest(), found.trace.digest());
    assert_eq!(one.report.coverage.steps, one.run.steps);
}

#[test]
fn one_run_takes_another_plan() {
    let registry = registry();
    let crash = Crash::of(Selector::node("bank"));
    let plan = Plan::new().episode(Episode::new("blackout", seconds(1), crash).lasts(millis(40)));
    let one = any(&registry).run_once(0, Strategy::Mixed, Some(&plan)).unwrap();
    assert_eq!(one.plan, plan);
    assert!(one.trace.events().iter().any(|event| event.told.contains("crash")));
    let unknown = Plan::new().episode(Episode::new(
        "blackout",
        seconds(1),
        Crash::of(Selector::node("bnak")),
    ));
    let broken = any(&registry).run_once(0, Strategy::Mixed, Some(&unknown)).unwrap_err();
    assert!(broken.to_string().starts_with("the plan doesn't fit: "), "{broken}");
}

#[test]
fn a_failure_that_was_saved_as_it_was_is_made_as_small_as_at_once() {
    let registry = registry();
    let small = check(payments()).seeds(0..50).several(1).report();
    let small = small.failure().expect("a payment is repeated");
    let large = check(payments()).seeds(0..50).shrink_runs(0).several(1).report();
    let large = large.failure().expect("a payment is repeated");
    assert!(large.after.events > 2 * small.after.events);
    let again = any(&registry).make_smaller(&large.saved, 5_000).unwrap().expect("it fails");
    assert_eq!((again.after, again.saved.failure), (small.after, small.id.clone()));
    // What is small already stays as it is.
    let still = any(&registry).make_smaller(&small.saved, 5_000).unwrap().expect("it fails");
    assert_eq!((still.after, still.saved.digest), (small.after, small.saved.digest));
    let untried = any(&registry).make_smaller(&small.saved, 0).unwrap().expect("it fails");
    assert_eq!(untried.saved, small.saved);
    let shown = any(&registry).run_saved(&small.saved).unwrap();
    assert_eq!(shown.trace.digest(), small.saved.digest);
}

#[test]
fn who_panics_outside_of_a_handler_is_told_with_the_seed() {
    // Judges only what it understands; the number 3 it doesn't.
    let judge = AtMostOnce::new().of_facts(|fact: &Fact| match fact {
        Fact::Ordered(order) | Fact::Charged(order) => {
            assert!(*order != 3, "not that one");
            Some(Delivery::Effect(*order))
        }
    });
    let told = Arc::new(Mutex::new(Vec::new()));
    let tell = told.clone();
    let order = Order {
        seeds: 7..9,
        on_panic: Some(Arc::new(move |seed| tell.lock().unwrap().push(seed))),
        ..Order::default()
    };
    let scenario = payments().property("a judge that panics", judge);
    let campaign = AssertUnwindSafe(|| check(scenario).order(order).report());
    assert!(catch_unwind(campaign).is_err());
    assert_eq!(*told.lock().unwrap(), [7]);
}

#[test]
fn a_panic_ends_the_campaign_on_all_threads() {
    let (runs, told) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
    let (count, tell) = (runs.clone(), told.clone());
    let order = Order {
        seeds: 0..1_000_000,
        jobs: 2,
        keep_going: true,
        deterministic: false,
        on_progress: Some(Arc::new(move |progress| count.store(progress.done, Ordering::Relaxed))),
        on_panic: Some(Arc::new(move |seed| tell.store(seed, Ordering::Relaxed))),
        ..Order::default()
    };
    let scenario = payments().calls(|seed| {
        assert!(seed != 40, "nobody can call then");
        Vec::new()
    });
    let campaign = AssertUnwindSafe(|| check(scenario).order(order).report());
    assert!(catch_unwind(campaign).is_err());
    assert_eq!(told.load(Ordering::Relaxed), 40);
    assert!(runs.load(Ordering::Relaxed) < 100_000);
}
