//! Names, and entries that name nothing or ask for too much.

use std::collections::{BTreeMap, BTreeSet};

use sim_core::{Choice, Choices, Class, Key, Listed, Site, TextHash};
use sim_tests::random::{Dice, RandomWorld, Run, assert_same, play};

#[test]
fn names_are_unique_within_a_run() {
    for seed in 0..500 {
        let plan = RandomWorld::new(seed);
        let run = play(&plan, &mut plan.build(), &Choices::drawn(seed).yielding().recording());
        let mut choices = BTreeSet::new();
        for choice in &run.choices.choices {
            assert!(choices.insert((choice.site, choice.key)), "seed {seed}: {choice} twice");
        }
        let mut steps: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for listed in &run.steps.steps {
            let step = &listed.step;
            steps.entry((step.class, step.key)).or_default().push(listed);
        }
        for ((class, _), listed) in steps {
            // Copies of one message share its name.
            let most = if class == Class::Arrive { 16 } else { 1 };
            assert!(listed.len() <= most, "seed {seed}: {listed:#?}");
            assert!(
                listed.iter().all(|one| one.label == listed[0].label),
                "seed {seed}: {listed:#?}"
            );
        }
    }
}

// Two runs of a world, the second with one more node that steps all the time.
#[track_caller]
fn check_beside(seed: u64, alone: &Run, beside: &Run) {
    for (expected, found) in alone.choices.choices.iter().zip(&beside.choices.choices) {
        assert_eq!(expected, found, "seed {seed}");
    }
    assert_eq!(alone.choices, beside.choices, "seed {seed}");
    let others = beside.steps.steps.iter().filter(|listed| !listed.label.starts_with("hermit"));
    // Labels of signals show ids, which are seats; names don't.
    let name = |listed: &Listed| (listed.time, listed.step);
    let expected: Vec<_> = alone.steps.steps.iter().map(name).collect();
    assert_eq!(expected, others.map(name).collect::<Vec<_>>(), "seed {seed}");
}

#[test]
fn what_happens_elsewhere_changes_no_name() {
    for seed in 0..400 {
        let plan = RandomWorld::enduring(seed);
        let choices = Choices::drawn(seed).recording();
        let alone = play(&plan, &mut plan.build(), &choices);
        let plan = plan.with_hermit();
        check_beside(seed, &alone, &play(&plan, &mut plan.build(), &choices));
    }
}

#[test]
fn what_happens_elsewhere_changes_no_order_among_equals() {
    for seed in 0..400 {
        let plan = RandomWorld::enduring(seed);
        let choices = Choices::drawn(seed).yielding().recording();
        let alone = play(&plan, &mut plan.build(), &choices);
        let plan = plan.with_hermit();
        let forced = Choices::forced(&alone.choices).recording();
        let beside = play(&plan, &mut plan.build(), &forced);
        assert!(beside.stale.is_empty(), "seed {seed}");
        check_beside(seed, &alone, &beside);
    }
}

#[test]
fn a_value_out_of_range_is_counted_and_not_obeyed() {
    let mut refused: BTreeMap<Site, u32> = BTreeMap::new();
    for seed in 0..300 {
        let plan = RandomWorld::enduring(seed);
        let mut world = plan.build();
        let drawn = Choices::drawn(seed).yielding().recording();
        let schedule = play(&plan, &mut world, &drawn).choices;
        let mut dice = Dice::new(seed, 5);
        // Where nothing is chosen, nothing is out of range.
        let tries = if schedule.choices.is_empty() { 0 } else { 3 };
        for _ in 0..tries {
            let entry = usize::try_from(dice.below(schedule.choices.len() as u64)).expect("small");
            let site = schedule.choices[entry].site;
            if site == Site::ProtocolSeed {
                continue;
            }
            let mut without = schedule.clone();
            without.choices.remove(entry);
            let mut beyond = schedule.clone();
            beyond.choices[entry].value = site.largest().saturating_add(1);
            let expected = play(&plan, &mut world, &Choices::forced(&without));
            let found = play(&plan, &mut world, &Choices::forced(&beyond));
            assert_same(seed, "out of range", &expected, &found);
            // What a choice allows may depend on another that is missing now.
            let mut refused_too: BTreeSet<usize> = expected.out_of_range.into_iter().collect();
            refused_too = refused_too.into_iter().map(|at| at + usize::from(at >= entry)).collect();
            refused_too.insert(entry);
            let found: BTreeSet<usize> = found.out_of_range.into_iter().collect();
            assert_eq!(found, refused_too, "seed {seed}: {}", schedule.choices[entry]);
            *refused.entry(site).or_default() += 1;
        }
    }
    assert!(refused.len() >= 8, "{refused:?}");
}

#[test]
fn exactly_the_entries_that_name_nothing_are_stale() {
    for seed in 0..300 {
        let plan = RandomWorld::new(seed);
        let mut world = plan.build();
        let drawn = play(&plan, &mut world, &Choices::drawn(seed).recording());
        let mut dice = Dice::new(seed, 6);
        let mut choices = Vec::new();
        let mut expected = Vec::new();
        for choice in &drawn.choices.choices {
            if dice.percent(30) {
                expected.push(choices.len());
                let key = Key(TextHash::of(&format!("nothing {}", choices.len())));
                choices.push(Choice { key, value: 1, ..choice.clone() });
            }
            if dice.percent(10) {
                // The right key at a site where it names nothing.
                expected.push(choices.len());
                choices.push(Choice { site: Site::EpisodeTarget, ..choice.clone() });
            }
            choices.push(choice.clone());
        }
        let found = play(&plan, &mut world, &Choices::calm().forcing(&choices));
        assert_same(seed, "with stale entries", &drawn, &found);
        assert_eq!(found.stale, expected, "seed {seed}");
    }
}
