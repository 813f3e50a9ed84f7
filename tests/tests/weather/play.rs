//! Plays in bad weather: performed, told, and told again in every other way.

use sim_core::prelude::*;
use sim_core::{Digest, Narrator, Recording, Schedule};
use sim_net::{Layout, Link, Network, Plan, StreamRules, Weather};
use sim_tests::stage::company::Company;
use sim_tests::stage::puppet::{Script, Word};
use sim_tests::stage::text::{check_drawing, check_same, dedent, number, time};

use super::forced;
use super::wording::{clause, read, streams};

/// A world in which a play is performed.
pub(crate) type Theatre = World<Script, Network<Script>>;

/// Performs a play and compares the text of its run, without the setting of timers.
///
/// A play has one line for each thing:
///
/// * `node a`, `actor a/x`, `child w`: who there is, and indented below what they do (see
///   [`sim_tests::stage::company`]);
/// * `link (latency: "1ms")`: between any two nodes, in RON; or `layout Star(..)`. Without, links of a millisecond;
/// * `(at: "2ms", fault: ..)`: an episode, in RON; the first one stands in line 1 of the plan. `heal 9ms`;
/// * `clause late Delay("80ms") Ping nth 2 between 1ms 5ms`: a rule that is a closure, for messages of that kind;
/// * `streams window 2 resend 5ms patience 20ms`; `routes`; `deadlocks tolerated`;
/// * `seed 7`: choices are drawn (without, they are calm); `force Copies 0 a -> b Ping`: one choice, found by its site
///   and by words of its label;
/// * `at 3ms call a Buy`; `at 3ms release late`: a clause is over;
/// * `run`, `run until 3ms`, `finish`: what is done, in this order;
/// * `summary`, `inversions`, `hits late`: what the network counted.
///
/// The play is performed in a fresh world, in the same world again and, recorded, in another fresh one. The recorded
/// choices are forced on the calm world, and the recorded steps told over the silent one. All texts and all digests have
/// to be equal.
#[track_caller]
pub(crate) fn check(play: &str, expected: &str) {
    let play = Play::parse(play);
    let (told, digest) = play.rehearse();
    let shown = told.lines().filter(|line| !line.contains(" sets "));
    check_drawing(&shown.fold(String::new(), |text, line| text + line + "\n"), expected);
    play.check_replays(&told, digest);
}

/// As [`check`], with the first seed whose run has this text in it: a dice that falls so.
#[track_caller]
pub(crate) fn check_seed(has: &str, play: &str, expected: &str) {
    let with = |seed: u64| format!("seed {seed}\n{}", dedent(play));
    let found = (0..2_000).find(|&seed| {
        let play = Play::parse(&with(seed));
        play.perform(&mut play.world(), &play.choices).0.contains(has)
    });
    let seed = found.unwrap_or_else(|| panic!("no seed's run has {has:?} in it"));
    check(&with(seed), expected);
}

/// Performs a play in every way, whatever its text is.
#[track_caller]
pub(crate) fn rehearse(play: &str) -> String {
    let play = Play::parse(play);
    let (told, digest) = play.rehearse();
    play.check_replays(&told, digest);
    told
}

/// The world of a play, begun with its plan, for tests that look at more than its text.
pub(crate) fn stage(play: &str) -> Theatre {
    let play = Play::parse(play);
    let mut world = play.world();
    world.reset(&play.choices);
    play.prepare(&mut world);
    world
}

pub(crate) struct Play {
    layout: Layout,
    company: Company,
    streams: StreamRules,
    clauses: Vec<String>,
    routes: bool,
    deadlocks_tolerated: bool,
    plan: Plan,
    pub(crate) choices: Choices,
    directions: Vec<String>,
}

impl Play {
    pub(crate) fn parse(text: &str) -> Self {
        let text = dedent(text);
        let (company, lines) = Company::read(&text);
        let mut play = Self {
            layout: Layout::mesh(Link::new(millis(1))),
            company,
            streams: StreamRules::default(),
            clauses: Vec::new(),
            routes: false,
            deadlocks_tolerated: false,
            plan: Plan::new(),
            choices: Choices::calm(),
            directions: Vec::new(),
        };
        let (mut episodes, mut heal, mut forced) = (Vec::new(), String::new(), Vec::new());
        for line in lines {
            let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
            match first {
                _ if line.starts_with('(') => episodes.push(line),
                "heal" => heal = format!("heal: {rest:?}"),
                "link" => play.layout = Layout::mesh(read(Link::read("link", rest))),
                "layout" => play.layout = read(Layout::read("layout", rest)),
                "seed" => play.choices = Choices::drawn(number(rest)),
                "force" => forced.push(rest),
                "clause" => play.clauses.push(rest.to_string()),
                "streams" => play.streams = streams(rest),
                "routes" => play.routes = true,
                "deadlocks" => play.deadlocks_tolerated = true,
                _ => play.directions.push(line.to_string()),
            }
        }
        // The first episode stands in the first line.
        let text = format!("(episodes: [{}], {heal})", episodes.join(",\n"));
        play.plan = read(Plan::read("plan", &text));
        for line in forced {
            let choice = forced::find(&play, line);
            play.choices = play.choices.forcing(&[choice]);
        }
        play
    }

