//! Nothing gets lost, whatever the weather.

use sim_core::{Choices, DropCause, Ending, Stop, What};
use sim_net::Family;
use sim_tests::random::{Dice, Play, Storm, play};

// Books are checked by the kernel itself after each run, so many stops mean many checks.
#[test]
fn no_weather_breaks_the_kernel_or_the_network() {
    for seed in 0..300 {
        let storm = Storm::any(seed);
        let mut world = storm.build();
        let mut dice = Dice::new(seed, 31);
        let choices = Choices::drawn(seed);
        world.reset(&if dice.percent(50) { choices.yielding() } else { choices });
        storm.plan(&mut world);
        for _ in 0..dice.below(20) {
            world.run(Stop::idle().steps(dice.below(30)));
        }
        let ending = world.run(storm.limit());
        assert!(matches!(ending, Ending::Idle), "seed {seed}: {ending:?}");
        world.finish();
        assert_eq!(world.check_books(), Ok(()), "seed {seed}");
    }
}
