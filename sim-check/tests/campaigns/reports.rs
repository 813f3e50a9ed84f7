//! Reports, kept as texts.

use sim_check::Commands;
use sim_check::prelude::*;

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

struct Ticks;

impl Protocol for Ticks {
    type Message = ();
    type Fact = ();
    type Timer = u32;
    type Operation = ();
    type Outcome = ();
    type View = ();
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
