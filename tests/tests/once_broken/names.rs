//! Names of what happens, and fates.

use sim_core::{
    Arrival, Departure, Duration, Fate, Fault, Medium, Points, Ratio, Setup, Stop, Stream, Time,
    Trip, Unbreakable, Wire, nanos,
};

use crate::script::{Happens, Words, check_replays, script, text, world};

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
        let points = Points { chance: Ratio::ONE, restart: Some((nanos(2), nanos(20))) };
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
    fn delay_max(&self, _: &Trip) -> Duration {
        nanos(8)
    }
    fn depart(&mut self, _: &Trip, _: &&'static str, _: &Fate, _: u8) -> Departure {
        Departure::Travels(nanos(1))
    }
    fn arrive(&mut self, _: &Trip, _: Time) -> Arrival {
        Arrival::Enters
    }
    fn strike(&mut self, fault: &Unbreakable, _: Time) {
        match *fault {}
    }
    fn reset(&mut self) {
        self.late = false;
    }
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
