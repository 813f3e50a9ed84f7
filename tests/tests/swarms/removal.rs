//! One choice or one episode fewer: what is left goes on as before.

use sim_core::{Base, Choice, Choices, Ending, Recording, Schedule, Site, World};
use sim_net::{Episode, Network};
use sim_tests::random::{Dice, Play, Random, Storm};

use crate::SEEDS;

// If all is healed, a run ends with nothing to do, whatever was taken away.
fn run(storm: &Storm, world: &mut World<Random, Network<Random>>, choices: &Choices) {
    world.reset(choices);
    storm.plan(world);
    let ending = world.run(storm.limit());
    let is_over = ending == Ending::Idle || storm.plan.heal.is_none();
    assert!(is_over, "seed {}: {ending:?}", storm.seed);
    world.finish();
}

// Whether it is about when an episode is, or whom it hits: then it is named by the plan and nothing else. Where an
// episode looks for whoever told something last, there may be nobody, and nothing to choose.
fn is_of_the_plan(storm: &Storm, choice: &Choice) -> bool {
    let looks = |episode: &Episode| format!("{:?}", episode.fault).contains("LastToTell");
    let mut episodes = storm.plan.episodes.iter();
    matches!(choice.site, Site::EpisodeTime | Site::EpisodeTarget)
        && !episodes.any(|it| choice.label.starts_with(&it.label) && looks(it))
}

#[test]
fn without_one_choice_the_run_still_ends_and_those_of_the_plan_apply() {
    let (mut removed, mut kept) = (0, 0);
    for seed in 0..SEEDS {
        let storm = Storm::any(seed);
        let mut world = storm.build();
        run(&storm, &mut world, &Choices::drawn(seed).recording());
        let whole = world.recorded_choices().choices;
        let mut dice = Dice::new(seed, 61);
        for _ in 0..3.min(whole.len()) {
            let entry = usize::try_from(dice.below(whole.len() as u64)).expect("small");
            let mut schedule = Schedule::new(Base::Calm);
            schedule.choices.clone_from(&whole);
            schedule.choices.remove(entry);
            run(&storm, &mut world, &Choices::forced(&schedule).recording());
            removed += 1;
            let stale = world.stale();
            let again = world.recorded_choices().choices;
            for (index, choice) in schedule.choices.iter().enumerate() {
                if is_of_the_plan(&storm, choice) {
                    assert!(!stale.contains(&index), "seed {seed}: {choice} is stale");
                    assert!(again.contains(choice), "seed {seed}: {choice} has vanished");
                    kept += 1;
                }
            }
        }
    }
    assert!(removed > SEEDS && kept > SEEDS, "{removed} {kept}");
}

#[test]
fn without_one_episode_the_choices_of_the_others_apply() {
    let (mut removed, mut kept, mut gone) = (0, 0, 0);
    for seed in 0..SEEDS {
        let storm = Storm::any(seed);
        let mut world = storm.build();
        run(&storm, &mut world, &Choices::drawn(seed).recording());
        let mut schedule = Schedule::new(Base::Calm);
        schedule.choices = world.recorded_choices().choices;
        for rank in 0..storm.plan.episodes.len() {
            let mut less = storm.clone();
            let label = less.plan.episodes.remove(rank).label;
            world.keep(Recording::Off);
            run(&less, &mut world, &Choices::forced(&schedule));
            removed += 1;
            let stale = world.stale();
            for (index, choice) in schedule.choices.iter().enumerate() {
                if !is_of_the_plan(&storm, choice) {
                    continue;
                }
                let own = ["", " begins", " lasts", " ends"]
                    .iter()
                    .any(|end| choice.label.starts_with(&format!("{label}{end}")));
                assert!(own || !stale.contains(&index), "seed {seed}: {choice} without {label}");
                kept += u64::from(!own);
                gone += u64::from(own);
            }
        }
    }
    assert!(removed > SEEDS && kept > SEEDS && gone > 20, "{removed} {kept} {gone}");
}
