//! A run in which everything happens that can happen.

use std::collections::BTreeMap;
use std::fmt;

use sim_check::trace::Trace;
use sim_core::prelude::*;
use sim_core::{Channel, DiskFaults};
use sim_net::{
    Crash, DiskTrouble, Episode, Link, Network, Partition, Pause, Plan, Points, Rule, RuleAction,
    Selector, SlowNode, StreamRules,
};

/// The protocol: everything is a word. A message with a `~` travels by stream.
pub(crate) struct House;

#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Word(String);

impl fmt::Debug for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Protocol for House {
    type Message = Word;
    type Fact = Word;
    type Timer = Word;
    type Operation = Word;
    type Outcome = Word;
    type View = ();

    fn channel(message: &Word) -> Channel {
        if message.0.ends_with('~') { Channel::Stream } else { Channel::Datagram }
    }

    fn damage(message: &mut Word, seed: u32) {
        message.0 = format!("{}!{seed}", message.0);
    }
}

// Who does what, and when: a start, a timer, a message, a call, a signal.
const PLAY: &[(&str, &str, &str)] = &[
    ("a", "start", "set Talk 1; set Never 50; set Stream 10; set Late 24"),
    (
        "a",
        "Talk",
        "cancel Never; send b Lost; send b Twice; send b Slow; send b Spoilt; send c Hello; send a Note",
    ),
    ("a", "Stream", "send b One~; send b Two~"),
    ("a", "Late", "send b Cut"),
    ("a", "Buy", "send b Order"),
    ("a", "Paid", "ok Bought"),
    ("a", "Sell", "failed"),
    ("a", "Wait", "mark somebody waits"),
    ("b", "Order", "work 1; send a Paid"),
    ("b", "Hello", "mark greeted"),
    ("b", "start", "set Write 5"),
    (
        "b",
        "Write",
        "write log; sync; write draft; delete log; read draft; fact written; point mid; fact never",
    ),
    ("c", "Hello", "choose way; spawn worker; set Rush 4; set Hand 6"),
    (
        "c",
        "Rush",
        "send c/slow One; send c/slow Two; send c/slow Three; send c/full One; send c/full Two; send c/full Three",
    ),
    ("c", "Hand", "send c/patient One; send c/patient Two; send c/patient Three; mark handed over"),
    ("c/worker#1", "start", "set Fail 2"),
    ("c/worker#1", "Fail", "panic"),
    ("c/loop", "start", "set Knot 30"),
    ("c/loop", "Knot", "send c/loop One; send c/loop Two"),
    ("c/grave", "start", "set Spin 35"),
    ("c/grave", "Spin", "set Spin 0"),
];

#[derive(Default)]
struct Puppet {
    call: Option<OperationId>,
}

impl Puppet {
    fn when(&mut self, when: &str, ctx: &mut Context<'_, House>) {
        let path = ctx.directory().path(ctx.me()).unwrap_or_default().to_string();
        let line = PLAY.iter().find(|(who, it, _)| (*who, *it) == (&*path, when));
        for act in line.iter().flat_map(|(_, _, line)| line.split("; ")) {
            let (verb, rest) = act.split_once(' ').unwrap_or((act, ""));
            self.act(verb, rest, ctx);
        }
    }

    fn act(&mut self, verb: &str, rest: &str, ctx: &mut Context<'_, House>) {
        let (first, second) = rest.split_once(' ').unwrap_or((rest, ""));
        let time = |text: &str| millis(text.parse().expect("milliseconds"));
        match verb {
            "send" => {
                let to = ctx.directory()[first];
                ctx.send(to, Word(second.to_string()));
            }
            "set" => ctx.set_timer(time(second), Word(first.to_string())),
            "cancel" => ctx.cancel_timer(Word(first.to_string())),
            "fact" => ctx.emit(Word(rest.to_string())),
            "mark" => ctx.mark(if rest == "greeted" { "greeted" } else { "waiting" }),
            "work" => ctx.work(time(first)),
            "choose" => drop(ctx.choose("way", 3)),
            "spawn" => {
                let child = ctx.spawn("worker", Self::default());
                ctx.monitor(child);
            }
            "panic" => panic!("as the play says"),
            "point" => ctx.fault_point("mid"),
            "write" => drop(ctx.storage().write(first, b"eight by")),
            "delete" => drop(ctx.storage().delete(first)),
            "sync" => drop(ctx.storage().sync()),
            "read" => drop(ctx.storage().read(first)),
            "ok" => ctx.ok(self.call.expect("a call"), Word(rest.to_string())),
            "failed" => ctx.failed(self.call.expect("a call")),
            _ => panic!("no puppet can {verb}"),
        }
    }
}

