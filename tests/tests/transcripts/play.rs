//! Plays: who there is, what they do, what goes wrong; performed, told, and told again in every other way.

use std::collections::BTreeMap;

use sim_core::prelude::*;
use sim_core::{
    ClockRate, Digest, DiskFaults, EventId, Narrator, NodeId, Points, Recording, Schedule, StepName,
};
use sim_tests::stage::company::Company;
use sim_tests::stage::puppet::{Script, Word};
use sim_tests::stage::text::{check_drawing, check_same, dedent, duration, number, ratio, time};

use super::sluice::{Gate, Sluice};

type Theatre = World<Script, Sluice>;

/// Performs a play and compares the text of its run.
///
/// A play has one line for each thing:
///
/// * `node a`, `actor a/x`, `child w`: who there is, with the rules of the mailbox if there are any
///   (`mailbox 1 block private service 5ms spread 3ms`); indented below, what they do (see [`sim_tests::stage::puppet`]);
/// * `wire 1ms jitter 5ms loss 10% double 10%`; without, a perfect one of a millisecond;
/// * `seed 7`: choices are drawn (without, they are calm); `yields`; `silent`;
/// * `panics end actors`, `panics crash nodes 5ms`, `deadlocks tolerated`, `instant steps 20`;
/// * `at 3ms crash b`: a fault, or `at 3ms call a Buy`;
/// * `run`, `run until 3ms`, `run steps 3`, `run events 3`, `finish`: what is done, in this order;
/// * `enabled`, `take 3ms a -> b Ping`: the listed driver; `figures a`: the mailbox.
///
/// The play is performed in a fresh world, in the same world again and, recorded, in another fresh one. Where nobody
/// lists the steps it is also forced on the calm world and told over the silent one. All texts and all digests have to
/// be equal.
#[track_caller]
pub(crate) fn check(play: &str, expected: &str) {
    let play = Play::parse(play);
    let mut world = play.world();
    let (actual, digest) = play.perform(&mut world, &play.choices);
    check_drawing(&actual, expected);
    let again = play.perform(&mut world, &play.choices);
    assert_eq!(again, (actual.clone(), digest), "the same world tells it otherwise");
    play.check_replays(&actual, digest);
}

/// As [`check`], with the first seed whose run has this text in it: a dice that falls so.
#[track_caller]
pub(crate) fn check_seed(has: &str, play: &str, expected: &str) {
    let found = (0..2_000).find(|seed| {
        let play = Play::parse(&format!("seed {seed}\n{}", dedent(play)));
        play.perform(&mut play.world(), &play.choices).0.contains(has)
    });
    let seed = found.unwrap_or_else(|| panic!("no seed's run has {has:?} in it"));
    check(&format!("seed {seed}\n{}", dedent(play)), expected);
}

/// The world of a play, for tests that do more than run it.
pub(crate) fn stage(play: &str) -> World<Script, Sluice> {
    Play::parse(play).world()
}

/// Performs a play in every way, whatever its text is.
#[track_caller]
pub(crate) fn rehearse(play: &str) -> String {
    let play = Play::parse(play);
    let mut world = play.world();
    let (text, digest) = play.perform(&mut world, &play.choices);
    assert_eq!(play.perform(&mut world, &play.choices), (text.clone(), digest));
    play.check_replays(&text, digest);
    text
}

struct Play {
    wire: Wire,
    choices: Choices,
    silent: bool,
    rules: Vec<String>,
    company: Company,
    directions: Vec<String>,
}

// What has been told so far.
struct Told {
    text: String,
    narrator: Narrator,
    events: u64,
    seen: BTreeMap<String, StepName>,
    labels: Vec<String>,
}

impl Play {
    fn parse(text: &str) -> Self {
        let mut wire = Wire::perfect(millis(1));
        let (mut choices, mut silent) = (Choices::calm(), false);
        let (mut rules, mut directions) = (Vec::new(), Vec::new());
        let text = dedent(text);
        let (company, lines) = Company::read(&text);
        for line in lines {
            let words: Vec<&str> = line.split_whitespace().collect();
            match *words {
                ["wire", latency, ref rest @ ..] => wire = parse_wire(latency, rest),
                ["seed", seed] => choices = Choices::drawn(seed.parse().expect("a seed")),
                ["silent"] => (choices, silent) = (Choices::silent(), true),
                ["yields"] => choices = choices.yielding(),
                ["panics" | "deadlocks" | "instant", ..] => rules.push(line.to_string()),
                _ => directions.push(line.to_string()),
            }
        }
        Self { wire, choices, silent, rules, company, directions }
    }

