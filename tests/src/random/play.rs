//! Runs of random worlds, with all that can be compared between two of them.

use std::collections::BTreeMap;

use sim_core::{
    ActorId, Choices, Digest, Ending, Event, Followed, Medium, Narrator, Payload, Place, Recording,
    Schedule, Stop, Time, What, World,
};

use super::protocol::Random;

/// What came out of a run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Run {
    /// Why it stopped.
    pub ending: Ending,
    /// The digest of its events.
    pub digest: Digest,
    /// Its events in words.
    pub text: String,
    /// What was recorded, over the calm world.
    pub choices: Schedule,
    /// What was recorded, over the silent world.
    pub steps: Schedule,
    /// The forced entries that named nothing.
    pub stale: Vec<usize>,
    /// The forced entries whose value was not allowed.
    pub out_of_range: Vec<usize>,
}

/// Something to run: what a world meets, and for how long.
pub trait Play {
    /// What lies between its nodes.
    type Medium: Medium<Random>;

    /// When a run stops at the latest.
    fn limit(&self) -> Stop;

    /// Plans what a run will meet: after each reset.
    ///
    /// # Panics
    /// If what it plans is refused, which would be a bug of the generator.
    fn plan(&self, world: &mut World<Random, Self::Medium>);
}

/// Runs a world.
pub fn play<W: Play>(plan: &W, world: &mut World<Random, W::Medium>, choices: &Choices) -> Run {
    world.keep(Recording::All);
    world.reset(choices);
    plan.plan(world);
    let ending = world.run(plan.limit());
    outcome(world, ending)
}

/// Runs a world along a list of steps.
pub fn follow<W: Play>(
    plan: &W,
    world: &mut World<Random, W::Medium>,
    steps: &Schedule,
) -> (Run, Followed) {
    world.keep(Recording::All);
    world.reset(&Choices::forced(steps).recording());
    plan.plan(world);
    let followed = world.follow(&steps.steps);
    let ending = followed.ending.clone().unwrap_or(Ending::Idle);
    (outcome(world, ending), followed)
}

fn outcome<M: Medium<Random>>(world: &World<Random, M>, ending: Ending) -> Run {
    Run {
        ending,
        digest: world.digest(),
        text: Narrator::text(world.directory(), world.record()),
        choices: world.recorded_choices(),
        steps: world.recorded_steps(),
        stale: world.stale(),
        out_of_range: world.out_of_range().to_vec(),
    }
}

/// Asserts that two runs have the same events.
///
/// # Panics
/// If they don't, with the first difference.
#[track_caller]
pub fn assert_same(seed: u64, what: &str, expected: &Run, found: &Run) {
    if expected.text != found.text {
        let difference = first_difference(&expected.text, &found.text);
        panic!("seed {seed}, {what}: the events differ\n{difference}");
    }
    assert_eq!(expected.digest, found.digest, "seed {seed}, {what}: only the digests differ");
}

/// The first difference between two texts, with what comes before it.
pub fn first_difference(expected: &str, found: &str) -> String {
    let same = expected.lines().zip(found.lines()).take_while(|(one, other)| one == other).count();
    let context = |text: &str| {
        let shown = text.lines().skip(same.saturating_sub(12)).take(18);
        shown.collect::<Vec<_>>().join("\n")
    };
    format!("expected\n{}\nfound\n{}", context(expected), context(found))
}

/// An event, with names in the place of ids.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// When.
    pub time: Time,
    /// The node on which it happened.
    pub node: Option<usize>,
    /// The actor to which it happened.
    pub actor: Option<String>,
    /// The event that led to it, by its number.
    pub cause: Option<usize>,
    /// Somebody else whom it concerns: the receiver, the child, the one that is waited for.
    pub other: Option<String>,
    /// What happened.
    pub what: What,
}

/// The names of those who live and lived in a run, by their ids.
#[derive(Debug, Default)]
pub struct Life {
    paths: BTreeMap<ActorId, String>,
}

impl Life {
    /// Those who were declared.
    pub fn new<M: Medium<Random>>(world: &World<Random, M>) -> Self {
        let directory = world.directory();
        let name = |actor| directory.path(actor).unwrap_or("?").to_string();
        Self { paths: directory.actors().map(|actor| (actor, name(actor))).collect() }
    }

    fn path(&self, actor: ActorId) -> Option<String> {
        self.paths.get(&actor).cloned()
    }

    /// An event, with names in the place of ids.
    #[expect(clippy::wildcard_enum_match_arm, reason = "few events concern somebody else")]
    pub fn line(&mut self, event: &Event<'_, Random>) -> Line {
        if let (What::Spawned { child }, Payload::Text(path)) = (event.what, event.payload) {
            self.paths.insert(child, path.to_string());
        }
        let other = match event.what {
            What::Sent { to: actor }
            | What::DeadLettered { to: actor, .. }
            | What::Returned { to: actor }
            | What::Blocked { on: actor }
            | What::Spawned { child: actor } => self.path(actor),
            _ => None,
        };
        let actor = match event.place {
            Place::Actor(_, actor) => self.path(actor),
            Place::World | Place::Node(_) => None,
        };
        Line {
            time: event.time,
            node: event.node().map(sim_core::NodeId::index),
            actor,
            cause: event.cause.and_then(|cause| usize::try_from(cause.index()).ok()),
            other,
            what: event.what,
        }
    }
}

/// All events that a world has kept, with names in the place of ids.
pub fn lines<M: Medium<Random>>(world: &World<Random, M>) -> Vec<Line> {
    let mut life = Life::new(world);
    world.record().iter().map(|event| life.line(&event)).collect()
}
