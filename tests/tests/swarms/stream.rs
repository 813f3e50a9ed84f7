//! Streams: in order, at most once, undamaged, and nothing is lost unless the stream broke.

use std::collections::{BTreeMap, BTreeSet};

use sim_core::{
    ActorId, Channel, Choices, DropCause, Ending, Event, EventId, Protocol, Recording, What,
};
use sim_net::{Episode, Family};
use sim_tests::random::{Afloat, Dice, HEAL, Message, Play, Random, Storm, partition, wild_plan};

use crate::SEEDS;
use crate::wall::{Wall, walls};

// A message of a stream to another node.
struct Poured {
    from: ActorId,
    to: ActorId,
    message: Message,
}

// All that were poured, by the event that tells so.
fn poured(world: &Afloat) -> BTreeMap<EventId, Poured> {
    let directory = world.directory();
    let mut poured = BTreeMap::new();
    for event in world.record().iter() {
        let (What::Sent { to }, Some(from)) = (event.what, event.actor()) else { continue };
        let message = event.message().expect("something was sent");
        let remote = directory.node_of(from) != directory.node_of(to);
        if remote && Random::channel(message) == Channel::Stream {
            poured.insert(event.id, Poured { from, to, message: message.clone() });
        }
    }
    poured
}

// Storms that heal: without it something may be held back to the end. What is sent with a delay leaves when that is
// over, so only where all are prompt the order of departures shows.
fn each_run(prompt: bool, mut check: impl FnMut(&Storm, &Afloat)) {
    for seed in 0..SEEDS {
        let mut storm = Storm { prompt, ..Storm::any(seed) };
        if prompt && seed.is_multiple_of(3) {
            // What comes and goes lets some pass and not those before them.
            let mut dice = Dice::new(seed, 81);
            let plan = wild_plan(&mut dice, &storm.names(), Some(HEAL), partition);
            storm = storm.under(plan);
        }
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

#[test]
fn what_is_poured_is_handled_in_order_at_most_once_and_undamaged() {
    let mut handled = 0;
    each_run(true, |storm, world| {
        let seed = storm.seed;
        let poured = poured(world);
        let mut last: BTreeMap<(ActorId, ActorId), EventId> = BTreeMap::new();
        for event in world.record().iter() {
            let (What::Delivered { copy, .. }, Some(cause)) = (event.what, event.cause) else {
                continue;
            };
            let Some(Poured { from, to, message }) = poured.get(&cause) else { continue };
            assert_eq!(copy, 0, "seed {seed}: {event:?}");
            assert_eq!(event.message(), Some(message), "seed {seed}: {event:?}");
            let before = last.insert((*from, *to), cause);
            assert!(before.is_none_or(|before| before < cause), "seed {seed}: {event:?}");
            handled += 1;
        }
    });
    assert!(handled > 5 * SEEDS, "{handled}");
}

#[test]
fn nothing_that_is_poured_arrives_through_a_wall() {
    let (mut arrived, mut met) = (0, 0);
    for seed in 0..SEEDS {
        let calm = Storm::calm(seed).without_panics();
        let plan = wild_plan(&mut Dice::new(seed, 82), &calm.names(), Some(HEAL), partition);
        let storm = calm.under(plan);
        let mut world = storm.build();
        world.keep(Recording::All);
        world.reset(&Choices::drawn(seed));
        storm.plan(&mut world);
        world.run(storm.limit());
        // Who crosses an edge depends on the layout.
        let is_edge = |wall: &Wall<'_>| format!("{:?}", wall.episode.fault).contains("Edge(");
        let mut walls = walls(&world, &storm.plan, false);
        // And some spare what left before them.
        walls.retain(|wall| !is_edge(wall) && wall.episode.in_flight);
        let poured = poured(&world);
        let mut queued = BTreeSet::new();
        for event in world.record().iter() {
            let Some(cause) = event.cause else { continue };
            let Some(Poured { from, to, .. }) = poured.get(&cause) else { continue };
            match event.what {
                What::Held { .. } => met += 1,
                What::Queued { .. } => {
                    queued.insert(cause);
                }
                // What was queued had arrived before.
                What::Delivered { .. } if !queued.contains(&cause) => {
                    let node = |actor| world.directory().node_of(actor).expect("a node").index();
                    let (source, target, now) = (node(*from), node(*to), event.time);
                    let stands = |wall: &&Wall<'_>| wall.stood_between(now, now, event.id);
                    let mut standing = walls.iter().filter(stands);
                    let wall = standing.find(|wall| wall.divides(source, target));
                    assert!(wall.is_none(), "seed {seed}: {event:?}\n{}", storm.plan);
                    arrived += 1;
                }
                _ => {}
            }
        }
    }
    assert!(arrived > SEEDS && met > SEEDS, "{arrived} arrived, {met} met a wall");
}

// What becomes of a message in the end.
enum Fate {
    // It arrived, whatever the mailbox did with it.
    Arrived,
    // It was part of a stream that broke.
    CutShort,
    // No stream can be opened, an end of it isn't there any more, or it never left.
    Hopeless,
    // What no stream does.
    Bad(DropCause),
}

impl Fate {
    fn told(event: &Event<'_, Random>) -> Option<Self> {
        let cause = match event.what {
            What::Dropped { cause, .. } => cause,
            What::Delivered { .. } | What::Returned { .. } | What::DeadLettered { .. } => {
                return Some(Self::Arrived);
            }
            _ => return None,
        };
        Some(match cause {
            DropCause::MailboxNewest
            | DropCause::MailboxOldest
            | DropCause::ReceiverEnded
            | DropCause::ReceiverCrashed => Self::Arrived,
            DropCause::Severed => Self::CutShort,
            DropCause::NoRoute
            | DropCause::NodeDown
            | DropCause::NoActor
            | DropCause::SenderCrashed => Self::Hopeless,
            bad => Self::Bad(bad),
        })
    }
}

#[test]
fn what_is_poured_is_not_lost_unless_the_stream_broke() {
    let (mut arrived, mut severed) = (0, 0);
    each_run(false, |storm, world| {
        let seed = storm.seed;
        let poured = poured(world);
        let directory = world.directory();
        let mut open: BTreeSet<EventId> = poured.keys().copied().collect();
        let mut breaks: Vec<Break> = Vec::new();
        let mut cut_short = Vec::new();
        let is_partition = |episode: &Episode| matches!(episode.fault, Family::Partition(_));
        let has_partition = storm.plan.episodes.iter().any(is_partition);
        let mut deadlocked = false;
        for event in world.record().iter() {
            deadlocked |= matches!(event.what, What::Deadlocked { .. });
            breaks.extend(Break::told(&event));
            let Some((cause, fate)) = event.cause.zip(Fate::told(&event)) else { continue };
            if !open.remove(&cause) {
                assert!(!poured.contains_key(&cause), "seed {seed}: {event:?} is its second end");
                continue;
            }
            match fate {
                Fate::Arrived => arrived += 1,
                Fate::CutShort => cut_short.push(cause),
                Fate::Hopeless => {}
                Fate::Bad(bad) => panic!("seed {seed}: {bad:?} of a stream: {event:?}"),
            }
        }
        // Who waits in a circle takes nothing in.
        assert!(open.is_empty() || deadlocked, "seed {seed}: {open:?} are nowhere");
        for message in cut_short {
            let Poured { from, to, .. } = poured[&message];
            let nodes = [directory.node_of(from), directory.node_of(to)];
            let reason = breaks.iter().any(|known| match *known {
                Break::Crash(event, node) => event > message && nodes.contains(&Some(node)),
                Break::Exit(event, actor) => event > message && [from, to].contains(&actor),
                Break::Told(event, one, other) => {
                    event > message && ([one, other] == [from, to] || [other, one] == [from, to])
                }
                Break::Absent(event, actor) => event > message && actor == to,
                // Neither end may be there to be told, or both wait in a circle; patience ends when something strikes.
                Break::Strike(event) => event > message && has_partition,
            });
            assert!(reason, "seed {seed}: {message} was cut short without a reason");
            severed += 1;
        }
    });
    assert!(arrived > 5 * SEEDS && severed > SEEDS / 2, "{arrived} {severed}");
}

// Something that breaks streams, or that tells of it.
#[derive(Debug)]
enum Break {
    Crash(EventId, sim_core::NodeId),
    Exit(EventId, ActorId),
    Told(EventId, ActorId, ActorId),
    Absent(EventId, ActorId),
    Strike(EventId),
}

impl Break {
    fn told(event: &Event<'_, Random>) -> Option<Self> {
        let id = event.id;
        Some(match event.what {
            What::Crashed { .. } => Self::Crash(id, event.node()?),
            What::Exited { .. } => Self::Exit(id, event.actor()?),
            What::Struck { .. } => Self::Strike(id),
            What::Severed { peer } => Self::Told(id, event.actor()?, peer),
            What::Dropped { to, cause: DropCause::NodeDown | DropCause::NoActor, .. } => {
                Self::Absent(id, to)
            }
            _ => return None,
        })
    }
}