    fn world(&self) -> Theatre {
        let mut setup = self.company.setup(Sluice::new(self.wire.clone()));
        for rule in &self.rules {
            let words: Vec<&str> = rule.split_whitespace().collect();
            setup = match *words {
                ["panics", "end", "actors"] => setup.panics_end_actors(),
                ["panics", "crash", "nodes"] => setup.panics_are_crashes(None),
                ["panics", "crash", "nodes", restart] => {
                    setup.panics_are_crashes(Some(duration(restart)))
                }
                ["deadlocks", "tolerated"] => setup.deadlocks_are_tolerated(),
                ["instant", "steps", count] => setup.instant_steps(number(count)),
                _ => panic!("no rule: {rule:?}"),
            };
        }
        setup.build().unwrap_or_else(|error| panic!("{error}"))
    }

    fn perform(&self, world: &mut Theatre, choices: &Choices) -> (String, Digest) {
        world.keep(Recording::All);
        world.reset(choices);
        let mut told = Told::new(world);
        for direction in &self.directions {
            direct(world, direction, &mut told);
        }
        told.events(world);
        world.check_books().expect("the books balance");
        for panic in world.panics() {
            assert!(panic.location.contains("puppet.rs"), "{}", panic.location);
        }
        (told.text, world.digest())
    }

    // Every other way to come to the same run.
    #[track_caller]
    fn check_replays(&self, actual: &str, digest: Digest) {
        let mut world = self.world();
        let told = self.perform(&mut world, &self.choices.clone().recording());
        check_same("a recorded run", &told.0, actual);
        assert_eq!(told.1, digest, "a recorded run has another digest");
        if self.silent || self.directions.iter().any(|line| line.starts_with("take")) {
            return;
        }
        let (choices, steps) = (world.recorded_choices(), world.recorded_steps());
        let told = self.perform(&mut world, &Choices::forced(&choices));
        check_same("the run over the calm world", &told.0, actual);
        assert_eq!(told.1, digest, "over the calm world, the digest");
        assert_eq!((world.stale(), world.out_of_range()), (vec![], &[][..]));
        let told = self.follow(&mut world, &steps);
        let events = actual.lines().filter(|line| !line.contains("--"));
        let events = events.fold(String::new(), |text, line| {
            text + line
                + "
"
        });
        check_same("the run over the silent world", &told.0, &events);
        assert_eq!(told.1, digest, "over the silent world, the digest");
        assert_eq!((world.stale(), world.out_of_range()), (vec![], &[][..]));
    }

    // Over the silent world, where only the steps say what happens.
    #[track_caller]
    fn follow(&self, world: &mut Theatre, schedule: &Schedule) -> (String, Digest) {
        world.reset(&Choices::forced(schedule));
        let mut told = Told::new(world);
        for direction in self.directions.iter().filter(|line| line.starts_with("at ")) {
            direct(world, direction, &mut told);
        }
        let followed = world.follow(&schedule.steps);
        let lost = followed.relinked.iter().chain(&followed.stale);
        let lost: Vec<String> = lost.map(|&entry| schedule.steps[entry].to_string()).collect();
        if self.directions.iter().any(|line| line == "finish") {
            world.finish();
        }
        told.events(world);
        if !lost.is_empty() {
            told.say(&format!("not found: {lost:#?}"));
        }
        (told.text, world.digest())
    }
}

impl Told {
    fn new(world: &Theatre) -> Self {
        let narrator = Narrator::new(world.directory());
        Self { text: String::new(), narrator, events: 0, seen: BTreeMap::new(), labels: Vec::new() }
    }

    fn events(&mut self, world: &Theatre) {
        for event in world.record().since(EventId::nth(self.events)) {
            self.text.push_str(&self.narrator.line(&event));
            self.text.push('\n');
            self.events += 1;
        }
    }

    fn say(&mut self, text: &str) {
        self.text.push_str("                      -- ");
        self.text.push_str(text);
        self.text.push('\n');
    }
}

