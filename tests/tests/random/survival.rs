//! Schedules outlive edits of the protocol they were recorded from.

use core::fmt;

use sim_core::{
    Actor, ActorId, Choices, Context, Followed, Narrator, Protocol, Ratio, Recording, Schedule,
    Setup, Site, Stop, Wire, World, millis,
};

// What the edited protocol does otherwise.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Edit {
    None,
    // A timer that only beats.
    Timer,
    // A greeting before each message.
    Kind,
    // One more field in each message.
    Field,
    // The bank answers a little later, from a timer.
    Handler,
    // Both of the last two.
    HandlerAndField,
}

#[derive(Clone)]
struct Message {
    kind: &'static str,
    order: u32,
    memo: Option<u32>,
}

// As it would be derived for an enum of structs.
impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = f.debug_struct(self.kind);
        text.field("order", &self.order);
        if let Some(memo) = self.memo {
            text.field("memo", &memo);
        }
        text.finish()
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Timer {
    Retry(u32),
    Answer { order: u32 },
    Beat,
}

#[derive(Debug)]
enum Fact {
    Charged(#[expect(dead_code, reason = "it is only printed")] u32),
    Settled(#[expect(dead_code, reason = "it is only printed")] u32),
}

struct Payments;

impl Protocol for Payments {
    type Message = Message;
    type Fact = Fact;
    type Timer = Timer;
    type Operation = ();
    type Outcome = ();
    type View = ();
}

const ORDERS: u32 = 4;

struct Party {
    edit: Edit,
    bank: bool,
    other: ActorId,
}

impl Party {
    fn say(&self, kind: &'static str, order: u32, ctx: &mut Context<'_, Payments>) {
        let memo = matches!(self.edit, Edit::Field | Edit::HandlerAndField).then_some(order + 7);
        if self.edit == Edit::Kind {
            ctx.send(self.other, Message { kind: "Greeting", order, memo });
        }
        ctx.send(self.other, Message { kind, order, memo });
    }
}

impl Actor<Payments> for Party {
    fn on_start(&mut self, ctx: &mut Context<'_, Payments>) {
        if self.edit == Edit::Timer {
            ctx.set_timer(millis(3), Timer::Beat);
        }
        for order in 0..ORDERS {
            if !self.bank {
                self.on_timer(Timer::Retry(order), ctx);
            }
        }
    }

    fn on_message(&mut self, _: ActorId, message: Message, ctx: &mut Context<'_, Payments>) {
        let Message { kind, order, .. } = message;
        match kind {
            "Pay" => {
                ctx.emit(Fact::Charged(order));
                if matches!(self.edit, Edit::Handler | Edit::HandlerAndField) {
                    ctx.set_timer(millis(0), Timer::Answer { order });
                } else {
                    self.say("Paid", order, ctx);
                }
            }
            "Paid" => {
                ctx.emit(Fact::Settled(order));
                ctx.cancel_timer(Timer::Retry(order));
            }
            _ => {}
        }
    }

    fn on_timer(&mut self, timer: Timer, ctx: &mut Context<'_, Payments>) {
        match timer {
            Timer::Retry(order) => {
                self.say("Pay", order, ctx);
                ctx.set_timer(millis(50), Timer::Retry(order));
            }
            Timer::Answer { order } => self.say("Paid", order, ctx),
            Timer::Beat if ctx.now().as_nanos() < 300_000_000 => {
                ctx.set_timer(millis(3), Timer::Beat);
            }
            Timer::Beat => {}
        }
    }
}

fn world(edit: Edit) -> World<Payments> {
    let wire = Wire::perfect(millis(1)).jitter(millis(4)).loss(Ratio::percent(20));
    let mut world = Setup::<Payments, _>::new(wire)
        .node("shop", move |directory| Party { edit, bank: false, other: directory["bank"] })
        .node("bank", move |directory| Party { edit, bank: true, other: directory["shop"] })
        .build()
        .expect("the setup makes sense");
    world.keep(Recording::All);
    world
}

// The facts alone: what the edits are not to change. A listed answer of a timer comes in the same order.
fn facts<M: sim_core::Medium<Payments>>(world: &World<Payments, M>) -> Vec<String> {
    let text = Narrator::text(world.directory(), world.record());
    let facts = text.lines().filter(|line| line.contains("FACT"));
    facts
        .map(|line| {
            line.split("FACT").nth(1).unwrap_or("").split(" from").next().unwrap_or("").to_string()
        })
        .collect()
}

struct Recorded {
    choices: Schedule,
    steps: Schedule,
    facts: Vec<String>,
}

fn record(seed: u64) -> Recorded {
    let mut world = world(Edit::None);
    world.reset(&Choices::drawn(seed).recording());
    world.run(Stop::idle());
    let facts = facts(&world);
    Recorded { choices: world.recorded_choices(), steps: world.recorded_steps(), facts }
}

fn follow(edit: Edit, steps: &Schedule) -> (Followed, Vec<usize>, Vec<String>) {
    let mut world = world(edit);
    world.reset(&Choices::forced(steps));
    let followed = world.follow(&steps.steps);
    (followed, world.stale(), facts(&world))
}

const SEEDS: u64 = 60;

#[track_caller]
fn check_exact(edit: Edit) {
    for seed in 0..SEEDS {
        let recorded = record(seed);
        let mut world = world(edit);
        world.reset(&Choices::forced(&recorded.choices));
        world.run(Stop::idle());
        assert!(world.stale().is_empty(), "seed {seed}");
        assert_eq!(facts(&world), recorded.facts, "seed {seed}, calm");

        let (followed, stale, facts) = follow(edit, &recorded.steps);
        assert!(followed.stale.is_empty(), "seed {seed}");
        assert!(followed.relinked.is_empty(), "seed {seed}");
        assert!(stale.is_empty(), "seed {seed}");
        assert_eq!(facts, recorded.facts, "seed {seed}, silent");
    }
}

#[test]
fn an_extra_timer_changes_no_name() {
    check_exact(Edit::Timer);
}

#[test]
fn an_extra_message_before_each_changes_no_name() {
    check_exact(Edit::Kind);
}

#[test]
fn an_extra_field_changes_no_name() {
    check_exact(Edit::Field);
}

// The names of the answers change; they are found again by what they are.
#[track_caller]
fn check_relinked(edit: Edit) {
    let mut relinked = 0;
    for seed in 0..SEEDS {
        let recorded = record(seed);
        let mut world = world(edit);
        world.reset(&Choices::forced(&recorded.steps));
        world.begin();
        let mut steps = Schedule::new(sim_core::Base::Silent);
        // Which answers are lost is a choice by name, so only a run without losses can be told again here.
        if recorded.choices.choices.iter().any(|choice| choice.site == Site::Copies) {
            continue;
        }
        steps.clone_from(&recorded.steps);
        let answers = steps.steps.iter().filter(|listed| listed.label.contains("Paid")).count();
        // The edited bank answers from its timer, which the old list does not name: it is listed after each Pay.
        let followed = follow_with_answers(&mut world, &steps);
        assert_eq!(followed.stale, 0, "seed {seed}");
        assert_eq!(followed.relinked, answers, "seed {seed}");
        assert_eq!(facts(&world), recorded.facts, "seed {seed}");
        relinked += answers;
    }
    assert!(relinked > 20, "{relinked}");
}

struct Counts {
    stale: usize,
    relinked: usize,
}

fn follow_with_answers(world: &mut World<Payments>, steps: &Schedule) -> Counts {
    let mut counts = Counts { stale: 0, relinked: 0 };
    for listed in &steps.steps {
        let followed = world.follow(core::slice::from_ref(listed));
        counts.stale += followed.stale.len();
        counts.relinked += followed.relinked.len();
        let answer = world.enabled().into_iter().find(|enabled| enabled.label.contains("Answer"));
        if let Some(answer) = answer {
            world.take(listed.time, &answer.step).expect("it is enabled");
        }
    }
    counts
}

#[test]
fn a_message_that_is_sent_from_elsewhere_is_found_by_its_content() {
    check_relinked(Edit::Handler);
}

#[test]
fn a_message_that_looks_otherwise_too_is_found_by_its_kind_and_rank() {
    check_relinked(Edit::HandlerAndField);
}
