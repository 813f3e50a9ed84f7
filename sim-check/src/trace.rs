//! The trace: a run as plain data, whatever its protocol is.
//!
//! What a world has recorded is typed, lives as long as the world does and stays on its thread. A trace is none of that:
//! it can be kept, sent, written to a file, read in another program, and drawn (see [`render`](crate::render)).

mod episode;
mod fate;
mod field;
mod happening;
mod highlights;
mod journey;
mod late;
mod left_out;
mod of;
mod past;
mod read;
mod story;

pub use happening::{Happening, Who};
pub use highlights::Highlights;
pub use left_out::LeftOut;
pub use read::TraceReadError;

pub(crate) use episode::{Span, SpanKind, spans};
pub(crate) use journey::{Fate, Journey, journeys};
pub(crate) use read::VERSION;

use std::fmt;

use sim_core::{Duration, EventId, TextHash, Time};

use crate::render::{TextOptions, text};

/// A run, or a part of one: who there is, and what happened.
///
/// ```
/// use sim_check::trace::{Highlights, Trace};
/// use sim_check::render::{TextOptions, text};
/// use sim_core::prelude::*;
/// # struct Words;
/// # impl Protocol for Words {
/// #     type Message = &'static str;
/// #     type Fact = ();
/// #     type Timer = ();
/// #     type Operation = ();
/// #     type Outcome = ();
/// #     type View = ();
/// # }
/// # struct Ping;
/// # impl Actor<Words> for Ping {
/// #     fn on_start(&mut self, ctx: &mut Context<'_, Words>) {
/// #         let pong = ctx.directory()["pong"];
/// #         ctx.send(pong, "Hello");
/// #     }
/// #     fn on_message(&mut self, _: ActorId, _: &'static str, ctx: &mut Context<'_, Words>) { ctx.mark("heard"); }
/// # }
/// # struct Pong;
/// # impl Actor<Words> for Pong {
/// #     fn on_message(&mut self, from: ActorId, _: &'static str, ctx: &mut Context<'_, Words>) { ctx.send(from, "Yes?"); }
/// # }
/// let mut world = Setup::<Words, _>::new(Wire::perfect(millis(1)))
///     .node("ping", |_| Ping)
///     .node("pong", |_| Pong)
///     .build()?;
/// world.keep(Recording::All);
/// world.run(Stop::idle());
///
/// let told = text(&Trace::of(&world), &Highlights::default(), &TextOptions::readable());
/// assert_eq!(told.lines().collect::<Vec<_>>(), [
///     r#"#3  1.000ms  ping -> pong  "Hello""#,
///     r#"#5  2.000ms  pong -> ping  "Yes?"      from #3"#,
///     r#"#6  2.000ms  ping          MARK heard  from #5"#,
/// ]);
/// # Ok::<(), SetupError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Trace {
    nodes: Vec<String>,
    actors: Vec<TraceActor>,
    // Invariant: ids ascend, causes come before what they lead to, and whoever is named is among the actors and nodes.
    events: Vec<TraceEvent>,
    left_out: LeftOut,
}

/// An actor of a trace.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TraceActor {
    /// Its path, as `shop` or `shop/worker#2`.
    pub path: String,
    /// The place of its node among the nodes; none, if the trace doesn't tell who it was.
    pub node: Option<usize>,
}

/// Something that happened, in a trace.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TraceEvent {
    /// Its number in the run.
    pub id: EventId,
    /// When.
    pub time: Time,
    /// To whom.
    pub place: TracePlace,
    /// The event that led to it.
    pub cause: Option<EventId>,
    /// What.
    pub what: Happening,
    /// The `Debug` text of the protocol's value that it is about, in one line; empty, if there is none.
    pub payload: String,
    /// What the [`Narrator`](sim_core::Narrator) says of it: its line without number, time and cause.
    pub told: String,
    /// By how much a delivery is worth being called late.
    pub late: Option<Duration>,
}

/// Where something happened, in a trace.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TracePlace {
    /// In the world as a whole.
    World,
    /// On the node with this place among the nodes.
    Node(usize),
    /// To an actor.
    Actor(Who),
}

/// Why an event can't be the next one of a trace.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TraceError {
    /// Its number is not above the one before.
    Order {
        /// The number before.
        before: EventId,
        /// Its number.
        id: EventId,
    },
    /// It comes before what led to it.
    Cause {
        /// Its number.
        id: EventId,
        /// What led to it.
        cause: EventId,
    },
    /// It names an actor that isn't there.
    Actor {
        /// The place that no actor has.
        actor: usize,
        /// How many there are.
        actors: usize,
    },
    /// It, or an actor, is on a node that isn't there.
    Node {
        /// The place that no node has.
        node: usize,
        /// How many there are.
        nodes: usize,
    },
}

