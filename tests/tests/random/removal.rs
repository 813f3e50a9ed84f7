//! One choice fewer: whatever it did not cause happens all the same.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::mem::discriminant;

use sim_core::{
    Choice, Choices, Class, DropCause, Key, Recording, Schedule, Site, Stop, TextHash, Time, What,
};
use sim_tests::random::{Built, Dice, HORIZON, Line, Play, RandomWorld, follow, lines, play};

// A run, with the step in which each choice was made.
struct Story {
    lines: Vec<Line>,
    choices: Vec<Choice>,
    moments: BTreeMap<(Site, Key), Moment>,
    stale: Vec<usize>,
}

// When a choice was made, and by whom it may have been.
#[derive(Clone, Default)]
struct Moment {
    time: Time,
    actors: BTreeSet<String>,
    nodes: BTreeSet<usize>,
}

impl Story {
    // What a world has just been through, without the moments.
    fn of(world: &Built) -> Self {
        let choices = world.recorded_choices().choices;
        let moments = BTreeMap::new();
        Self { lines: lines(world), choices, moments, stale: world.stale() }
    }

    // The paths by their hashes.
    fn paths(&self) -> BTreeMap<u64, &String> {
        let named = self.lines.iter().flat_map(|line| line.actor.iter().chain(&line.other));
        named.map(|path| (TextHash::of(path), path)).collect()
    }
}

fn tell(plan: RandomWorld, world: &mut Built, choices: &Choices) -> Story {
    world.keep(Recording::All);
    world.reset(choices);
    plan.plan(world);
    world.begin();
    let mut seen: BTreeMap<(Site, Key), usize> = BTreeMap::new();
    let mut events = vec![(0, 0)];
    let limit = Stop::at(Time::from_nanos(4 * HORIZON.as_nanos()));
    loop {
        let step = events.len() - 1;
        let first = events[step].1;
        let last = usize::try_from(world.events()).expect("few events");
        events[step] = (first, last);
        for choice in world.recorded_choices().choices {
            seen.entry((choice.site, choice.key)).or_insert(step);
        }
        let before = world.steps();
        if world.run(limit.steps(1)) != sim_core::Ending::Steps || world.steps() == before {
            break;
        }
        events.push((last, last));
    }
    let mut story = Story::of(world);
    let listed = world.recorded_steps().steps;
    let (lines, paths) = (&story.lines, story.paths());
    let moment = |step: usize| {
        let mut moment = Moment::default();
        // The first is the beginning, before all steps.
        if let Some(listed) = step.checked_sub(1).and_then(|step| listed.get(step)) {
            moment.time = listed.time;
            moment.actors.extend(paths.get(&listed.step.actor).map(|path| (*path).clone()));
        }
        let (first, last) = events[step];
        for line in &lines[first..last] {
            moment.actors.extend(line.actor.clone());
            moment.nodes.extend(line.node);
        }
        moment
    };
    story.moments = seen.into_iter().map(|(name, step)| (name, moment(step))).collect();
    story
}

// Who may behave otherwise, and from when on.
#[derive(Default)]
struct Future {
    actors: BTreeMap<String, Time>,
    nodes: BTreeMap<usize, Time>,
    grew: bool,
}

impl Future {
    fn hits(&mut self, actor: &str, from: Time) {
        let known = self.actors.entry(actor.to_string()).or_insert(Time::MAX);
        self.grew |= from < *known;
        *known = from.min(*known);
    }

    fn hits_node(&mut self, node: usize, from: Time) {
        let known = self.nodes.entry(node).or_insert(Time::MAX);
        self.grew |= from < *known;
        *known = from.min(*known);
    }

    fn has(&self, line: &Line) -> bool {
        self.from(line.actor.as_deref(), line.node) <= line.time
    }

    fn from(&self, actor: Option<&str>, node: Option<usize>) -> Time {
        let of_actor = actor.and_then(|actor| self.actors.get(actor)).copied();
        let of_node = node.and_then(|node| self.nodes.get(&node)).copied();
        of_actor.into_iter().chain(of_node).min().unwrap_or(Time::MAX)
    }