fn direct(world: &mut Theatre, direction: &str, told: &mut Told) {
    let words: Vec<&str> = direction.split_whitespace().collect();
    match *words {
        ["at", at, "call", actor, asked] => {
            let actor = world.directory()[actor];
            let planned = world.plan_operation(time(at), actor, Word(asked.to_string()));
            planned.expect("a call that can be planned");
        }
        ["at", at, ref fault @ ..] => {
            // A label is given once.
            let mut label = fault.join(" ");
            while told.labels.contains(&label) {
                label.push_str(" again");
            }
            let fault = parse_fault(world, fault);
            world.plan_fault(time(at), &label, fault).expect("a fault that can be planned");
            told.labels.push(label);
        }
        ["run", ref stop @ ..] => {
            let stop = match *stop {
                [] => Stop::idle(),
                ["until", at] => Stop::at(time(at)),
                ["steps", count] => Stop::idle().steps(number(count)),
                ["events", count] => Stop::idle().events(number(count)),
                _ => panic!("no way to stop: {stop:?}"),
            };
            let ending = world.run(stop);
            told.events(world);
            let names = |actors: &[ActorId]| -> String {
                let paths = actors.iter().map(|&actor| world.directory().path(actor));
                paths.map(|path| path.unwrap_or("?")).collect::<Vec<_>>().join(", ")
            };
            told.say(&match &ending {
                Ending::Panicked(actor) => format!("{} panicked", names(&[*actor])),
                Ending::Deadlock(actors) => format!("deadlock of {}", names(actors)),
                Ending::Livelock(actors) => format!("livelock of {}", names(actors)),
                other @ (Ending::Idle
                | Ending::Time
                | Ending::Steps
                | Ending::Events
                | Ending::Reached
                | Ending::Observed
                | Ending::TimeOverflow) => other.to_string(),
            });
        }
        ["finish"] => world.finish(),
        ["begin"] => world.begin(),
        ["enabled"] => {
            told.events(world);
            for enabled in world.enabled() {
                let due = enabled.due.map_or("whenever".to_string(), |due| due.to_string());
                told.say(&format!("{due}: {}", enabled.label));
            }
        }
        ["take", at, ..] => {
            let label = direction.trim_start_matches("take ").trim_start_matches(at).trim();
            // A step keeps its name when it can't be taken any more.
            for enabled in world.enabled().into_iter().rev() {
                told.seen.insert(enabled.label, enabled.step);
            }
            let step = told.seen.get(label).unwrap_or_else(|| panic!("no step {label:?}"));
            let taken = world.take(time(at), step);
            told.events(world);
            if let Err(error) = taken {
                told.say(&error.to_string());
            }
        }
        ["figures", actor] => {
            told.events(world);
            match world.mailbox(world.directory()[actor]) {
                None => told.say("no mailbox"),
                Some(figures) => told.say(&format!(
                    "{} waiting, {} at most, the oldest for {}, {} taken after {}ns, {} overflowed",
                    figures.depth,
                    figures.depth_max,
                    figures.oldest_age,
                    figures.taken,
                    figures.waited,
                    figures.overflowed,
                )),
            }
        }
        _ => panic!("no direction: {direction:?}"),
    }
}

fn parse_fault(world: &Theatre, words: &[&str]) -> Fault<Gate> {
    let node = |name| -> NodeId { world.directory().node(name).expect("a node of this name") };
    match *words {
        ["crash", name] => Fault::Crash { node: node(name), wipe: false },
        ["wipe", name] => Fault::Crash { node: node(name), wipe: true },
        ["restart", name] => Fault::Restart(node(name)),
        ["pause", name] => Fault::Pause(node(name)),
        ["resume", name] => Fault::Resume(node(name)),
        ["slow", name, factor] => Fault::Slow { node: node(name), factor: ratio(factor) },
        ["jump", name, by] => {
            let (back, by) = by.strip_prefix('-').map_or((1, by), |by| (-1, by));
            let nanos = i64::try_from(duration(by).as_nanos()).expect("a short jump");
            Fault::JumpClock { node: node(name), nanos: back * nanos }
        }
        ["drift", name, rate] => {
            let rate = ClockRate::new(ratio(rate)).expect("a clock that goes");
            Fault::DriftClock { node: node(name), rate }
        }
        ["heal", name] => Fault::HealClock(node(name)),
        ["rot", name, file, bit] => {
            Fault::BitRot { node: node(name), file: number(file), bit: number(bit) }
        }
        ["points", name, chance] => {
            let points = Points { at: None, chance: ratio(chance), restart: None };
            Fault::Points { node: node(name), points }
        }
        ["points", name, chance, least, most] => {
            let restart = Some((duration(least), duration(most)));
            let points = Points { at: None, chance: ratio(chance), restart };
            Fault::Points { node: node(name), points }
        }
        ["disk", name, ref how @ ..] => {
            let mut faults = DiskFaults::CALM;
            for pair in how.chunks(2) {
                match *pair {
                    ["unwritable", chance] => faults.write_error = ratio(chance),
                    ["unreadable", chance] => faults.read_error = ratio(chance),
                    ["lying", chance] => faults.sync_lost = ratio(chance),
                    ["torn", chance] => faults.torn = ratio(chance),
                    ["room", bytes] => faults.capacity = Some(number(bytes)),
                    ["takes", time] => faults.latency = duration(time),
                    _ => panic!("no disk is {pair:?}"),
                }
            }
            Fault::Disk { node: node(name), faults }
        }
        ["gate", "open"] => Fault::Weather(Gate::Open),
        ["gate", "hold"] => Fault::Weather(Gate::Hold),
        ["gate", "cut"] => Fault::Weather(Gate::Cut),
        _ => panic!("no fault: {words:?}"),
    }
}

fn parse_wire(latency: &str, rest: &[&str]) -> Wire {
    let mut wire = Wire::perfect(duration(latency));
    for pair in rest.chunks(2) {
        wire = match *pair {
            ["jitter", jitter] => wire.jitter(duration(jitter)),
            ["loss", loss] => wire.loss(ratio(loss)),
            ["double", chance] => wire.duplication(ratio(chance)),
            _ => panic!("no wire is {pair:?}"),
        };
    }
    wire
}
