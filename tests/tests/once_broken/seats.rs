//! Where actors sit, when they begin, and what is left of them.

use sim_core::{ActorId, Ending, Fault, Setup, Stop, Time, Wire, nanos};

use crate::script::{Ctx, Happens, Script, script, text, world};

fn nobody(_: Happens, _: Ctx<'_, '_>) {}

#[test]
fn a_child_may_come_before_another_whose_parent_asked_earlier() {
    let mut world = world(
        Setup::new(Wire::perfect(nanos(1)))
            .node(
                "slow",
                script(|happens, ctx| {
                    if let Happens::Start = happens {
                        ctx.work(nanos(5));
                        ctx.spawn("kid", Script(nobody));
                    }
                }),
            )
            .node(
                "fast",
                script(|happens, ctx| {
                    if let Happens::Start = happens {
                        ctx.spawn("kid", Script(nobody));
                    }
                }),
            ),
    );
    assert_eq!(world.run(Stop::idle()), Ending::Idle);
    assert!(text(&world).contains("slow/kid#1 starts"));
    assert!(text(&world).contains("fast/kid#1 starts"));
}

#[test]
fn a_message_to_the_dead_does_not_travel_to_whoever_came_after() {
    // The child ends at once, a child of the other node takes its seat, then a message is sent to the first.
    let mut world = world(
        Setup::new(Wire::perfect(nanos(1)))
            .node("a", |_| {
                let mut child: Option<ActorId> = None;
                Script(move |happens, ctx: Ctx<'_, '_>| {
                    if let Happens::Start = happens {
                        child = Some(ctx.spawn("kid", Script(|_, ctx: Ctx<'_, '_>| ctx.stop())));
                        ctx.set_timer(nanos(5), "late");
                    } else {
                        let to = child.expect("a child was made at the start");
                        ctx.send(to, "hello");
                    }
                })
            })
            .node(
                "b",
                script(|happens, ctx| match happens {
                    Happens::Start => ctx.set_timer(nanos(3), "spawn"),
                    _ => {
                        ctx.spawn("cub", Script(nobody));
                    }
                }),
            ),
    );
    world.run(Stop::idle());
    assert!(text(&world).contains("hello\"  nobody there"), "{}", text(&world));
    assert_eq!(world.wire().sent, 0, "{}", text(&world));
}

#[test]
fn a_local_message_does_not_outlive_a_crash_at_the_moment_it_is_due() {
    let mut world = world(Setup::new(Wire::perfect(nanos(1))).node(
        "a",
        script(|happens, ctx| {
            if let Happens::Start = happens
                && ctx.incarnation() == 0
            {
                let me = ctx.me();
                ctx.send_after(nanos(5), me, "hello");
            }
        }),
    ));
    let node = world.directory().node("a").expect("it is there");
    let at = Time::from_nanos(5);
    world.plan_fault(at, "crash", Fault::Crash { node, wipe: false }).expect("a fault");
    world.plan_fault(at, "restart", Fault::Restart(node)).expect("a fault");
    world.run(Stop::idle());
    assert!(!text(&world).contains("<-"), "{}", text(&world));
}

#[test]
fn a_livelock_is_blamed_on_those_of_its_own_instant() {
    // The first is busy for a while, but time goes on; the second never lets it.
    let busy = |start: u64, count: u32| {
        move |_: &sim_core::Directory| {
            let mut left = count;
            Script(move |happens, ctx: Ctx<'_, '_>| match happens {
                Happens::Start => ctx.set_timer(nanos(start), "go"),
                _ if left > 0 => {
                    left -= 1;
                    ctx.set_timer(nanos(0), "go");
                }
                _ => {}
            })
        }
    };
    let mut world = world(
        Setup::new(Wire::perfect(nanos(1)))
            .instant_steps(300)
            .node("first", busy(1, 200))
            .node("second", busy(2, 1_000)),
    );
    let second = world.directory()["second"];
    assert_eq!(world.run(Stop::idle()), Ending::Livelock(vec![second]));
}

#[test]
fn a_run_that_ends_before_it_began_does_not_begin_afterwards() {
    let mut world = world(Setup::new(Wire::perfect(nanos(1))).node("a", script(nobody)));
    world.finish();
    assert_eq!(world.run(Stop::idle()), Ending::Idle);
    assert!(!text(&world).contains("starts"), "{}", text(&world));
}
