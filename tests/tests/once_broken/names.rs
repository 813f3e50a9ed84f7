//! Names of what happens, and fates.

use sim_core::{
    Actor, ActorId, Arrival, Choice, Context, Departure, Duration, Fate, Fault, Key, Medium,
    Points, Ratio, Setup, Site, Stop, Stream, Strike, Time, Trip, Unbreakable, Wire, nanos,
};

use crate::script::{Ctx, Happens, Script, Words, check_replays, script, text, world};

#[test]
fn a_restart_is_named_after_its_own_crash() {
    let mut world = world(Setup::new(Wire::perfect(nanos(1))).node(
        "a",
        script(|happens, ctx| match happens {
            Happens::Start => ctx.set_timer(nanos(1), "crash"),
            _ => ctx.fault_point("here"),
        }),
    ));
    let node = world.directory().node("a").expect("it is there");
    check_replays(&mut world, |world| {
        let points = Points { at: None, chance: Ratio::ONE, restart: Some((nanos(2), nanos(20))) };
        let mut plan = |at, label, fault| {
            world.plan_fault(Time::from_nanos(at), label, fault).expect("a fault");
        };
        plan(0, "crashing", Fault::Points { node, points });
        // The second crash comes while the restart after the first is still to come.
        plan(2, "restart", Fault::Restart(node));
        plan(4, "healed", Fault::Points { node, points: Points::CALM });
    });
}

// Two copies of each message; only those of the first are late.
#[derive(Debug, Default)]
struct LateOnce {
    late: bool,
}

impl Medium<Words> for LateOnce {
    type Fault = Unbreakable;
    fn draw(&mut self, _: &Trip, _: &&'static str, _: &mut Stream, fate: &mut Fate) {
        fate.copies = 2;
        if !core::mem::replace(&mut self.late, true) {
            fate.delays[..2].fill(nanos(8));
        }
    }
    fn delay_max(&mut self, _: &Trip) -> Duration {
        nanos(8)
    }
    fn depart(&mut self, _: &Trip, _: &&'static str, _: &Fate, _: u8) -> Departure {
        Departure::Travels(nanos(1))
    }
    fn arrive(&mut self, _: &Trip, _: Time) -> Arrival {
        Arrival::Enters
    }
    fn strike(&mut self, fault: &Unbreakable, _: &mut Strike<'_>) {
        match *fault {}
    }
    fn reset(&mut self) {
        self.late = false;
    }
}

#[test]
fn both_of_two_entries_with_one_name_can_be_stale() {
    let mut world = world(Setup::new(Wire::perfect(nanos(1))).node("a", script(|_, _| {})));
    let nothing = |value| Choice { site: Site::Choose, key: Key(7), value, label: String::new() };
    world.reset(&sim_core::Choices::calm().forcing(&[nothing(1), nothing(2)]));
    world.run(Stop::idle());
    assert_eq!(world.stale(), [0, 1]);
}

#[test]
fn a_fate_is_calm_before_it_is_drawn() {
    let mut world = world(
        Setup::new(LateOnce::default())
            .node(
                "a",
                script(|happens, ctx| {
                    if let Happens::Start = happens {
                        let to = ctx.directory()["b"];
                        ctx.send(to, "late");
                        ctx.send(to, "soon");
                    }
                }),
            )
            .node("b", script(|_, _| {})),
    );
    world.reset(&sim_core::Choices::drawn(1));
    world.run(Stop::idle());
    let arrived = text(&world);
    let soon = arrived.lines().filter(|line| line.contains("soon") && line.contains('<'));
    assert!(soon.clone().count() == 2, "{arrived}");
    assert!(soon.clone().all(|line| line.contains("0.000001ms")), "{arrived}");
}

#[test]
fn a_message_to_far_is_called_the_same_whether_or_not_its_receiver_still_lives() {
    // The child writes to the other node and ends, sooner or later; the answer can't know.
    let names = |life: u64| {
        let mut world = world(
            Setup::new(Wire::perfect(nanos(2)))
                .node("a", move |_| {
                    Script(move |happens, ctx: Ctx<'_, '_>| {
                        if let Happens::Start = happens {
                            let child = move |happens, ctx: Ctx<'_, '_>| match happens {
                                Happens::Start => {
                                    let to = ctx.directory()["b"];
                                    ctx.send(to, "hello");
                                    ctx.set_timer(nanos(life), "end");
                                }
                                _ => ctx.stop(),
                            };
                            ctx.spawn("kid", Script(child));
                        }
                    })
                })
                .node("b", |_| Answering),
        );
        world.reset(&sim_core::Choices::calm().recording());
        world.run(Stop::idle());
        let steps = world.recorded_steps().steps;
        let arrivals = steps.into_iter().filter(|listed| listed.label.contains("->"));
        arrivals.map(|listed| (listed.step, listed.label)).collect::<Vec<_>>()
    };
    let expected = names(9);
    assert_eq!(expected.len(), 2, "{expected:?}");
    assert_eq!(names(1), expected);
}

struct Answering;

impl Actor<Words> for Answering {
    fn on_message(&mut self, from: ActorId, _: &'static str, ctx: &mut Context<'_, Words>) {
        ctx.send(from, "answer");
    }
}
