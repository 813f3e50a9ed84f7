//! Calls are read from a world: those that end in each way, and those that are left out.

use sim_check::{Call, calls};
use sim_core::prelude::*;

struct Asking;

impl Protocol for Asking {
    type Message = ();
    type Fact = ();
    type Timer = ();
    type Operation = u32;
    type Outcome = u32;
    type View = ();
}

/// Doubles what is below ten, refuses what is above, and loses ten.
struct Doubler;

impl Actor<Asking> for Doubler {
    fn on_message(&mut self, _: ActorId, (): (), _: &mut Context<'_, Asking>) {}

    fn on_operation(&mut self, id: OperationId, asked: u32, ctx: &mut Context<'_, Asking>) {
        match asked {
            0..10 => ctx.ok(id, asked * 2),
            10 => ctx.unknown(id),
            11.. => ctx.failed(id),
        }
    }
}

#[test]
fn calls_come_with_their_ends_and_odd_ones_are_left_out() {
    let setup = Setup::<Asking, _>::new(Wire::perfect(millis(1))).node("doubler", |_| Doubler);
    let mut world = setup.build().expect("one node is a world");
    let doubler = world.directory()["doubler"];
    world.keep(Recording::All);
    for (at, asked) in [(1, 4), (2, 5), (3, 10), (4, 11), (5, 12), (6, 6)] {
        world.plan_operation(millis(at), doubler, asked).expect("the run has not begun");
    }
    world.run(Stop::idle());
    let mut read =
        calls::<Asking, _, _>(|asked| asked.is_multiple_of(2).then_some(*asked), |told| *told);
    // Twice: what was read of one run makes no difference to another.
    for _ in 0..2 {
        let calls: Vec<_> = world.record().iter().filter_map(|event| read(&event)).collect();
        let expected = [
            (0, Call::Invoked(4)),
            (0, Call::Ok(8)),
            (2, Call::Invoked(10)),
            (2, Call::Unknown),
            (4, Call::Invoked(12)),
            (4, Call::Failed),
            (5, Call::Invoked(6)),
            (5, Call::Ok(12)),
        ];
        assert_eq!(calls, expected);
    }
}

#[test]
fn calls_of_two_actors_are_of_two_processes() {
    let two = Setup::<Asking, _>::new(Wire::perfect(millis(1)))
        .node("one", |_| Doubler)
        .node("other", |_| Doubler);
    let mut world = two.build().expect("two nodes are a world");
    let (one, other) = (world.directory()["one"], world.directory()["other"]);
    world.keep(Recording::All);
    for (at, actor) in [(1, one), (2, other), (3, one)] {
        world.plan_operation(millis(at), actor, 4).expect("the run has not begun");
    }
    world.run(Stop::idle());
    let mut read = calls::<Asking, _, _>(|asked| Some(*asked), |told| *told);
    let calls: Vec<_> = world.record().iter().filter_map(|event| read(&event)).collect();
    let processes: std::collections::BTreeSet<u64> = calls.iter().map(|call| call.0).collect();
    // Two calls of one actor, too: the first may still be open when the second begins.
    assert_eq!((calls.len(), processes.len()), (6, 3), "{calls:?}");
}