    // Where a choice makes its difference.
    fn begin(choice: &Choice, moment: &Moment) -> Self {
        let mut future = Self::default();
        match choice.site {
            // Only its receiver can tell what became of a message.
            Site::Copies | Site::Delay | Site::Aside | Site::Damage => {
                future.hits(receiver(&choice.label), moment.time);
            }
            Site::Timer | Site::Choose | Site::Service | Site::Yield => {
                future.hits(owner(choice), moment.time);
            }
            Site::Crash
            | Site::Restart
            | Site::Survivors
            | Site::Torn
            | Site::ReadError
            | Site::WriteError
            | Site::SyncLost => {
                for &node in &moment.nodes {
                    future.hits_node(node, moment.time);
                }
            }
            Site::ProtocolSeed | Site::EpisodeTime | Site::EpisodeTarget => {
                unreachable!("{choice} is not removed here")
            }
        }
        future
    }

    // What happens because of that, in either run.
    fn spread(&mut self, stories: [&Story; 2]) {
        loop {
            self.grew = false;
            for story in stories {
                for line in &story.lines {
                    self.pass(line, line.cause.map(|cause| &story.lines[cause]));
                }
            }
            if !self.grew {
                return;
            }
        }
    }

    fn pass(&mut self, line: &Line, cause: Option<&Line>) {
        let time = line.time;
        // A node goes down by what an actor did, and comes back by how it went down.
        if line.actor.is_none()
            && let (Some(node), Some(cause)) = (line.node, cause)
            && self.has(cause)
        {
            self.hits_node(node, time);
        }
        // Who waits for room waits for all that the other does.
        if let (What::Blocked { .. }, Some(actor), Some(on)) = (line.what, &line.actor, &line.other)
        {
            let from = self.from(Some(on), line.node);
            if from < Time::MAX {
                self.hits(actor, from.max(time));
            }
        }
        // Had the sender not crashed, the message would have left, and it was on its way before the crash.
        if let (What::Dropped { cause: DropCause::SenderCrashed, .. }, Some(to)) =
            (line.what, &line.actor)
        {
            self.hits(to, time);
        }
        if !self.has(line) {
            return;
        }
        match line.what {
            What::Sent { .. }
            | What::Spawned { .. }
            | What::Blocked { .. }
            | What::Returned { .. }
            | What::DeadLettered { .. } => {
                if let Some(other) = &line.other {
                    self.hits(other, time);
                }
            }
            // Whoever watches is on the same node, and so is whoever reads.
            What::Exited { .. }
            | What::Panicked
            | What::Wrote { .. }
            | What::Deleted
            | What::Synced
            | What::DiskFailed => {
                if let Some(node) = line.node {
                    self.hits_node(node, time);
                }
            }
            _ => {}
        }
    }
}

// Whose choice it is, by its label. A step that yields is seen only when another goes.
fn owner(choice: &Choice) -> &str {
    let label = choice.label.strip_prefix("at ").unwrap_or(&choice.label);
    label.split(' ').next().unwrap_or(label)
}

// How late the copies of a message are depends on how many there are.
fn of_one_message(choice: &Choice, other: &Choice) -> bool {
    let message = choice.label.rsplit_once(" arrives ").filter(|_| choice.site == Site::Copies);
    message.is_some_and(|(message, _)| other.label.starts_with(message))
}

type Seen<'a> = (Time, &'a Option<String>, std::mem::Discriminant<What>);

// What an actor did, as far as it could not be otherwise.
fn receiver(label: &str) -> &str {
    let (_, rest) = label.split_once(" -> ").expect("who sends to whom");
    rest.split(' ').next().expect("there is a receiver")
}

fn untouched<'a>(story: &'a Story, future: &Future) -> BTreeMap<&'a str, Vec<Seen<'a>>> {
    let mut all: BTreeMap<&str, Vec<Seen<'_>>> = BTreeMap::new();
    for line in &story.lines {
        if let Some(actor) = &line.actor
            && !future.has(line)
            // It is told where the receiver sits, or the sender, and changes neither.
            && !matches!(line.what, What::Dropped { .. } | What::Held { .. })
        {
            let seen = (line.time, &line.other, discriminant(&line.what));
            all.entry(actor).or_default().push(seen);
        }
    }
    all
}

#[track_caller]
fn assert_untouched(seed: u64, [whole, less]: [&Story; 2], future: &Future, removed: impl Display) {
    let (expected, found) = (untouched(whole, future), untouched(less, future));
    for actor in expected.keys().chain(found.keys()) {
        let (expected, found) = (expected.get(actor), found.get(actor));
        assert_eq!(expected, found, "seed {seed}: {actor} changed without {removed}");
    }
}

