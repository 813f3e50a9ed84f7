//! Traces: that nothing of a run is lost, and what their past is.

use sim_check::trace::{Happening, Trace};
use sim_core::{Narrator, TextHash, millis};

use crate::{election, house};

#[test]
fn everything_happens_in_the_house() {
    let census = house::census(&house::trace());
    let missing: Vec<_> =
        Happening::NAMES.iter().filter(|name| !census.contains_key(*name)).collect();
    assert!(missing.is_empty(), "never: {missing:?}");
}

#[test]
fn a_trace_tells_what_the_narrator_tells() {
    let world = house::world();
    let narrated = Narrator::text(world.directory(), world.record());
    let trace = Trace::of(&world);
    let told: String = trace.events().iter().map(|event| event.line() + "\n").collect();
    assert_eq!(told, narrated);
    assert_eq!(trace.digest(), TextHash::of(&narrated));
}

#[test]
fn whoever_was_spawned_is_among_the_actors() {
    let trace = house::trace();
    let worker = trace.actors().iter().find(|actor| actor.path == "c/worker#1");
    assert_eq!(worker.and_then(|actor| actor.node).map(|node| trace.node_name(node)), Some("c"));
}

#[test]
fn a_trace_can_be_sent_to_another_thread() {
    fn check<T: Clone + Eq + Send + Sync + 'static>() {}
    check::<Trace>();
}

#[test]
fn the_past_of_an_event_is_its_chain_of_causes_and_the_rest_is_counted() {
    let trace = election::trace();
    let event = trace.events().iter().rfind(|event| event.payload == "Follows").expect("a fact");
    let past = trace.past_of(&[event.id]);
    let mut chain = vec![event.id];
    while let Some(cause) = trace.event(chain[chain.len() - 1]).and_then(|event| event.cause) {
        chain.push(cause);
    }
    chain.reverse();
    let ids: Vec<_> = past.events().iter().map(|event| event.id).collect();
    assert_eq!(ids, chain);
    assert!(chain.len() > 5);
    assert_eq!(past.left_out().total(), (trace.events().len() - chain.len()) as u64);
    // The past of a past is the same past.
    assert_eq!(past.past_of(&[event.id]), past);
}

#[test]
fn a_delivery_brings_its_sending_and_a_timer_its_setting() {
    let trace = election::trace();
    for event in trace.events() {
        let past = trace.past_of(&[event.id]);
        let before = past.events().iter().rev().nth(1).map(|event| event.what);
        if let Happening::Delivered { .. } | Happening::Dropped { .. } = event.what {
            assert!(matches!(before, Some(Happening::Sent { .. })), "{}", event.line());
        } else if let Happening::TimerFired = event.what {
            assert!(matches!(before, Some(Happening::TimerSet { .. })), "{}", event.line());
        }
    }
}

#[test]
fn the_fastest_between_two_is_never_late() {
    let mut trace = house::trace();
    trace.mark_late(millis(0));
    let late = |trace: &Trace| trace.events().iter().filter(|event| event.late.is_some()).count();
    let all = late(&trace);
    assert!(all > 0);
    trace.mark_late(millis(1));
    assert!(late(&trace) <= all);
    trace.mark_late(millis(10_000));
    assert_eq!(late(&trace), 0);
}

#[test]
fn whoever_was_never_there_is_nobody() {
    let trace = strangers::trace();
    let nobody = trace.actors().iter().position(|actor| actor.path == "nobody").expect("nobody");
    assert_eq!(trace.actors()[nobody].node, None);
    let told: Vec<_> = trace.events().iter().map(|event| event.told.as_str()).collect();
    assert!(told.contains(&"a -x nobody  ()  nobody there"), "{told:?}");
}

// An actor whose child is made in a part of the run that is not on record, and sends to it when it has ended.
mod strangers {
    use sim_check::trace::Trace;
    use sim_core::prelude::*;

    struct Units;

    impl Protocol for Units {
        type Message = ();
        type Fact = ();
        type Timer = ();
        type Operation = ();
        type Outcome = ();
        type View = ();
    }

    #[derive(Default)]
    struct Parent(Option<ActorId>);

    struct Child;

    impl Actor<Units> for Parent {
        fn on_start(&mut self, ctx: &mut Context<'_, Units>) {
            self.0 = Some(ctx.spawn("child", Child));
            ctx.set_timer(millis(1), ());
        }

        fn on_message(&mut self, _: ActorId, (): (), _: &mut Context<'_, Units>) {}

        fn on_timer(&mut self, (): (), ctx: &mut Context<'_, Units>) {
            ctx.send(self.0.expect("a child"), ());
        }
    }

    impl Actor<Units> for Child {
        fn on_start(&mut self, ctx: &mut Context<'_, Units>) {
            ctx.stop();
        }

        fn on_message(&mut self, _: ActorId, (): (), _: &mut Context<'_, Units>) {}
    }

    pub(super) fn trace() -> Trace {
        let mut world = Setup::<Units, _>::new(Wire::perfect(millis(1)))
            .node("a", |_| Parent::default())
            .build()
            .expect("one node");
        world.keep(Recording::Last(3));
        world.run(Stop::idle());
        Trace::of(&world)
    }
}

#[test]
fn what_became_of_a_call_is_how_far_it_got_and_what_stood_in_its_way() {
    let trace = house::trace();
    let call = trace.events().iter().find(|event| event.what.is_call()).expect("a call");
    let whole = trace.fate_of(&[call.id], usize::MAX);
    // All that goes wrong is told, and all that the call led to.
    let faults = |trace: &Trace| trace.events().iter().filter(|it| it.what.is_fault()).count();
    assert_eq!(faults(&whole), faults(&trace));
    for event in trace.events().iter().filter(|event| event.what.is_readable()) {
        let led = trace.past_of(&[event.id]).event(call.id).is_some();
        assert!(!led || whole.event(event.id).is_some(), "{}", event.line());
    }
    assert!(whole.events().len() < trace.events().len());
    // In few lines: what goes wrong first of all.
    let past = trace.past_of(&[call.id]);
    assert_eq!(trace.fate_of(&[call.id], 0), past);
    let lines = |trace: &Trace| trace.events().iter().filter(|it| it.what.is_readable()).count();
    let short = trace.fate_of(&[call.id], lines(&past) + 1);
    assert!(faults(&short) > faults(&past));
    assert!(lines(&short) < lines(&whole));
}
