//! Steps in any order, as an explorer would take them.

use sim_core::{Base, Choices, Narrator, Recording, Schedule, Time};
use sim_tests::random::{Dice, Play, RandomWorld, first_difference};

#[test]
fn any_walk_over_enabled_steps_can_be_told_again() {
    let mut walked = 0;
    for seed in 0..400 {
        let plan = RandomWorld::new(seed);
        let mut world = plan.build();
        let mut dice = Dice::new(seed, 10);
        let base = if dice.percent(70) { Base::Silent } else { Base::Calm };
        world.keep(Recording::All);
        world.reset(&Choices::over(base).recording());
        plan.plan(&mut world);
        world.begin();
        for _ in 0..120 {
            let enabled = world.enabled();
            if enabled.is_empty() {
                break;
            }
            let choice = usize::try_from(dice.below(enabled.len() as u64)).expect("few steps");
            let time = Time::from_nanos(world.now().as_nanos() + dice.below(3));
            if world.take(time, &enabled[choice].step).is_err() {
                break;
            }
        }
        world.finish();
        let mut steps = world.recorded_steps();
        steps.base = base;
        walked += steps.steps.len();
        let expected = Narrator::text(world.directory(), world.record());

        world.reset(&Choices::forced(&Schedule { base, ..steps.clone() }).recording());
        plan.plan(&mut world);
        let followed = world.follow(&steps.steps);
        world.finish();
        let found = Narrator::text(world.directory(), world.record());
        let difference = first_difference(&expected, &found);
        assert!(expected == found, "seed {seed}: the events differ\n{difference}");
        assert!(followed.stale.is_empty(), "seed {seed}");
        assert!(followed.relinked.is_empty(), "seed {seed}");
        assert_eq!(world.recorded_steps().steps, steps.steps, "seed {seed}");
    }
    assert!(walked > 10_000, "{walked} steps");
}
