//! Steps that yield to others of their instant.

use sim_core::{
    Arrival, Choice, Choices, Departure, Duration, Fate, Medium, Setup, Site, Stop, Stream, Strike,
    Time, Trip, Unbreakable, Wire, nanos,
};

use crate::script::{Happens, Words, check_replays, script, text, world};

#[test]
fn equal_kinds_of_timers_yield_under_their_own_names() {
    let mut world = world(Setup::new(Wire::perfect(nanos(1))).node(
        "a",
        script(|happens, ctx| {
            if let Happens::Start = happens {
                for timer in ["tick 1", "tick 2", "tick 3", "tock"] {
                    ctx.set_timer(nanos(5), timer);
                }
            }
        }),
    ));
    check_replays(&mut world, |_| {});
}

#[test]
fn a_timer_that_yields_can_be_cancelled() {
    let mut world = world(Setup::new(Wire::perfect(nanos(1))).node(
        "a",
        script(|happens, ctx| match happens {
            Happens::Start => {
                ctx.set_timer(nanos(5), "one");
                ctx.set_timer(nanos(5), "other");
            }
            Happens::Timer("one") => ctx.cancel_timer("other"),
            Happens::Timer("other") => {
                ctx.cancel_timer("one");
                ctx.set_timer(nanos(0), "more");
            }
            _ => {}
        }),
    ));
    check_replays(&mut world, |_| {});
}

#[test]
fn a_run_that_ends_while_a_step_yields_ends_there_again() {
    let mut world = world(Setup::new(Wire::perfect(nanos(1))).node(
        "a",
        script(|happens, ctx| match happens {
            Happens::Start => {
                ctx.set_timer(nanos(5), "calm");
                ctx.set_timer(nanos(5), "panic");
            }
            Happens::Timer("panic") => panic!("as asked"),
            _ => {}
        }),
    ));
    check_replays(&mut world, |_| {});
}

// Sends three copies of everything, all at the same time.
#[derive(Debug)]
struct Threefold;

impl Medium<Words> for Threefold {
    type Fault = Unbreakable;
    fn draw(&mut self, _: &Trip, _: &&'static str, _: &mut Stream, fate: &mut Fate) {
        fate.copies = 3;
    }
    fn delay_max(&mut self, _: &Trip) -> Duration {
        Duration::ZERO
    }
    fn depart(&mut self, _: &Trip, _: &&'static str, _: &Fate, _: u8) -> Departure {
        Departure::Travels(nanos(2))
    }
    fn arrive(&mut self, _: &Trip, _: Time) -> Arrival {
        Arrival::Enters
    }
    fn strike(&mut self, fault: &Unbreakable, _: &mut Strike<'_>) {
        match *fault {}
    }
    fn reset(&mut self) {}
}

#[test]
fn copies_that_yield_to_each_other_are_numbered_by_their_arrival() {
    let mut world = world(
        Setup::new(Threefold)
            .node(
                "a",
                script(|happens, ctx| {
                    if let Happens::Start = happens {
                        let to = ctx.directory()["b"];
                        ctx.send(to, "hello");
                        ctx.send(to, "world");
                    }
                }),
            )
            .node("b", script(|_, _| {})),
    );
    check_replays(&mut world, |_| {});
}

#[test]
fn an_instant_ends_the_count_of_its_steps_also_where_steps_yield() {
    let setup = Setup::new(Wire::perfect(nanos(1))).instant_steps(10).node(
        "a",
        script(|happens, ctx| {
            if matches!(happens, Happens::Start | Happens::Timer(_)) {
                ctx.set_timer(nanos(1), "again");
            }
        }),
    );
    let mut world = world(setup);
    world.reset(&Choices::drawn(1).yielding());
    assert_eq!(world.run(Stop::idle().steps(5_000)), sim_core::Ending::Steps);
}

#[test]
fn a_yield_that_is_too_large_is_counted_and_not_obeyed() {
    let setup = Setup::new(Wire::perfect(nanos(1))).node(
        "a",
        script(|happens, ctx| {
            if let Happens::Start = happens {
                ctx.set_timer(nanos(1), "one");
                ctx.set_timer(nanos(1), "other");
            }
        }),
    );
    let mut world = world(setup);
    world.reset(&Choices::calm());
    world.run(Stop::idle());
    let calm = text(&world);
    let yielding = (0..)
        .find_map(|seed| {
            world.reset(&Choices::drawn(seed).yielding().recording());
            world.run(Stop::idle());
            let choices = world.recorded_choices().choices;
            choices.into_iter().find(|choice| choice.site == Site::Yield)
        })
        .expect("some step yields");
    let large = Choice { value: 1 << 16, ..yielding };
    world.reset(&Choices::calm().forcing(&[large]));
    world.run(Stop::idle());
    assert_eq!(world.out_of_range(), [0]);
    assert!(world.stale().is_empty());
    assert_eq!(text(&world), calm);
}

#[test]
fn a_step_that_yields_keeps_the_name_of_its_actor() {
    // The child ends while its timer yields, and nobody has its name any more.
    let mut world = world(Setup::new(Wire::perfect(nanos(1))).node(
        "a",
        script(|happens, ctx| {
            if let Happens::Start = happens {
                let child = script(|happens, ctx| match happens {
                    Happens::Start => {
                        ctx.set_timer(nanos(5), "stop");
                        ctx.set_timer(nanos(5), "tick");
                    }
                    Happens::Timer("stop") => ctx.stop(),
                    _ => {}
                });
                let directory = ctx.directory();
                let child = child(directory);
                ctx.spawn("kid", child);
            }
        }),
    ));
    for seed in 0..60 {
        world.reset(&Choices::drawn(seed).yielding().recording());
        world.run(Stop::idle());
        for choice in world.recorded_choices().choices {
            assert!(!choice.label.contains('?'), "seed {seed}: {choice}");
        }
    }
}
