//! Lists of effects that wait, and what comes for the actor meanwhile.

use sim_core::{Ending, Fault, Mailbox, Overflow, Setup, Stop, Time, Wire, nanos};

use crate::script::{Ctx, Happens, Script, check_replays, script, text, world};

#[test]
fn work_is_not_cut_short_by_a_turn_that_was_on_its_way() {
    let mut world = world(Setup::new(Wire::perfect(nanos(1))).node(
        "a",
        script(|happens, ctx| match happens {
            Happens::Start => {
                ctx.set_timer(nanos(0), "work");
                let me = ctx.me();
                ctx.send(me, "hello");
            }
            Happens::Timer(_) => {
                ctx.work(nanos(5));
                ctx.emit("done");
            }
            _ => {}
        }),
    ));
    world.run(Stop::idle());
    assert!(text(&world).contains("0.000005ms  a FACT \"done\""), "{}", text(&world));
}

#[test]
fn a_mailbox_serves_one_message_at_a_time_also_when_senders_wait() {
    let talk = |happens, ctx: Ctx<'_, '_>| {
        if let Happens::Start = happens {
            let to = ctx.directory()["n/server"];
            for _ in 0..3 {
                ctx.send(to, "serve");
            }
        }
    };
    let mailbox = Mailbox::bounded(1).overflow(Overflow::Block).private().service(nanos(2));
    let mut world = world(
        Setup::new(Wire::perfect(nanos(1)))
            .add_node("n")
            .actor("n", "server", script(|_, _| {}))
            .actor("n", "one", script(talk))
            .actor("n", "other", script(talk))
            .mailbox("n/server", mailbox),
    );
    assert_eq!(world.run(Stop::idle()), Ending::Idle);
    let served = text(&world);
    assert_eq!(served.lines().filter(|line| line.contains("<-")).count(), 6, "{served}");
    assert_eq!(world.now().as_nanos(), 12, "{served}");
}

#[test]
fn an_actor_takes_up_nothing_while_its_own_list_is_not_done() {
    // There is room for one; the second waits for the first, which waits for the end of this list.
    let mut world = world(
        Setup::new(Wire::perfect(nanos(1)))
            .node(
                "a",
                script(|happens, ctx| {
                    if let Happens::Start = happens {
                        let me = ctx.me();
                        ctx.send(me, "one");
                        ctx.send(me, "two");
                    }
                }),
            )
            .mailbox(
                "a",
                Mailbox::bounded(1).overflow(Overflow::Block).private().service(nanos(2)),
            ),
    );
    let a = world.directory()["a"];
    assert_eq!(world.run(Stop::idle()), Ending::Deadlock(vec![a]));
    assert!(!text(&world).contains("<-"), "{}", text(&world));
}

#[test]
fn a_child_of_a_node_that_pauses_starts_when_it_goes_on() {
    let mut world = world(Setup::new(Wire::perfect(nanos(1))).node(
        "a",
        script(|happens, ctx| {
            if let Happens::Start = happens {
                ctx.spawn("kid", Script(|_, _: Ctx<'_, '_>| {}));
            }
        }),
    ));
    let node = world.directory().node("a").expect("it is there");
    world.plan_fault(Time::ZERO, "pause", Fault::Pause(node)).expect("a fault");
    world.plan_fault(Time::from_nanos(7), "resume", Fault::Resume(node)).expect("a fault");
    world.run(Stop::idle());
    assert!(text(&world).contains("0.000007ms  a/kid#1 starts"), "{}", text(&world));
}

#[test]
fn many_messages_due_at_one_instant_are_no_livelock_in_a_replay_either() {
    let mut world = world(
        Setup::new(Wire::perfect(nanos(1)))
            .instant_steps(10)
            .node(
                "a",
                script(|happens, ctx| {
                    if let Happens::Start = happens {
                        let b = ctx.directory()["b"];
                        (0..50).for_each(|_| ctx.send(b, "x"));
                    }
                }),
            )
            .node("b", script(|_, _| {})),
    );
    assert_eq!(world.run(Stop::idle()), Ending::Idle);
    check_replays(&mut world, |_| {});
}
