//! Text: one event a line, stable across platforms.
//!
//! Deliberately absent: floats, addresses, hash order, places in the code. Whoever is spoken of is called by name; only
//! where a protocol's own value holds an id, its `Debug` text shows that.

use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt::Write;

use crate::directory::Directory;
use crate::event::{DropCause, Event, Payload, Place, What};
use crate::id::{ActorId, NodeId};
use crate::protocol::Protocol;
use crate::record::Record;

/// Tells events in words.
///
/// It has to see all events from the start, in order: an actor that is spawned has a name only from then on.
#[derive(Clone, Debug)]
pub struct Narrator {
    nodes: Vec<String>,
    actors: Vec<String>,
    spawned: BTreeMap<ActorId, String>,
}

impl Narrator {
    /// A narrator of runs of the world with this directory.
    pub fn new(directory: &Directory) -> Self {
        let name = |name: Option<&str>| name.unwrap_or("?").to_string();
        Self {
            nodes: directory.nodes().map(|node| name(directory.node_name(node))).collect(),
            actors: directory.actors().map(|actor| name(directory.path(actor))).collect(),
            spawned: BTreeMap::new(),
        }
    }

    /// A whole record, with a line end after each event.
    pub fn text<P: Protocol>(directory: &Directory, record: &Record<P>) -> String {
        let mut narrator = Self::new(directory);
        let mut text = String::new();
        for event in record.iter() {
            text.push_str(&narrator.line(&event));
            text.push('\n');
        }
        text
    }

    /// One event, without a line end.
    pub fn line<P: Protocol>(&mut self, event: &Event<'_, P>) -> String {
        if let (What::Spawned { child }, Payload::Text(path)) = (event.what, event.payload) {
            self.spawned.insert(child, path.to_string());
        }
        let place = match event.place {
            Place::World => Cow::Borrowed("world"),
            Place::Node(node) => self.node(node),
            Place::Actor(_, actor) => self.actor(actor),
        };
        let mut line = format!("{:>5} {:>12}  ", event.id.to_string(), event.time.to_string());
        self.tell(&mut line, &place, event);
        if let Some(cause) = event.cause {
            let _ = write!(line, "  from {cause}");
        }
        line
    }

