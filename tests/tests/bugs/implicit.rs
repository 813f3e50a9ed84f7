//! What every scenario is judged by, without being asked to: panics, deadlocks, livelocks, and marks.

use sim_check::prelude::*;
use sim_core::Protocol;

struct Talk;

impl Protocol for Talk {
    type Message = u32;
    type Fact = ();
    type Timer = ();
    type Operation = ();
    type Outcome = ();
    type View = ();
}

// Does something when it hears something, and says something to somebody at the start.
struct Talker {
    to: &'static str,
    says: u32,
    hears: fn(u32, ActorId, &mut Context<'_, Talk>),
}

impl Actor<Talk> for Talker {
    fn on_start(&mut self, ctx: &mut Context<'_, Talk>) {
        if let Some(to) = ctx.directory().get(self.to) {
            (0..self.says).for_each(|number| ctx.send(to, number));
        }
    }

    fn on_message(&mut self, from: ActorId, message: u32, ctx: &mut Context<'_, Talk>) {
        (self.hears)(message, from, ctx);
    }
}

#[track_caller]
fn fails_as(scenario: Scenario<Talk>, id: &str) {
    let report = check(scenario).seeds(0..10).report();
    assert_eq!(report.failure().map(|it| it.id.to_string()).as_deref(), Some(id), "{report}");
    assert!(report.failure().is_some_and(|it| it.minimality.is_minimal()), "{report}");
}

#[track_caller]
fn passes(scenario: Scenario<Talk>, tolerating: &str) {
    let report = check(scenario).seeds(0..10).report();
    assert_eq!(report.ruling(), Ruling::Passed, "{report}");
    assert!(report.to_string().contains(&format!("tolerated: {tolerating}")), "{report}");
}

fn panicking() -> Scenario<Talk> {
    scenario("panicking")
        .nodes("talker", 2, |_, _| Talker { to: "listener1", says: 3, hears: |_, _, _| {} })
        .nodes("listener", 1, |_, _| Talker {
            to: "nobody",
            says: 0,
            hears: |number, _, _| assert!(number < 2, "number {number} is too large"),
        })
        .until(Stop::after(seconds(1)))
}

// Each sends more than the other has room for, before it looks at what it got.
fn blocking() -> Scenario<Talk> {
    let answers = |number: u32, from: ActorId, ctx: &mut Context<'_, Talk>| {
        if number < 10 {
            ctx.send(from, number + 1);
            ctx.send(from, number + 1);
        }
    };
    scenario("blocking")
        .node("pair", move |_| Talker { to: "pair/other", says: 2, hears: answers })
        .actor("pair", "one", move |_| Talker { to: "pair/other", says: 2, hears: answers })
        .actor("pair", "other", move |_| Talker { to: "pair/one", says: 2, hears: answers })
        .mailbox("pair/one", Mailbox::bounded(1).overflow(Overflow::Block).private())
        .mailbox("pair/other", Mailbox::bounded(1).overflow(Overflow::Block).private())
        .until(Stop::after(seconds(1)))
}

fn echoing() -> Scenario<Talk> {
    let answers = |number, from, ctx: &mut Context<'_, Talk>| ctx.send(from, number);
    scenario("echoing")
        .node("pair", move |_| Talker { to: "nobody", says: 0, hears: answers })
        .actor("pair", "other", move |_| Talker { to: "pair", says: 1, hears: answers })
        .until(Stop::after(seconds(1)))
}

fn marking(mark: &'static str) -> Scenario<Talk> {
    scenario("marking")
        .node("talker", |_| Talker { to: "listener", says: 2, hears: |_, _, _| {} })
        .node("listener", |_| Talker {
            to: "nobody",
            says: 0,
            hears: |number, _, ctx| {
                if number == 1 {
                    ctx.mark("heard one");
                }
            },
        })
        .sometimes(mark)
        .marks_within(20)
        .until(Stop::after(seconds(1)))
}

#[test]
fn a_panic_is_a_failure() {
    fails_as(panicking(), "no actor panics: panic: number N is too large (listener)");
}

#[test]
fn a_panic_is_tolerated_if_the_scenario_says_so() {
    passes(panicking().panics_are_crashes(Some(millis(10))), "panics are crashes");
    passes(panicking().panics_end_actors(), "panics end actors");
}

#[test]
fn a_deadlock_is_a_failure() {
    fails_as(blocking(), "no deadlock: deadlock (pair/one, pair/other)");
}

#[test]
fn a_deadlock_is_tolerated_if_the_scenario_says_so() {
    passes(blocking().deadlocks_are_tolerated(), "deadlocks are tolerated");
}

#[test]
fn a_livelock_is_a_failure() {
    let report = check(echoing()).seed(0).trust_determinism().shrink_runs(0).report();
    let id = report.failure().map(|finding| finding.id.to_string());
    assert_eq!(id.as_deref(), Some("no livelock: livelock (pair, pair/other)"), "{report}");
}

#[test]
fn a_mark_that_nobody_declared_is_a_failure() {
    fails_as(marking("heard two"), "marks are declared: undeclared mark");
}

#[test]
fn a_mark_that_is_never_reached_fails_a_campaign_with_runs_enough() {
    let missing = || marking("heard one").sometimes("heard three");
    let enough = check(missing()).seeds(0..20).report();
    assert_eq!(enough.ruling(), Ruling::Failed, "{enough}");
    assert_eq!(enough.missed_marks().collect::<Vec<_>>(), ["heard three"]);
    assert_eq!(enough.one_line(None), "never reached in 20 runs: heard three");
    let too_few = check(missing()).seeds(0..19).report();
    assert_eq!(too_few.ruling(), Ruling::Passed, "{too_few}");
    let single = check(missing().marks_within(1)).seed(3).report();
    assert_eq!(single.ruling(), Ruling::Passed, "{single}");
}

#[test]
fn a_mark_can_be_looked_for() {
    let report = check(marking("heard one")).seeds(0..10).find("heard one").report();
    let finding = report.failure().unwrap();
    assert_eq!(finding.id.to_string(), "heard one: reached");
    assert!(finding.minimality.is_minimal(), "{report}");
    // The second message is heard, and the first one needn't be.
    assert_eq!((finding.seed, finding.after.events), (0, 1), "{report}");
    let nothing = check(marking("heard one")).seeds(0..10).find("heard three").report();
    assert!(nothing.findings.is_empty(), "{nothing}");
}