#[track_caller]
fn check(seeds: std::ops::Range<u64>, yielding: bool) {
    let (mut kept, mut removed) = (0, 0);
    for seed in seeds {
        let plan = RandomWorld::enduring(seed);
        let mut world = plan.build();
        let drawn = Choices::drawn(seed).recording();
        let drawn = if yielding { drawn.yielding() } else { drawn };
        let whole = tell(plan, &mut world, &drawn);
        let mut dice = Dice::new(seed, 8);
        // Where nothing is chosen, nothing can be removed.
        let tries = if whole.choices.is_empty() { 0 } else { 4 };
        for _ in 0..tries {
            let entry = usize::try_from(dice.below(whole.choices.len() as u64)).expect("small");
            let choice = &whole.choices[entry];
            if choice.site == Site::ProtocolSeed {
                continue;
            }
            let mut schedule = Schedule::new(sim_core::Base::Calm);
            schedule.choices.clone_from(&whole.choices);
            schedule.choices.remove(entry);
            let less = tell(plan, &mut world, &Choices::forced(&schedule).recording());
            let mut future = Future::begin(choice, &whole.moments[&(choice.site, choice.key)]);
            future.spread([&whole, &less]);
            removed += 1;
            assert_untouched(seed, [&whole, &less], &future, choice);
            let recurs: BTreeMap<_, _> =
                less.choices.iter().map(|one| ((one.site, one.key), one.value)).collect();
            for (index, other) in schedule.choices.iter().enumerate() {
                let name = (other.site, other.key);
                let moment = &whole.moments[&name];
                let owner = owner(other);
                let home = |line: &&Line| line.actor.as_deref() == Some(owner);
                let home = whole.lines.iter().find(home).and_then(|line| line.node);
                let caused = future.from(Some(owner), home) <= moment.time;
                let touched = caused
                    || moment
                        .actors
                        .iter()
                        .any(|actor| future.from(Some(actor), None) <= moment.time)
                    || moment
                        .nodes
                        .iter()
                        .any(|&node| future.from(None, Some(node)) <= moment.time);
                if touched || other.site == Site::ProtocolSeed || of_one_message(choice, other) {
                    continue;
                }
                kept += 1;
                assert_eq!(
                    recurs.get(&name),
                    Some(&other.value),
                    "seed {seed}: {other} has vanished without {choice}"
                );
                assert!(!less.stale.contains(&index), "seed {seed}: {other} is stale");
            }
        }
    }
    // It would be easy to find everything caused by everything.
    assert!(kept > removed * 5 && removed > 100, "{kept} choices kept after {removed} removals");
}

#[test]
fn without_one_choice_all_that_it_did_not_cause_recurs() {
    check(0..250, false);
}

#[test]
fn without_one_choice_of_the_order_all_that_it_did_not_cause_recurs() {
    check(1_000..1_250, true);
}

#[test]
fn without_one_step_all_that_it_did_not_cause_is_found_by_its_name() {
    let (mut kept, mut removed) = (0, 0);
    for seed in 2_000..2_200 {
        let plan = RandomWorld::enduring(seed);
        let mut world = plan.build();
        let steps = play(&plan, &mut world, &Choices::drawn(seed).recording()).steps;
        let whole = Story::of(&world);
        let paths = whole.paths();
        let mut dice = Dice::new(seed, 11);
        for _ in 0..4 {
            let entry = usize::try_from(dice.below(steps.steps.len() as u64)).expect("small");
            let step = &steps.steps[entry];
            // A node may be called as its actor.
            let Some(&actor) = paths.get(&step.step.actor) else { continue };
            if step.step.class == Class::Fault {
                continue;
            }
            let mut fewer = steps.clone();
            fewer.steps.remove(entry);
            let (_, followed) = follow(&plan, &mut world, &fewer);
            let less = Story::of(&world);
            let mut future = Future::default();
            // Only its receiver can tell that a message never left.
            let hit = if step.step.class == Class::Depart { receiver(&step.label) } else { actor };
            future.hits(hit, step.time);
            future.spread([&whole, &less]);
            removed += 1;
            assert_untouched(seed, [&whole, &less], &future, step);
            for (index, other) in fewer.steps.iter().enumerate() {
                let owner = paths.get(&other.step.actor).map(|path| path.as_str());
                let home = whole.lines.iter().find(|line| line.actor.as_deref() == owner);
                let home = home.and_then(|line| line.node);
                if owner.is_none()
                    || other.step.class == Class::Fault
                    || future.from(owner, home) <= other.time
                {
                    continue;
                }
                kept += 1;
                let found = !followed.stale.contains(&index) && !followed.relinked.contains(&index);
                assert!(found, "seed {seed}: {other} is not found without {step}");
            }
        }
    }
    assert!(kept > removed * 20 && removed > 300, "{kept} steps kept after {removed} removals");
}