    pub(crate) fn world(&self) -> Theatre {
        let mut network = Network::new(self.layout.clone()).streams(self.streams);
        if self.routes {
            network = network.show_routes();
        }
        for line in &self.clauses {
            network = network.clause(clause(line));
        }
        let mut setup = self.company.setup(network);
        if self.deadlocks_tolerated {
            setup = setup.deadlocks_are_tolerated();
        }
        let mut world = setup.build().unwrap_or_else(|error| panic!("{error}"));
        world.keep(Recording::All);
        world
    }

    // The plan, and whatever else is planned.
    pub(crate) fn prepare(&self, world: &mut Theatre) {
        self.plan.apply(world).unwrap_or_else(|error| panic!("{error}"));
        for direction in &self.directions {
            let words: Vec<&str> = direction.split_whitespace().collect();
            let planned = match *words {
                ["at", at, "call", actor, asked] => {
                    let actor = world.directory()[actor];
                    world.plan_operation(time(at), actor, Word(asked.to_string()))
                }
                ["at", at, "release", name] => {
                    let release = Fault::Weather(Weather::Released(name.into()));
                    world.plan_fault(time(at), &direction[3..], release)
                }
                _ => Ok(()),
            };
            planned.expect("a plan that can be made");
        }
    }

    fn perform(&self, world: &mut Theatre, choices: &Choices) -> (String, Digest) {
        world.reset(choices);
        self.prepare(world);
        let (mut told, mut events) = (String::new(), 0);
        for direction in &self.directions {
            let said = direct(world, direction);
            tell(world, &mut events, &mut told);
            if let Some(said) = said {
                said.lines()
                    .for_each(|line| told = format!("{told}                      -- {line}\n"));
            }
        }
        world.check_books().expect("the books balance");
        (told, world.digest())
    }

    // In a fresh world, and in the same one again.
    #[track_caller]
    fn rehearse(&self) -> (String, Digest) {
        let mut world = self.world();
        let told = self.perform(&mut world, &self.choices);
        let again = self.perform(&mut world, &self.choices);
        check_same("the run in the same world", &again.0, &told.0);
        assert_eq!(again.1, told.1, "in the same world, the digest");
        told
    }

    // Every other way to come to the same run.
    #[track_caller]
    fn check_replays(&self, actual: &str, digest: Digest) {
        let mut world = self.world();
        let told = self.perform(&mut world, &self.choices.clone().recording());
        check_same("a recorded run", &told.0, actual);
        assert_eq!(told.1, digest, "a recorded run has another digest");
        let (choices, steps) = (world.recorded_choices(), world.recorded_steps());
        let told = self.perform(&mut world, &Choices::forced(&choices));
        check_same("the run over the calm world", &told.0, actual);
        assert_eq!(told.1, digest, "over the calm world, the digest");
        assert_eq!((world.stale(), world.out_of_range()), (vec![], &[][..]));
        let told = self.follow(&mut world, &steps);
        let events = actual.lines().filter(|line| !line.trim_start().starts_with("-- "));
        let events = events.fold(String::new(), |text, line| text + line + "\n");
        check_same("the run over the silent world", &told.0, &events);
        assert_eq!(told.1, digest, "over the silent world, the digest");
        assert_eq!((world.stale(), world.out_of_range()), (vec![], &[][..]));
    }

    // Over the silent world, where only the steps say what happens.
    fn follow(&self, world: &mut Theatre, schedule: &Schedule) -> (String, Digest) {
        world.reset(&Choices::forced(schedule));
        self.prepare(world);
        let followed = world.follow(&schedule.steps);
        if self.directions.iter().any(|line| line == "finish") {
            world.finish();
        }
        let mut told = String::new();
        tell(world, &mut 0, &mut told);
        for &entry in followed.relinked.iter().chain(&followed.stale) {
            told = format!("{told}not found: {}\n", schedule.steps[entry]);
        }
        (told, world.digest())
    }
}

// The events that have not been told yet.
fn tell(world: &Theatre, events: &mut usize, told: &mut String) {
    let mut narrator = Narrator::new(world.directory());
    for (index, event) in world.record().iter().enumerate() {
        let line = narrator.line(&event);
        if index >= *events {
            told.push_str(&line);
            told.push('\n');
            *events += 1;
        }
    }
}

// Does what a direction says, and says what there is to say of it.
fn direct(world: &mut Theatre, direction: &str) -> Option<String> {
    let words: Vec<&str> = direction.split_whitespace().collect();
    let stop = match *words {
        ["at", ..] => return None,
        ["run"] => Stop::idle(),
        ["run", "until", at] => Stop::at(time(at)),
        ["finish"] => {
            world.finish();
            return None;
        }
        ["summary"] => return Some(world.medium().summary().to_string()),
        ["inversions"] => return Some(format!("inversions: {}", world.medium().inversions())),
        ["hits", name] => return Some(format!("hits: {:?}", world.medium().clause_hits(name))),
        _ => panic!("no direction: {direction:?}"),
    };
    Some(match world.run(stop) {
        Ending::Deadlock(actors) => {
            let path = |&actor: &ActorId| world.directory().path(actor).unwrap_or("?");
            format!("deadlock of {}", actors.iter().map(path).collect::<Vec<_>>().join(", "))
        }
        other @ (Ending::Panicked(_)
        | Ending::Livelock(_)
        | Ending::Idle
        | Ending::Time
        | Ending::Steps
        | Ending::Events
        | Ending::Reached
        | Ending::Observed
        | Ending::TimeOverflow) => other.to_string(),
    })
}
