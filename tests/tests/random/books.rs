//! Nothing gets lost, whatever happens.

use std::collections::BTreeMap;

use sim_core::{Choices, Ending, OperationId, Recording, Stop, What};
use sim_tests::random::{Dice, Play, RandomWorld};

// Books are checked by the kernel itself after each run, so many stops mean many checks.
#[test]
fn no_world_breaks_the_kernel_and_all_operations_end() {
    let (mut operations, mut panics) = (0, 0);
    for seed in 0..700 {
        let plan = RandomWorld::new(seed);
        let mut world = plan.build();
        let mut dice = Dice::new(seed, 3);
        world.keep(Recording::All);
        let choices = Choices::drawn(seed);
        world.reset(&if dice.percent(50) { choices.yielding() } else { choices });
        plan.plan(&mut world);
        for _ in 0..dice.below(40) {
            world.run(Stop::idle().steps(dice.below(9)));
        }
        world.finish();
        assert_eq!(world.check_books(), Ok(()), "seed {seed}");
        assert!(
            !matches!(world.run(Stop::idle()), Ending::Steps | Ending::Events | Ending::Time),
            "seed {seed}: nothing happens after the end"
        );
        let mut open: BTreeMap<OperationId, u32> = BTreeMap::new();
        let mut ended = 0;
        for event in world.record().iter() {
            assert_eq!(ended, 0, "seed {seed}: {event:?} after the end");
            match event.what {
                What::Invoked { operation } => {
                    operations += 1;
                    assert!(
                        open.insert(operation, 0).is_none(),
                        "seed {seed}: {operation:?} twice"
                    );
                }
                What::Succeeded { operation }
                | What::Failed { operation }
                | What::Unknown { operation } => {
                    *open.get_mut(&operation).expect("it was invoked") += 1;
                }
                What::Ended => ended += 1,
                _ => {}
            }
        }
        assert!(open.values().all(|&ends| ends == 1), "seed {seed}: {open:?}");
        assert_eq!(ended, 1, "seed {seed}");
        panics += world.panics().len();
    }
    assert!(operations > 700 && panics > 50, "{operations} operations, {panics} panics");
}
