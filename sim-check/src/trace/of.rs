//! From a world to a trace.

use std::collections::BTreeMap;

use sim_core::{
    Actor, ActorId, Directory, Event, Medium, Narrator, NodeId, Payload, Place, Protocol, What,
    World,
};

use super::happening::{Happening, Who};
use super::left_out::LeftOut;
use super::{Trace, TraceActor, TraceEvent, TracePlace};

impl Trace {
    /// What a world has on record, which should be everything: [`World::keep`] with
    /// [`Recording::All`](sim_core::Recording::All).
    pub fn of<P: Protocol, M: Medium<P>, A: Actor<P>>(world: &World<P, M, A>) -> Self {
        let directory = world.directory();
        let mut translator = Translator::new(directory);
        let mut narrator = Narrator::new(directory);
        let events = world.record().iter();
        let events = events.map(|event| translator.event(&event, &narrator.line(&event))).collect();
        let name = |node| directory.node_name(node).unwrap_or("?").to_string();
        Self {
            nodes: directory.nodes().map(name).collect(),
            actors: translator.actors,
            events,
            left_out: LeftOut::default(),
        }
    }
}

// Gives each actor its place.
struct Translator {
    actors: Vec<TraceActor>,
    places: BTreeMap<ActorId, Who>,
    // Whoever is named but was never there, or whose making is not on record.
    nobody: Option<Who>,
}

impl Translator {
    fn new(directory: &Directory) -> Self {
        let mut translator = Self { actors: Vec::new(), places: BTreeMap::new(), nobody: None };
        for actor in directory.actors() {
            let path = directory.path(actor).unwrap_or("?");
            let node = directory.node_of(actor).map(NodeId::index);
            translator.seat(actor, path, node);
        }
        translator
    }

    fn seat(&mut self, actor: ActorId, path: &str, node: Option<usize>) {
        let who = Who(self.actors.len());
        self.actors.push(TraceActor { path: path.to_string(), node });
        self.places.insert(actor, who);
    }

    fn who(&mut self, actor: ActorId) -> Who {
        if let Some(who) = self.places.get(&actor) {
            return *who;
        }
        let (next, actors) = (Who(self.actors.len()), &mut self.actors);
        *self.nobody.get_or_insert_with(|| {
            actors.push(TraceActor { path: "nobody".to_string(), node: None });
            next
        })
    }

    fn event<P: Protocol>(&mut self, event: &Event<'_, P>, line: &str) -> TraceEvent {
        if let (What::Spawned { child }, Payload::Text(path)) = (event.what, event.payload) {
            self.seat(child, path, event.node().map(NodeId::index));
        }
        let place = match event.place {
            Place::World => TracePlace::World,
            Place::Node(node) => TracePlace::Node(node.index()),
            Place::Actor(_, actor) => TracePlace::Actor(self.who(actor)),
        };
        let mut translated = TraceEvent {
            id: event.id,
            time: event.time,
            place,
            cause: event.cause,
            what: self.what(event.what),
            payload: one_line(&format!("{:?}", event.payload)),
            told: String::new(),
            late: None,
        };
        // The frame of the line is known; what is in between is told.
        let frame = translated.line();
        let cause = event.cause.map_or_else(String::new, |cause| format!("  from {cause}"));
        let head = frame.strip_suffix(&cause).unwrap_or(&frame);
        let told = line.strip_prefix(head).and_then(|rest| rest.strip_suffix(&cause));
        translated.told = told.unwrap_or(line).to_string();
        translated
    }

    fn what(&mut self, what: What) -> Happening {
        match what {
            What::Started { incarnation } => Happening::Started { incarnation },
            What::Spawned { child } => Happening::Spawned { child: self.who(child) },
            What::Exited { exit } => Happening::Exited { exit },
            What::Panicked => Happening::Panicked,
            What::Sent { to } => Happening::Sent { to: self.who(to) },
            What::Damaged { from, to } => {
                Happening::Damaged { from: self.who(from), to: self.who(to) }
            }
            What::Routed { to } => Happening::Routed { to: self.who(to) },
            What::Dropped { from, to, cause: why } => {
                Happening::Dropped { from: self.who(from), to: self.who(to), why }
            }
            What::Held { from, to } => Happening::Held { from: self.who(from), to: self.who(to) },
            What::Queued { from, depth } => Happening::Queued { from: self.who(from), depth },
            What::Delivered { from, copy } => Happening::Delivered { from: self.who(from), copy },
            What::DeadLettered { from, to } => {
                Happening::DeadLettered { from: self.who(from), to: self.who(to) }
            }
            What::Returned { to } => Happening::Returned { to: self.who(to) },
            What::Blocked { on } => Happening::Blocked { on: self.who(on) },
            What::Unblocked => Happening::Unblocked,
            What::TimerSet { least, most } => Happening::TimerSet { least, most },
            What::TimerCancelled => Happening::TimerCancelled,
            What::TimerFired => Happening::TimerFired,
            What::PeerDown { actor, exit } => Happening::PeerDown { peer: self.who(actor), exit },
            What::Severed { peer } => Happening::Severed { peer: self.who(peer) },
            What::Refused { to } => Happening::Refused { to: self.who(to) },
            What::DeadLetter { from, to } => {
                Happening::DeadLetter { from: self.who(from), to: self.who(to) }
            }
            What::Working { time: lasts } => Happening::Working { lasts },
            What::Invoked { operation } => {
                Happening::Invoked { caller: self.who(operation.actor()), call: operation.number() }
            }
            What::Succeeded { operation } => Happening::Succeeded {
                caller: self.who(operation.actor()),
                call: operation.number(),
            },
            What::Failed { operation } => {
                Happening::Failed { caller: self.who(operation.actor()), call: operation.number() }
            }
            What::Unknown { operation } => {
                Happening::Unknown { caller: self.who(operation.actor()), call: operation.number() }
            }
            What::Told => Happening::Told,
            What::Marked => Happening::Marked,
            What::Chose { value } => Happening::Chose { value },
            What::Wrote { bytes } => Happening::Wrote { bytes },
            What::Deleted => Happening::Deleted,
            What::Synced => Happening::Synced,
            What::DiskFailed => Happening::DiskFailed,
            What::Struck { fault } => Happening::Struck { fault },
            What::Crashed { wiped, survivors, torn } => {
                Happening::Crashed { wiped, survivors, torn }
            }
            What::Restarted { incarnation } => Happening::Restarted { incarnation },
            What::Paused => Happening::Paused,
            What::Resumed => Happening::Resumed,
            What::Adjusted => Happening::Adjusted,
            What::Deadlocked { actors } => Happening::Deadlocked { actors },
            What::Livelocked => Happening::Livelocked,
            What::Ended => Happening::Ended,
        }
    }
}

// As the narrator does it.
fn one_line(text: &str) -> String {
    if text.contains(['\n', '\r']) {
        text.split(['\n', '\r']).map(str::trim).collect::<Vec<_>>().join(" ")
    } else {
        text.to_string()
    }
}