impl Actor<House> for Puppet {
    fn on_start(&mut self, ctx: &mut Context<'_, House>) {
        if ctx.incarnation() == 0 {
            self.when("start", ctx);
        }
    }

    fn on_message(&mut self, _: ActorId, message: Word, ctx: &mut Context<'_, House>) {
        self.when(&message.0, ctx);
    }

    fn on_timer(&mut self, timer: Word, ctx: &mut Context<'_, House>) {
        self.when(&timer.0, ctx);
    }

    fn on_operation(&mut self, id: OperationId, asked: Word, ctx: &mut Context<'_, House>) {
        self.call = Some(id);
        self.when(&asked.0, ctx);
    }
}

/// The world of the run, when it is over.
pub(crate) fn world() -> World<House, Network<House>> {
    let tight = || Mailbox::bounded(1).private();
    let streams = StreamRules { patience: millis(3), ..StreamRules::default() };
    let mut world = Setup::new(Network::mesh(Link::new(millis(1))).show_routes().streams(streams))
        .node("a", |_| Puppet::default())
        .node("b", |_| Puppet::default())
        .node("c", |_| Puppet::default())
        .actor("c", "slow", |_| Puppet::default())
        .actor("c", "full", |_| Puppet::default())
        .actor("c", "patient", |_| Puppet::default())
        .actor("c", "loop", |_| Puppet::default())
        .actor("c", "grave", |_| Puppet::default())
        .mailbox("c/slow", tight().service(millis(2)).overflow(Overflow::Fail))
        .mailbox(
            "c/full",
            tight().service(millis(2)).overflow(Overflow::DeadLetter("c/grave".to_string())),
        )
        .mailbox("c/patient", tight().service(millis(2)).overflow(Overflow::Block))
        .mailbox("c/loop", tight().overflow(Overflow::Block))
        .panics_end_actors()
        .deadlocks_are_tolerated()
        .instant_steps(6)
        .build()
        .expect("three nodes");
    world.keep(Recording::All);
    world.reset(&Choices::drawn(2));
    let a = world.directory()["a"];
    for (at, asked) in [(28, "Buy"), (17, "Sell"), (18, "Wait")] {
        world.plan_operation(millis(at), a, Word(asked.to_string())).expect("an actor");
    }
    plan().apply(&mut world).expect("a plan for three nodes");
    world.run(Stop::idle());
    world.finish();
    world.check_books().expect("each message in one column");
    world
}

fn plan() -> Plan {
    let b = || Selector::node("b");
    let rule = |kind: &str, action| Rule::new(action).kind(kind);
    let disk = DiskFaults { read_error: Ratio::ONE, torn: Ratio::ONE, ..DiskFaults::CALM };
    let points = Points::of(b(), Ratio::ONE).at("mid").restarting(millis(2));
    Plan::new()
        .episode(Episode::new("lost", nanos(0), rule("Lost", RuleAction::Drop)).lasts(millis(9)))
        .episode(
            Episode::new("twice", nanos(0), rule("Twice", RuleAction::Duplicate(1)))
                .lasts(millis(9)),
        )
        .episode(
            Episode::new("slow", nanos(0), rule("Slow", RuleAction::Delay(millis(2))))
                .lasts(millis(9)),
        )
        .episode(
            Episode::new("spoilt", nanos(0), rule("Spoilt", RuleAction::Corrupt(7)))
                .lasts(millis(9)),
        )
        .episode(Episode::new("bad disk", millis(3), DiskTrouble::of(b(), disk)).lasts(millis(6)))
        .episode(Episode::new("weak spot", millis(4), points).until(millis(6)))
        .episode(
            Episode::new("crowd", millis(8), SlowNode::of(b(), Ratio::new(2, 1).expect("two")))
                .lasts(millis(1)),
        )
        .episode(Episode::new("wall", millis(10), Partition::Isolate(b())).until(millis(16)))
        .episode(Episode::new("stop", millis(19), Pause::of(b())).lasts(millis(2)))
        .episode(Episode::new("power", millis(22), Crash::of(b()).wiping()).lasts(millis(4)))
        .heal(millis(40))
}

/// The run.
pub(crate) fn trace() -> Trace {
    let mut trace = Trace::of(&world());
    trace.mark_late(millis(1));
    trace
}

/// How often each thing happened that can happen.
pub(crate) fn census(trace: &Trace) -> BTreeMap<&'static str, usize> {
    let mut census = BTreeMap::new();
    for event in trace.events() {
        *census.entry(event.what.name()).or_default() += 1;
    }
    census
}
