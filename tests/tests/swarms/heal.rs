//! After the heal all is well: but for nodes that crashed for good, as if nothing had ever been wrong.

use std::collections::{BTreeMap, BTreeSet};

use sim_core::{
    ActorId, Choices, DropCause, Ending, Event, EventId, NodeState, Payload, Recording, What,
};
use sim_net::{Family, Selector};
use sim_tests::random::{Afloat, Play, Random, Storm};

use crate::SEEDS;

// A run to its end, of a storm that heals.
fn each_run(mut check: impl FnMut(&Storm, &Afloat)) {
    for seed in 0..SEEDS {
        let storm = Storm::any(seed).without_panics();
        if storm.plan.heal.is_none() {
            continue;
        }
        let mut world = storm.build();
        world.keep(Recording::All);
        world.reset(&Choices::drawn(seed));
        storm.plan(&mut world);
        assert_eq!(world.run(storm.limit()), Ending::Idle, "seed {seed}");
        check(&storm, &world);
    }
}

fn healed_at(world: &Afloat) -> EventId {
    let heal = |event: &Event<'_, Random>| matches!(event.payload, Payload::Text(text) if text.contains("all is healed"));
    world.record().iter().find(heal).expect("it was healed").id
}

// Whether a node may be down for good: some episode crashes nodes without return, and may have hit it.
fn may_be_doomed(storm: &Storm, name: &str) -> bool {
    let hits = |selector: &Selector| match selector {
        Selector::Nodes(names) => names.iter().any(|it| it == name),
        _ => true,
    };
    storm.plan.episodes.iter().any(|episode| match &episode.fault {
        Family::Crash(crash) => episode.end.is_none() && hits(&crash.nodes),
        Family::Points(points) => points.restart.is_none() && hits(&points.nodes),
        _ => false,
    })
}

#[test]
fn nobody_is_down_but_for_good_and_nobody_stands_still() {
    let (mut down, mut back) = (0, 0);
    each_run(|storm, world| {
        for node in world.directory().nodes() {
            let name = world.directory().node_name(node).expect("it has a name");
            match world.node_state(node) {
                NodeState::Up => {}
                NodeState::Down => {
                    assert!(may_be_doomed(storm, name), "seed {}: {name} is down", storm.seed);
                    down += 1;
                }
                NodeState::Paused => panic!("seed {}: {name} stands still", storm.seed),
            }
        }
        let heal = healed_at(world);
        let healed = world.record().iter().filter(|event| event.cause == Some(heal));
        let is_back = |what| matches!(what, What::Restarted { .. } | What::Resumed);
        back += healed.filter(|event| is_back(event.what)).count();
    });
    assert!(down > 5 && back > 5, "{down} down for good, {back} came back or went on");
}

#[test]
fn who_crashed_for_good_does_not_come_back() {
    let mut doomed = 0;
    each_run(|storm, world| {
        let mut crashed: BTreeSet<_> = BTreeSet::new();
        let mut strikes: BTreeMap<EventId, &str> = BTreeMap::new();
        let for_good = |label: &str| {
            let mut episodes = storm.plan.episodes.iter();
            let is_crash = |fault: &Family| matches!(fault, Family::Crash(_));
            episodes.any(|it| it.label == label && it.end.is_none() && is_crash(&it.fault))
        };
        for event in world.record().iter() {
            match (event.what, event.payload) {
                (What::Struck { .. }, Payload::Text(text)) => {
                    strikes.insert(event.id, text.split(':').next().unwrap_or(""));
                }
                (What::Crashed { .. }, _) => {
                    let label = event.cause.and_then(|cause| strikes.get(&cause));
                    if label.is_some_and(|label| for_good(label)) {
                        crashed.insert(event.node());
                        doomed += 1;
                    }
                }
                (What::Restarted { .. }, _) => {
                    let node = event.node();
                    assert!(!crashed.contains(&node), "seed {}: {node:?} is back", storm.seed);
                }
                _ => {}
            }
        }
    });
    assert!(doomed > 5, "{doomed}");
}

