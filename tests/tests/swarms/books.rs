//! Nothing gets lost, whatever the weather, and each loss is counted where it belongs.

use std::collections::BTreeSet;

use sim_core::{Choices, DropCause, Ending, Recording, Stop, What};
use sim_net::Family;
use sim_tests::random::{Dice, Play, Storm, play};

use crate::SEEDS;

// Books are checked by the kernel itself after each run, so many stops mean many checks.
#[test]
fn no_weather_breaks_the_kernel_or_the_network() {
    let mut broken_off = 0;
    for seed in 0..SEEDS {
        let storm = Storm::any(seed);
        let mut world = storm.build();
        let mut dice = Dice::new(seed, 31);
        let choices = Choices::drawn(seed);
        world.reset(&if dice.percent(50) { choices.yielding() } else { choices });
        storm.plan(&mut world);
        for _ in 0..dice.below(20) {
            broken_off += u32::from(world.run(Stop::idle().steps(dice.below(30))) == Ending::Steps);
        }
        let ending = world.run(storm.limit());
        // Who waits behind what comes and goes for ever may ask for ever.
        let is_over = ending == Ending::Idle || storm.plan.heal.is_none();
        assert!(is_over, "seed {seed}: {ending:?}");
        world.finish();
        assert_eq!(world.check_books(), Ok(()), "seed {seed}");
    }
    assert!(u64::from(broken_off) > SEEDS, "{broken_off}");
}

#[test]
fn the_wire_counts_as_many_drops_of_each_cause_as_events_tell() {
    for seed in 0..SEEDS {
        let storm = Storm::any(seed);
        let mut world = storm.build();
        world.keep(Recording::All);
        play(&storm, &mut world, &Choices::drawn(seed));
        let directory = world.directory();
        let mut dropped = [0; DropCause::COUNT];
        for event in world.record().iter() {
            if let What::Dropped { from, to, cause } = event.what
                && directory.node_of(from) != directory.node_of(to)
                && counts_on_the_wire(cause)
            {
                dropped[cause as usize] += 1;
            }
        }
        assert_eq!(dropped, world.wire().dropped, "seed {seed}");
    }
}

// The others are counted in the book of a mailbox.
const fn counts_on_the_wire(cause: DropCause) -> bool {
    !matches!(
        cause,
        DropCause::MailboxNewest
            | DropCause::MailboxOldest
            | DropCause::ReceiverEnded
            | DropCause::ReceiverCrashed
    )
}

// What a partition does to a stream is to hold it back, so there are none here.
#[test]
fn partitions_hit_as_many_messages_as_are_dropped_because_of_a_cut() {
    let mut cut = 0;
    for seed in 0..2 * SEEDS {
        let storm = Storm { pours: false, ..Storm::any(seed) };
        let mut world = storm.build();
        world.keep(Recording::All);
        play(&storm, &mut world, &Choices::drawn(seed));
        let partition = |label: &str| {
            let mut episodes = storm.plan.episodes.iter();
            episodes.any(|it| it.label == label && matches!(it.fault, Family::Partition(_)))
        };
        let summary = world.medium().summary();
        let fired = summary.fired.iter().filter(|fired| partition(&fired.label));
        let hits: u64 = fired.map(|fired| fired.messages).sum();
        // A partition hits a message once, however many copies of it.
        let dropped = world
            .record()
            .iter()
            .filter(|it| matches!(it.what, What::Dropped { cause: DropCause::Cut, .. }));
        let causes: BTreeSet<_> = dropped.map(|event| event.cause).collect();
        let (messages, copies) =
            (causes.len() as u64, world.wire().dropped[DropCause::Cut as usize]);
        assert!((messages..=copies).contains(&hits), "seed {seed}: {messages} {copies}\n{summary}");
        cut += hits;
    }
    assert!(cut > SEEDS, "{cut}");
}