impl fmt::Display for TraceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Order { before, id } => write!(f, "an id above {before}, found {id}"),
            Self::Cause { id, cause } => write!(f, "a cause before {id}, found {cause}"),
            Self::Actor { actor, actors } => {
                write!(f, "an actor below {actors}, as there are so many, found {actor}")
            }
            Self::Node { node, nodes } => {
                write!(f, "a node below {nodes}, as there are so many, found {node}")
            }
        }
    }
}

impl std::error::Error for TraceError {}

/// What happened, one event a line, numbered from one: a text for snapshots, without anything in it that another machine
/// or an unrelated change would tell otherwise.
impl fmt::Display for Trace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text(self, &Highlights::default(), &TextOptions::readable().from_one()))
    }
}

impl Trace {
    /// These nodes and actors, to whom nothing has happened yet.
    ///
    /// # Errors
    /// An actor is on a node that isn't there.
    pub fn new(nodes: Vec<String>, actors: Vec<TraceActor>) -> Result<Self, TraceError> {
        let stray = actors.iter().filter_map(|actor| actor.node).find(|node| *node >= nodes.len());
        match stray {
            Some(node) => Err(TraceError::Node { node, nodes: nodes.len() }),
            None => Ok(Self { nodes, actors, events: Vec::new(), left_out: LeftOut::default() }),
        }
    }

    /// Something more happened.
    ///
    /// # Errors
    /// What is wrong with it; the trace is as it was.
    pub fn push(&mut self, event: TraceEvent) -> Result<(), TraceError> {
        if let Some(before) = self.events.last().map(|event| event.id)
            && event.id <= before
        {
            return Err(TraceError::Order { before, id: event.id });
        }
        if let Some(cause) = event.cause
            && cause >= event.id
        {
            return Err(TraceError::Cause { id: event.id, cause });
        }
        let nodes = self.nodes.len();
        if let TracePlace::Node(node) = event.place
            && node >= nodes
        {
            return Err(TraceError::Node { node, nodes });
        }
        let place = match event.place {
            TracePlace::Actor(who) => Some(who),
            TracePlace::World | TracePlace::Node(_) => None,
        };
        let actors = self.actors.len();
        for Who(actor) in event.what.actors().into_iter().chain(place) {
            if actor >= actors {
                return Err(TraceError::Actor { actor, actors });
            }
        }
        self.events.push(event);
        Ok(())
    }

    /// The names of the nodes.
    pub fn nodes(&self) -> &[String] {
        &self.nodes
    }

    /// Who there is: those who were declared, and then those who were spawned, in their order.
    pub fn actors(&self) -> &[TraceActor] {
        &self.actors
    }

    /// What happened, in its order.
    pub fn events(&self) -> &[TraceEvent] {
        &self.events
    }

    /// How much of the run is not here.
    pub const fn left_out(&self) -> &LeftOut {
        &self.left_out
    }

    /// So much of the run is not here.
    pub fn leaving_out(self, left_out: LeftOut) -> Self {
        Self { left_out, ..self }
    }

    /// The event with this number.
    pub fn event(&self, id: EventId) -> Option<&TraceEvent> {
        self.position(id).map(|position| &self.events[position])
    }

    pub(crate) fn position(&self, id: EventId) -> Option<usize> {
        self.events.binary_search_by_key(&id, |event| event.id).ok()
    }

    /// What an actor is called.
    pub fn name(&self, who: Who) -> &str {
        self.actors.get(who.0).map_or("nobody", |actor| &actor.path)
    }

    /// What a node is called.
    pub fn node_name(&self, node: usize) -> &str {
        self.nodes.get(node).map_or("?", String::as_str)
    }

    /// What a place is called.
    pub fn place_name(&self, place: TracePlace) -> &str {
        match place {
            TracePlace::World => "world",
            TracePlace::Node(node) => self.node_name(node),
            TracePlace::Actor(who) => self.name(who),
        }
    }

    /// On which node something happened.
    pub fn node_of(&self, place: TracePlace) -> Option<usize> {
        match place {
            TracePlace::World => None,
            TracePlace::Node(node) => Some(node),
            TracePlace::Actor(who) => self.actors.get(who.0)?.node,
        }
    }

    /// Calls each delivery late that took longer than the fastest one between the same two in this trace, by more than
    /// this.
    pub fn mark_late(&mut self, more_than: Duration) {
        for (delivery, excess) in journey::excesses(self) {
            self.events[delivery].late = Some(excess).filter(|excess| *excess > more_than);
        }
    }

    /// A number that is equal for equal texts of a run, on each platform and in each build.
    ///
    /// It is that of the narrator's text: `TextHash::of(&Narrator::text(..))`.
    pub fn digest(&self) -> u64 {
        let mut hash = TextHash::new();
        for event in &self.events {
            hash.append(&event.line());
            hash.append("\n");
        }
        hash.finish()
    }
}

impl TraceEvent {
    /// The line of the narrator.
    pub fn line(&self) -> String {
        let cause = self.cause.map_or_else(String::new, |cause| format!("  from {cause}"));
        let (id, time) = (self.id.to_string(), self.time.to_string());
        format!("{id:>5} {time:>12}  {}{cause}", self.told)
    }
}