#[test]
fn clocks_are_right_disks_are_sound_and_nobody_is_slow_or_may_crash() {
    // What was adjusted last, by the way it is put in words.
    let wells: [(&[&str], &str); 4] = [
        (&["the clocks", "the wall clock"], "the clocks are right"),
        (&["the disk"], "the disk is sound"),
        (&["all takes"], "all takes 1 times as long"),
        (&["a crash at", "no crash"], "no crash at fault points"),
    ];
    let mut adjusted = [0; 4];
    each_run(|storm, world| {
        for (kind, (prefixes, well)) in wells.iter().enumerate() {
            let mut last = BTreeMap::new();
            for event in world.record().iter() {
                if let (What::Adjusted, Payload::Text(text)) = (event.what, event.payload)
                    && prefixes.iter().any(|prefix| text.starts_with(prefix))
                {
                    last.insert(event.node(), text.to_string());
                }
            }
            adjusted[kind] += last.len();
            assert!(last.values().all(|text| text == well), "seed {}: {last:?}", storm.seed);
        }
    });
    assert!(adjusted.iter().all(|count| *count > 5), "{adjusted:?}");
}

#[test]
fn what_is_sent_afterwards_is_neither_lost_nor_cut_off_nor_doubled_nor_damaged() {
    let mut sent = 0;
    each_run(|storm, world| {
        let heal = healed_at(world);
        let directory = world.directory();
        let mut said = BTreeMap::new();
        for event in world.record().iter().filter(|event| event.id > heal) {
            let known = event.cause.and_then(|cause| said.get(&cause));
            match event.what {
                What::Sent { to } if directory.node_of(to) != event.node() => {
                    said.insert(event.id, event.message().cloned());
                    sent += 1;
                }
                What::Dropped { cause, .. } if known.is_some() => {
                    let bad = [DropCause::Lost, DropCause::Cut, DropCause::Rule];
                    assert!(!bad.contains(&cause), "seed {}: {event:?}", storm.seed);
                }
                What::Delivered { copy, .. } if known.is_some() => {
                    assert_eq!(copy, 0, "seed {}: {event:?}", storm.seed);
                    let message = event.message().cloned();
                    assert_eq!(known, Some(&message), "seed {}: {event:?}", storm.seed);
                }
                What::Held { .. } if known.is_some() => {
                    // Only what is ahead of it in its stream is in its way.
                    let message = event.message().expect("a message is held");
                    let streams = <Random as sim_core::Protocol>::channel(message);
                    assert_eq!(streams, sim_core::Channel::Stream, "seed {}", storm.seed);
                }
                _ => {}
            }
        }
    });
    assert!(sent > SEEDS, "{sent}");
}

#[test]
fn what_was_held_and_what_was_queued_is_all_handled() {
    each_run(|storm, world| {
        let seed = storm.seed;
        let wire = world.wire();
        assert_eq!((wire.held, wire.in_flight), (0, 0), "seed {seed}");
        let blocked = blocked(world);
        for actor in world.directory().actors() {
            let Some(books) = world.books(actor) else { continue };
            // Who waits in a circle handles nothing.
            let queued = books.mailbox.queued + books.mailbox.serving;
            assert!(
                queued == 0 || blocked.contains_key(&actor),
                "seed {seed}: {actor:?} {books:?}"
            );
        }
    });
}

#[test]
fn no_sender_waits_for_ever_but_in_a_circle_that_was_told() {
    let mut waits = 0;
    each_run(|storm, world| {
        let seed = storm.seed;
        let blocked = blocked(world);
        let mut circles = BTreeSet::new();
        for event in world.record().iter() {
            if let What::Deadlocked { .. } = event.what {
                circles.extend(event.actor());
            }
        }
        for &actor in blocked.keys() {
            waits += 1;
            let chain = std::iter::successors(Some(actor), |actor| blocked.get(actor).copied());
            let mut chain = chain.take(200);
            let told = chain.any(|actor| circles.contains(&actor));
            assert!(told, "seed {seed}: {actor:?} waits in {blocked:?}, circles {circles:?}");
        }
    });
    assert!(waits > 0);
}

// Who waits for whom when all is over.
fn blocked(world: &Afloat) -> BTreeMap<ActorId, ActorId> {
    let mut blocked = BTreeMap::new();
    for event in world.record().iter() {
        let Some(actor) = event.actor() else {
            if let What::Crashed { .. } = event.what {
                let node = event.node();
                blocked.retain(|&actor, _| world.directory().node_of(actor) != node);
            }
            continue;
        };
        match event.what {
            What::Blocked { on } => {
                blocked.insert(actor, on);
            }
            What::Unblocked | What::Exited { .. } => {
                blocked.remove(&actor);
            }
            _ => {}
        }
    }
    blocked
}
