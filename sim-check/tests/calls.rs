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
