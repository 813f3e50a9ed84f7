//! Reports, kept as texts.

use sim_check::prelude::*;
use sim_check::{Commands, TimerBound};

use crate::coin::coins;
use crate::kept::is_as_kept;
use crate::lights::lights;
use crate::payments::payments;

// The report with some commands, and the same in one line.
fn told(report: &Report) -> String {
    let commands = match report.failure() {
        Some(_) => Commands::default()
            .with("in test", "SIM_REPLAY=name cargo test -p shop pays -- --exact")
            .with("saved", "sim-regressions/shop/name.ron  (commit it: it runs first from now on)"),
        None => Commands::default(),
    };
    format!("{}\n{}\n", report.told(&commands), report.one_line(Some("name")))
}

#[track_caller]
fn is_kept(name: &str, report: &Report) {
    let told = told(report);
    for line in told.lines() {
        assert!(line.chars().count() <= 100, "too long: {line}");
    }
    is_as_kept(&format!("campaigns/testdata/{name}.txt"), &told);
}

#[test]
fn a_failure_with_a_story() {
    is_kept("failure", &check(payments()).seeds(0..100).report());
}

#[test]
fn a_failure_that_was_not_made_small() {
    is_kept("unshrunk", &check(payments()).seeds(0..100).shrink_runs(0).report());
}

#[test]
fn a_failure_at_the_end() {
    is_kept("end", &check(lights()).seeds(0..1_000).report());
}

#[test]
fn a_mark_that_was_found() {
    is_kept("found", &check(coins(2).sometimes("lucky")).seeds(0..50).find("lucky").report());
}

#[test]
fn a_mark_that_was_missed() {
    is_kept("missed", &check(coins(60).sometimes("lucky").marks_within(10)).seeds(0..10).report());
}

#[test]
fn a_pass() {
    is_kept("pass", &check(coins(1).sometimes("lucky")).seeds(0..50).report());
}

#[test]
fn nothing_to_judge() {
    let silent = lights().until(Stop::after(millis(500)));
    is_kept("undecided", &check(silent).seeds(0..10).report());
}

#[test]
fn a_scenario_that_makes_no_sense() {
    is_kept("broken", &check(coins(1).mailbox("toser", Mailbox::bounded(1))).report());
}

#[test]
fn an_actor_that_panics() {
    let fragile = scenario("fragile").node("clock", |_| Fragile).network(Link::lan());
    is_kept("panic", &check(fragile.clone()).seeds(0..10).report());
    let tolerant = fragile.panics_end_actors();
    is_kept("tolerated", &check(tolerant).seeds(0..10).report());
}

#[test]
fn much_that_shows_it() {
    let busy = scenario("busy")
        .node("clock", |_| Busy)
        .property("few timers", TimerBound::<Ticks>::at_most(8));
    is_kept("much", &check(busy).seeds(0..10).report());
}

#[test]
fn a_report_fits_into_a_narrow_terminal() {
    let report = check(payments()).seeds(0..100).report();
    for columns in [72, 80] {
        let told = report.told_within(columns, &Commands::default());
        for line in told.lines() {
            assert!(line.chars().count() <= columns, "too long for {columns}: {line}");
        }
        assert_ne!(told, report.to_string());
    }
}

struct Ticks;

impl Protocol for Ticks {
    type Message = ();
    type Fact = ();
    type Timer = u32;
    type Operation = ();
    type Outcome = ();
    type View = ();
}

struct Busy;

impl Actor<Ticks> for Busy {
    fn on_start(&mut self, ctx: &mut Context<'_, Ticks>) {
        (0..9).for_each(|timer| ctx.set_timer(seconds(1), timer));
    }

    fn on_message(&mut self, _: ActorId, (): (), _: &mut Context<'_, Ticks>) {}
}

struct Fragile;

impl Actor<Ticks> for Fragile {
    fn on_start(&mut self, ctx: &mut Context<'_, Ticks>) {
        ctx.set_timer(millis(10), 3);
    }

    fn on_timer(&mut self, left: u32, ctx: &mut Context<'_, Ticks>) {
        assert!(left > 0, "tick {left} is no tick");
        ctx.set_timer(millis(10), left - 1);
    }

    fn on_message(&mut self, _: ActorId, (): (), _: &mut Context<'_, Ticks>) {}
}
