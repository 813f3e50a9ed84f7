//! Progress in worlds with weather: one node asks another every 10 ms, and is answered at once.

use sim_check::{Checker, Conclusion, LeadsTo, Progress, Property, Verdict, in_weather};
use sim_core::prelude::*;
use sim_core::{Ending, Event};
use sim_net::{Bandwidth, Crash, Episode, Link, Network, Partition, Plan, Selector};

use crate::stage::brief;

pub(super) struct Quiet;

impl Protocol for Quiet {
    type Message = ();
    type Fact = ();
    type Timer = ();
    type Operation = ();
    type Outcome = ();
    type View = ();
}

pub(super) struct Idle;

impl Actor<Quiet> for Idle {
    fn on_message(&mut self, _: ActorId, (): (), _: &mut Context<'_, Quiet>) {}
}

struct Asking;

#[derive(Clone, Debug)]
enum Message {
    Ask(u64),
    Answer(u64),
}

#[derive(Debug)]
enum Fact {
    Asked(u64),
    Answered(u64),
}

impl Protocol for Asking {
    type Message = Message;
    type Fact = Fact;
    type Timer = ();
    type Operation = ();
    type Outcome = ();
    type View = ();
}

/// Asks, if it is the asker; asks again what wasn't answered, if it is stubborn; answers whoever asks.
struct Person {
    next: u64,
    stubborn: bool,
}

impl Actor<Asking> for Person {
    fn on_start(&mut self, ctx: &mut Context<'_, Asking>) {
        if ctx.me() == ctx.directory()["asker"] {
            ctx.set_timer(millis(10), ());
        }
    }

    fn on_timer(&mut self, (): (), ctx: &mut Context<'_, Asking>) {
        ctx.emit(Fact::Asked(self.next));
        ctx.send(ctx.directory()["sage"], Message::Ask(self.next));
        self.next += u64::from(!self.stubborn);
        ctx.set_timer(millis(10), ());
    }

    fn on_message(&mut self, from: ActorId, message: Message, ctx: &mut Context<'_, Asking>) {
        match message {
            Message::Ask(question) => ctx.send(from, Message::Answer(question)),
            Message::Answer(question) => {
                ctx.emit(Fact::Answered(question));
                self.next = self.next.max(question + 1);
            }
        }
    }
}

fn judge(stubborn: bool, plan: &Plan, link: Link) -> Verdict {
    let mut world = Setup::<Asking, _>::new(Network::mesh(link))
        .node("asker", move |_| Person { next: 0, stubborn })
        .node("sage", move |_| Person { next: 0, stubborn })
        .build()
        .expect("the names differ");
    world.reset(&Choices::drawn(7));
    world.keep(Recording::All);
    plan.apply(&mut world).expect("the plan fits");
    let ending = world.run(Stop::after(millis(305)));
    let read = in_weather(|event: &Event<'_, Asking>| match event.fact()? {
        Fact::Asked(question) => Some(Progress::Owed { key: *question, node: event.node() }),
        Fact::Answered(question) => Some(Progress::Met(*question)),
    });
    let mut property = LeadsTo::new().within(millis(15)).of_events(read);
    // Twice: nothing is left of the first time.
    let mut verdicts = (0..2).map(|_| {
        property.reset();
        let found = world.record().iter().find_map(|event| property.see(&event).err());
        let end = Conclusion { time: world.now(), idle: ending == Ending::Idle };
        found.map_or_else(|| property.conclude(&end), Verdict::Violated)
    });
    let first = verdicts.next().expect("there are two");
    assert_eq!(verdicts.next().as_ref(), Some(&first));
    first
}

fn split() -> Plan {
    Plan::new().episode(
        Episode::new("split", millis(50), Partition::Isolate(Selector::node("sage")))
            .until(millis(100)),
    )
}

#[test]
fn what_a_partition_swallows_must_be_asked_again_once_all_is_healed() {
    let healed = split().heal(millis(150));
    assert_eq!(judge(true, &healed, Link::lan()), Verdict::Passed);
    let Verdict::Violated(violation) = judge(false, &healed, Link::lan()) else { panic!() };
    assert_eq!(violation.anomaly, "not in time");
    let notes: Vec<_> = violation.evidence.iter().map(|it| it.note.as_str()).collect();
    assert_eq!(notes, ["owed", "healed"]);
}

#[test]
fn what_is_never_healed_excuses_everything_after_it() {
    assert_eq!(judge(false, &split(), Link::lan()), Verdict::Passed);
}

#[test]
fn what_is_lost_by_chance_excuses_until_all_is_healed() {
    let lossy = || Link::lan().loss(Ratio::percent(30));
    assert_eq!(judge(false, &Plan::new(), lossy()), Verdict::Passed);
    assert_eq!(brief(&judge(false, &Plan::new(), Link::lan())), "passed");
    let healed = Plan::new().heal(millis(150));
    assert_eq!(judge(true, &healed, lossy()), Verdict::Passed);
    let Verdict::Violated(violation) = judge(false, &healed, lossy()) else { panic!() };
    assert_eq!(violation.anomaly, "not in time");
}

#[test]
fn what_is_lost_after_a_heal_excuses_nothing() {
    // A link without any queue carries nothing, in fair weather as well.
    let narrow = || Link::new(millis(1)).bandwidth(Bandwidth::new(1_000_000).queue(0));
    let healed = Plan::new().heal(millis(145));
    let Verdict::Violated(violation) = judge(false, &healed, narrow()) else { panic!() };
    assert_eq!(violation.anomaly, "not in time");
    assert!(matches!(judge(false, &Plan::new(), narrow()), Verdict::Undecided(_)));
}

#[test]
fn who_is_down_for_good_waits_for_nothing() {
    let dead = |node| Episode::new("dead", millis(50), Crash::of(Selector::node(node)));
    let plan = |node| Plan::new().episode(dead(node)).heal(millis(100));
    assert_eq!(judge(true, &plan("asker"), Link::lan()), Verdict::Passed);
    let Verdict::Violated(violation) = judge(true, &plan("sage"), Link::lan()) else { panic!() };
    assert_eq!(violation.anomaly, "not in time");
}
