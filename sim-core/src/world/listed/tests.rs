use crate::prelude::*;
use crate::schedule::Listed;
use crate::{Class, Points, Spread, WaitEnd};
use alloc::vec::Vec;

struct Ticks;

impl Protocol for Ticks {
    type Message = ();
    type Fact = ();
    type Timer = ();
    type Operation = ();
    type Outcome = ();
    type View = ();
}

/// Ticks six times.
struct Clock {
    left: u32,
}

impl Actor<Ticks> for Clock {
    fn on_start(&mut self, ctx: &mut Context<'_, Ticks>) {
        ctx.set_timer(millis(1), ());
    }

    fn on_message(&mut self, _: ActorId, (): (), _: &mut Context<'_, Ticks>) {}

    fn on_timer(&mut self, (): (), ctx: &mut Context<'_, Ticks>) {
        self.left -= 1;
        if self.left > 0 {
            ctx.set_timer(millis(1), ());
        }
    }
}

#[test]
fn without_one_tick_all_later_ones_are_found_though_each_has_another_number() {
    let setup = Setup::<Ticks, _>::new(Wire::perfect(millis(1)));
    let mut world = setup.node("clock", |_| Clock { left: 6 }).build().expect("one node");
    world.reset(&Choices::calm().recording());
    world.run(Stop::idle());
    let schedule = world.recorded_steps();
    assert_eq!(schedule.steps.len(), 6);
    for gone in 0..6 {
        let mut steps: Vec<Listed> = schedule.steps.clone();
        steps.remove(gone);
        world.reset(&Choices::forced(&schedule));
        let followed = world.follow(&steps);
        assert_eq!((followed.taken, followed.stale), (5, Vec::new()), "without tick {gone}");
    }
}

/// Sends to the other one every few milliseconds, and may crash in between.
struct Talker {
    other: Option<ActorId>,
}

impl Actor<Ticks> for Talker {
    fn on_start(&mut self, ctx: &mut Context<'_, Ticks>) {
        ctx.set_timer(millis(5), ());
    }

    fn on_message(&mut self, _: ActorId, (): (), _: &mut Context<'_, Ticks>) {}

    fn on_timer(&mut self, (): (), ctx: &mut Context<'_, Ticks>) {
        if let Some(other) = self.other {
            ctx.send(other, ());
        }
        ctx.fault_point("sent");
        ctx.set_timer(millis(5), ());
    }
}

#[test]
fn whatever_was_drawn_took_as_long_as_it_may_take() {
    let spread = Spread::Uniform { max: millis(20) };
    let setup = Setup::<Ticks, _>::new(Wire::perfect(millis(1)))
        .node("talker", |directory| Talker { other: directory.get("listener") })
        .node("listener", |_| Talker { other: None })
        .mailbox("listener", Mailbox::unbounded().service(millis(1)).service_spread(spread));
    let mut world = setup.build().expect("two nodes");
    let points = Points {
        chance: Ratio::percent(30),
        restart: Some((millis(1), millis(30))),
        ..Points::CALM
    };
    let begin = |world: &mut World<_, _, _>, choices: &Choices| {
        world.reset(choices);
        let node = world.directory().node("talker").expect("it is declared");
        let fault = Fault::Points { node, points: points.clone() };
        world.plan_fault(millis(1), "points", fault).expect("a fault of a node that is there");
    };
    begin(&mut world, &Choices::drawn(1).recording());
    world.run(Stop::after(millis(500)));
    let schedule = world.recorded_steps();
    let classes = schedule.steps.iter().map(|listed| listed.step.class);
    assert!(classes.clone().filter(|class| *class == Class::Fault).count() > 3);
    assert!(classes.filter(|class| *class == Class::Turn).count() > 3);
    begin(&mut world, &Choices::forced(&schedule).recording());
    assert_eq!(world.follow(&schedule.steps).stale, Vec::new());
    let at = |step: Option<usize>| step.map_or(Time::ZERO, |step| schedule.steps[step].time);
    for wait in world.recorded_waits() {
        if let WaitEnd::Taken(step) = wait.end {
            let took = at(Some(step)).since(at(wait.since));
            assert!((wait.least..=wait.most).contains(&took), "{took}: {wait:?}");
        }
    }
}
