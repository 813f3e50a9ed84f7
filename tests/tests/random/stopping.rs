//! Stopping and going on.

use sim_core::{Choices, Ending, Narrator, Recording, Stop, Time};
use sim_tests::random::{Dice, Play, RandomWorld, assert_same, follow, play};

#[test]
fn a_run_that_stops_and_goes_on_is_the_same_run() {
    for seed in 0..500 {
        let plan = RandomWorld::new(seed);
        let mut world = plan.build();
        let mut dice = Dice::new(seed, 4);
        let choices = Choices::drawn(seed).recording();
        let choices = if dice.percent(50) { choices.yielding() } else { choices };
        let expected = play(&plan, &mut world, &choices);

        world.keep(Recording::All);
        world.reset(&choices);
        plan.plan(&mut world);
        let limit = Stop::at(Time::from_nanos(320));
        let mut now = 0;
        let ending = loop {
            let steps_left = 6_000 - world.steps();
            let ending = match dice.below(4) {
                0 => world.run(limit.steps(dice.below(20).min(steps_left))),
                1 => world.run(limit.steps(steps_left).events(dice.below(30))),
                2 => {
                    now = (now.max(world.now().as_nanos()) + dice.below(9)).min(320);
                    world.run(Stop::at(Time::from_nanos(now)).steps(steps_left))
                }
                _ => {
                    let events = world.events() + dice.below(30);
                    world.run_until(limit.steps(steps_left), |world| world.events() > events)
                }
            };
            match ending {
                Ending::Steps if world.steps() < 6_000 => {}
                Ending::Time if now < 320 && world.now().as_nanos() < 320 => {}
                Ending::Events | Ending::Reached => {}
                ending => break ending,
            }
        };
        let mut found = expected.clone();
        found.ending = ending;
        found.digest = world.digest();
        found.text = Narrator::text(world.directory(), world.record());
        found.choices = world.recorded_choices();
        found.steps = world.recorded_steps();
        assert_same(seed, "in pieces", &expected, &found);
        assert_eq!(expected, found, "seed {seed}");
    }
}

#[test]
fn a_list_that_is_followed_in_pieces_gives_the_same_run() {
    for seed in 0..300 {
        let plan = RandomWorld::new(seed);
        let mut world = plan.build();
        let mut dice = Dice::new(seed, 5);
        let drawn = play(&plan, &mut world, &Choices::drawn(seed).yielding().recording());
        let (expected, _) = follow(&plan, &mut world, &drawn.steps);

        world.keep(Recording::All);
        world.reset(&Choices::forced(&drawn.steps).recording());
        plan.plan(&mut world);
        let mut taken = 0;
        loop {
            let enough = world.steps() + dice.below(20);
            let mut last = None;
            let rest = &drawn.steps.steps[taken..];
            let followed = world.follow_until(rest, |world| {
                // It is asked before each step.
                assert!(last.is_none_or(|last| world.steps() == last + 1), "seed {seed}");
                last = Some(world.steps());
                world.steps() >= enough
            });
            assert_eq!((followed.relinked, followed.stale), (vec![], vec![]), "seed {seed}");
            taken += followed.taken;
            if followed.ending != Some(Ending::Reached) {
                assert_eq!(taken, drawn.steps.steps.len(), "seed {seed}");
                break;
            }
            assert_eq!(world.steps(), enough, "seed {seed}");
        }
        assert_eq!(world.digest(), expected.digest, "seed {seed}");
        let text = Narrator::text(world.directory(), world.record());
        assert_eq!(text, expected.text, "seed {seed}");
    }
}
