use crate::prelude::*;
use crate::schedule::Listed;
use crate::{ActorId, Choices};
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