    fn node(&self, node: NodeId) -> Cow<'_, str> {
        self.nodes.get(node.index()).map_or(Cow::Borrowed("?"), |name| Cow::Borrowed(name))
    }

    fn actor(&self, actor: ActorId) -> Cow<'_, str> {
        if let Some(name) = self.spawned.get(&actor) {
            return Cow::Borrowed(name);
        }
        match self.actors.get(actor.index()) {
            Some(name) if actor.generation == 0 => Cow::Borrowed(name),
            _ => Cow::Borrowed("nobody"),
        }
    }

    fn tell<P: Protocol>(&self, line: &mut String, place: &str, event: &Event<'_, P>) {
        let payload = format!("{:?}", event.payload);
        let payload = one_line(&payload);
        let actor = |actor| self.actor(actor);
        // Writing to a string can't fail.
        let _ = match event.what {
            What::Sent { to } => write!(line, "{place} -> {}  {payload}", actor(to)),
            What::Damaged { from, to } => {
                write!(line, "{} ~> {}  {payload}  damaged", actor(from), actor(to))
            }
            What::Routed { to } => write!(line, "{place} -> {}  by {payload}", actor(to)),
            What::Delivered { from, copy: 0 } => {
                write!(line, "{place} <- {}  {payload}", actor(from))
            }
            What::Delivered { from, copy } => {
                write!(line, "{place} <= {}  {payload}  (copy {})", actor(from), copy + 1)
            }
            What::Dropped { from, to, cause } => {
                let why = why(cause);
                write!(line, "{} -x {}  {payload}  {why}", actor(from), actor(to))
            }
            What::Held { from, to } => {
                write!(line, "{} -| {}  {payload}  held", actor(from), actor(to))
            }
            What::Queued { from, depth } => {
                write!(line, "{place} .. {}  {payload}  ({depth} waiting)", actor(from))
            }
            What::DeadLettered { from, to } => {
                write!(line, "{place} full: of {} to {}  {payload}", actor(from), actor(to))
            }
            What::Returned { to } => write!(line, "{place} full: back to {}  {payload}", actor(to)),
            What::Blocked { on } => write!(line, "{place} waits for {}  {payload}", actor(on)),
            What::Unblocked => write!(line, "{place} goes on"),
            What::Refused { to } => write!(line, "{place} refused by {}  {payload}", actor(to)),
            What::DeadLetter { from, to } => {
                write!(line, "{place} dead letter of {} for {}  {payload}", actor(from), actor(to))
            }
            // A child starts once, in whichever incarnation of its node.
            What::Started { .. } if event.actor().is_some_and(|actor| actor.generation > 0) => {
                write!(line, "{place} starts")
            }
            What::Started { incarnation: 0 } => write!(line, "{place} starts"),
            What::Started { .. } => write!(line, "{place} starts again"),
            What::Spawned { child } => write!(line, "{place} spawns {}", actor(child)),
            What::Exited { exit } => write!(line, "{place} ends: {exit:?}"),
            What::Panicked => write!(line, "{place} PANIC {payload}"),
            What::TimerSet { least, most } if least == most => {
                write!(line, "{place} sets {payload} in {least}")
            }
            What::TimerSet { least, most } => {
                write!(line, "{place} sets {payload} in {least} to {most}")
            }
            What::TimerCancelled => write!(line, "{place} cancels {payload}"),
            What::TimerFired => write!(line, "{place} timer {payload}"),
            What::PeerDown { actor: peer, exit } => {
                write!(line, "{place} told: {} ended, {exit:?}", actor(peer))
            }
            What::Severed { peer } => {
                write!(line, "{place} told: stream with {} broke", actor(peer))
            }
            What::Working { time } => write!(line, "{place} works {time}"),
            What::Invoked { operation } => {
                write!(line, "{place} call {} {payload}", operation.number())
            }
            What::Succeeded { operation } => {
                write!(line, "{place} call {} ok {payload}", operation.number())
            }
            What::Failed { operation } => {
                write!(line, "{place} call {} failed", operation.number())
            }
            What::Unknown { operation } => {
                write!(line, "{place} call {} unknown", operation.number())
            }
            What::Told => write!(line, "{place} FACT {payload}"),
            What::Marked => write!(line, "{place} MARK {payload}"),
            What::Chose { value } => write!(line, "{place} chooses {payload} = {value}"),
            What::Wrote { bytes } => write!(line, "{place} writes {payload} ({bytes} bytes)"),
            What::Deleted => write!(line, "{place} deletes {payload}"),
            What::Synced => write!(line, "{place} syncs"),
            What::DiskFailed => write!(line, "{place} DISK ERROR {payload}"),
            What::Struck { .. } => write!(line, "{place} FAULT {payload}"),
            What::Crashed { .. } => line.write_str(&crash(place, &payload, event.what)),
            What::Restarted { incarnation } => write!(line, "{place} RESTART {incarnation}"),
            What::Paused => write!(line, "{place} PAUSE"),
            What::Resumed => write!(line, "{place} RESUME"),
            What::Adjusted => write!(line, "{place} now: {payload}"),
            What::Deadlocked { actors } => write!(line, "{place} DEADLOCK of {actors}"),
            What::Livelocked => write!(line, "{place} LIVELOCK"),
            What::Ended => write!(line, "{place} ends"),
        };
    }
}

fn crash(place: &str, point: &str, what: What) -> String {
    let mut words = format!("{place} CRASH");
    // The points around disk operations say themselves whether they are before or after.
    if point.starts_with("before ") || point.starts_with("after ") {
        let _ = write!(words, " {point}");
    } else if !point.is_empty() {
        let _ = write!(words, " at {point}");
    }
    if let What::Crashed { wiped, survivors, torn } = what {
        words.push_str(if wiped { ", disk wiped" } else { "" });
        if survivors > 0 || torn > 0 {
            let _ = write!(words, ", unsynced survive: {survivors} and {torn} bytes");
        }
    }
    words
}

// A `Debug` text that a protocol has spread over lines must not break "one event a line".
fn one_line(text: &str) -> Cow<'_, str> {
    if text.contains(['\n', '\r']) {
        Cow::Owned(text.split(['\n', '\r']).map(str::trim).collect::<Vec<_>>().join(" "))
    } else {
        Cow::Borrowed(text)
    }
}

const fn why(cause: DropCause) -> &'static str {
    match cause {
        DropCause::Lost => "lost",
        DropCause::Cut => "cut off",
        DropCause::NoRoute => "no way there",
        DropCause::LinkFull => "link full",
        DropCause::Severed => "stream broke",
        DropCause::Rule => "dropped by a rule",
        DropCause::SenderCrashed => "sender crashed before it left",
        DropCause::Never => "too late to be told",
        DropCause::NodeDown => "node down",
        DropCause::NoActor => "nobody there",
        DropCause::Private => "private mailbox",
        DropCause::MailboxNewest => "mailbox full",
        DropCause::MailboxOldest => "mailbox full, oldest dropped",
        DropCause::ReceiverEnded => "receiver ended",
        DropCause::ReceiverCrashed => "lost in the crash",
    }
}
