//! Setup: which nodes and actors a world has.

use alloc::boxed::Box;
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::rc::Rc;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use crate::actor::Actor;
use crate::choice::Site;
use crate::directory::Directory;
use crate::duration::Duration;
use crate::id::NodeId;
use crate::mailbox::{Mailbox, Overflow};
use crate::medium::Medium;
use crate::protocol::Protocol;
use crate::spread::SpreadError;
use crate::world::World;

/// Makes the actors of a group, given who else there is and the number of the actor within the group.
pub(crate) type Factory<A> = Rc<dyn Fn(&Directory, usize) -> A>;

// The node of an actor, or the name that no node has.
type Home = Result<NodeId, Box<str>>;

/// The nodes and actors of a world, before it is built.
///
/// ```
/// use sim_core::prelude::*;
/// # struct Echo;
/// # struct Words;
/// # impl Protocol for Words {
/// #     type Message = &'static str;
/// #     type Fact = ();
/// #     type Timer = ();
/// #     type Operation = ();
/// #     type Outcome = ();
/// #     type View = ();
/// # }
/// # impl Actor<Words> for Echo {
/// #     fn on_message(&mut self, from: ActorId, word: &'static str, ctx: &mut Context<'_, Words>) {
/// #         ctx.send(from, word);
/// #     }
/// # }
/// let world = Setup::<Words, _>::new(Wire::perfect(millis(1)))
///     .node("left", |_| Echo)
///     .node("right", |_| Echo)
///     .mailbox("right", Mailbox::bounded(0))
///     .build();
/// assert_eq!(
///     world.err().map(|error| error.to_string()).as_deref(),
///     Some("mailbox of \"right\": capacity 0 has no room for any message"),
/// );
/// ```
pub struct Setup<P: Protocol, M: Medium<P>, A = Box<dyn Actor<P>>> {
    pub(crate) medium: M,
    nodes: Vec<Box<str>>,
    actors: Vec<(Box<str>, Home)>,
    // In the order of their first actors, which is ascending.
    groups: Vec<(usize, Factory<A>)>,
    mailboxes: Vec<(String, Mailbox)>,
    pub(crate) rules: Rules,
    protocol: core::marker::PhantomData<fn() -> P>,
}

/// What a world does about what is wrong whatever the protocol is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Rules {
    pub(crate) instant_steps: u64,
    pub(crate) on_panic: OnPanic,
    pub(crate) deadlocks_end: bool,
    // Whether a list may have a message arrive more often than the choices of its world let it travel.
    pub(crate) further_copies: bool,
}

/// What a handler's panic means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum OnPanic {
    /// A finding: the run ends.
    EndRun,
    /// The actor ends and the run goes on.
    EndActor,
    /// Its node crashes, and restarts after this time if there is one.
    CrashNode(Option<Duration>),
}

impl<P: Protocol, M: Medium<P>, A> fmt::Debug for Setup<P, M, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Setup")
            .field("nodes", &self.nodes)
            .field("mailboxes", &self.mailboxes)
            .field("rules", &self.rules)
            .finish_non_exhaustive()
    }
}

impl<P: Protocol, M: Medium<P>> Setup<P, M> {
    /// No nodes yet, over this medium.
    pub fn new(medium: M) -> Self {
        Self::flat(medium)
    }

    /// A node with one actor, both called so. The factory is called at each start.
    pub fn node<T: Actor<P> + 'static>(
        self,
        name: &str,
        factory: impl Fn(&Directory) -> T + 'static,
    ) -> Self {
        self.flat_node(name, move |directory| Box::new(factory(directory)))
    }

    /// So many nodes with one actor each, called `name1`, `name2` and so on. The factory also gets the number,
    /// from zero.
    pub fn nodes<T: Actor<P> + 'static>(
        self,
        name: &str,
        count: usize,
        factory: impl Fn(&Directory, usize) -> T + 'static,
    ) -> Self {
        self.flat_nodes(name, count, move |directory, number| Box::new(factory(directory, number)))
    }

    /// One more actor on a node that is there already, called `node/name`.
    pub fn actor<T: Actor<P> + 'static>(
        self,
        node: &str,
        name: &str,
        factory: impl Fn(&Directory) -> T + 'static,
    ) -> Self {
        self.flat_actor(node, name, move |directory| Box::new(factory(directory)))
    }
}

impl<P: Protocol, M: Medium<P>, A: Actor<P>> Setup<P, M, A> {
    /// As [`new`](Setup::new), for a world in which all declared actors have one type: no box, no dynamic call.
    pub fn flat(medium: M) -> Self {
        Self {
            medium,
            nodes: Vec::new(),
            actors: Vec::new(),
            groups: Vec::new(),
            mailboxes: Vec::new(),
            rules: Rules {
                instant_steps: 100_000,
                on_panic: OnPanic::EndRun,
                deadlocks_end: true,
                further_copies: true,
            },
            protocol: core::marker::PhantomData,
        }
    }

    /// As [`node`](Setup::node).
    pub fn flat_node(self, name: &str, factory: impl Fn(&Directory) -> A + 'static) -> Self {
        self.add_node(name).add_group(
            Rc::new(move |directory, _| factory(directory)),
            core::iter::once((Box::from(name), name)),
        )
    }

    /// As [`nodes`](Setup::nodes).
    pub fn flat_nodes(
        mut self,
        name: &str,
        count: usize,
        factory: impl Fn(&Directory, usize) -> A + 'static,
    ) -> Self {
        let first = self.nodes.len();
        self.groups.push((self.actors.len(), Rc::new(factory)));
        for number in 1..=count {
            let name = format!("{name}{number}").into_boxed_str();
            self.nodes.push(name.clone());
            self.actors.push((name, Ok(node_id(first + number - 1))));
        }
        self
    }

    /// As [`actor`](Setup::actor).
    pub fn flat_actor(
        self,
        node: &str,
        name: &str,
        factory: impl Fn(&Directory) -> A + 'static,
    ) -> Self {
        let path = format!("{node}/{name}").into_boxed_str();
        self.add_group(
            Rc::new(move |directory, _| factory(directory)),
            core::iter::once((path, node)),
        )
    }

    /// So many more actors on a node that is there already, called `node/name1`, `node/name2` and so on.
    pub fn flat_actors(
        self,
        node: &str,
        name: &str,
        count: usize,
        factory: impl Fn(&Directory, usize) -> A + 'static,
    ) -> Self {
        let paths = (1..=count).map(|n| (format!("{node}/{name}{n}").into_boxed_str(), node));
        self.add_group(Rc::new(factory), paths)
    }

    /// A node without an actor, for [`actor`](Setup::actor) to put some on.
    pub fn add_node(mut self, name: &str) -> Self {
        self.nodes.push(Box::from(name));
        self
    }

    fn add_group<'n>(
        mut self,
        factory: Factory<A>,
        actors: impl Iterator<Item = (Box<str>, &'n str)>,
    ) -> Self {
        self.groups.push((self.actors.len(), factory));
        let mut last: Option<(&str, Home)> = None;
        for (path, node) in actors {
            // A group is on one node: looking it up once is enough.
            let found = match &last {
                Some((name, found)) if *name == node => found.clone(),
                _ => self
                    .nodes
                    .iter()
                    .rposition(|name| **name == *node)
                    .map(node_id)
                    .ok_or_else(|| Box::from(node)),
            };
            last = Some((node, found.clone()));
            self.actors.push((path, found));
        }
        self
    }

    /// The rules of an actor's mailbox. Without, it has room for all and takes no time.
    pub fn mailbox(mut self, actor: &str, mailbox: Mailbox) -> Self {
        self.mailboxes.push((actor.to_string(), mailbox));
        self
    }

    /// After how many steps without time passing a run counts as a livelock: 100,000 unless said otherwise.
    pub const fn instant_steps(mut self, steps: u64) -> Self {
        self.rules.instant_steps = steps;
        self
    }

    /// A panic of a handler ends its actor, and the run goes on; otherwise it ends the run.
    pub const fn panics_end_actors(mut self) -> Self {
        self.rules.on_panic = OnPanic::EndActor;
        self
    }

    /// A panic of a handler crashes its node, which restarts after this time, if there is one.
    pub const fn panics_are_crashes(mut self, restart: Option<Duration>) -> Self {
        self.rules.on_panic = OnPanic::CrashNode(restart);
        self
    }

    /// Actors that wait for each other don't end the run.
    pub const fn deadlocks_are_tolerated(mut self) -> Self {
        self.rules.deadlocks_end = false;
        self
    }

    /// The world.
    ///
    /// # Errors
    /// What is wrong, with the name and the value; nothing is built.
    pub fn build(mut self) -> Result<World<P, M, A>, SetupError> {
        let mut names = BTreeSet::new();
        for name in &self.nodes {
            if name.is_empty() || name.contains(['/', '#']) {
                return Err(SetupError::NodeName { name: name.to_string() });
            }
            if !names.insert(name) {
                return Err(SetupError::DuplicateNode { name: name.to_string() });
            }
        }
        if self.rules.instant_steps == 0 {
            return Err(SetupError::NoInstantSteps);
        }
        let mut paths = BTreeSet::new();
        let mut actors = Vec::with_capacity(self.actors.len());
        for (path, node) in self.actors {
            let node = node.map_err(|node| SetupError::UnknownNode {
                actor: path.to_string(),
                node: node.to_string(),
            })?;
            actors.push((path, node));
        }
        for (path, node) in &actors {
            let name = path.strip_prefix(&*self.nodes[node.index()]).unwrap_or(path);
            let name = name.strip_prefix('/').unwrap_or(name);
            let is_node = **path == *self.nodes[node.index()];
            if !is_node && (name.is_empty() || name.contains(['/', '#'])) {
                return Err(SetupError::ActorName { path: path.to_string() });
            }
            if !paths.insert(path) {
                return Err(SetupError::DuplicateActor { path: path.to_string() });
            }
        }
        drop(paths);
        let directory = Directory::new(self.nodes, &actors);
        drop(actors);
        let mut mailboxes = Vec::new();
        let mut ruled = BTreeSet::new();
        for (path, mailbox) in self.mailboxes {
            let actor = directory
                .get(&path)
                .ok_or_else(|| SetupError::UnknownActor { mailbox: path.clone() })?;
            if !ruled.insert(actor) {
                return Err(SetupError::DuplicateMailbox { path });
            }
            check_mailbox(&path, directory.node_of(actor), &mailbox, &directory)?;
            mailboxes.push((actor, mailbox));
        }
        self.medium.join(&directory).map_err(|error| SetupError::Medium { error })?;
        Ok(World::new(self.medium, directory, self.groups, mailboxes, self.rules))
    }
}

// Whether the rules of a mailbox can be kept among these nodes and actors.
pub(crate) fn check_mailbox(
    name: &str,
    node: Option<NodeId>,
    mailbox: &Mailbox,
    directory: &Directory,
) -> Result<(), SetupError> {
    if mailbox.capacity == Some(0) {
        return Err(SetupError::NoRoom { mailbox: name.to_string() });
    }
    if let Overflow::DeadLetter(actor) = &mailbox.overflow {
        let (mailbox, path) = (name.to_string(), actor.clone());
        match directory.get(actor).map(|actor| directory.node_of(actor)) {
            None => return Err(SetupError::UnknownDeadLetters { mailbox, actor: path }),
            Some(undertaker) if undertaker != node => {
                return Err(SetupError::DistantDeadLetters { mailbox, actor: path });
            }
            Some(_) => {}
        }
    }
    let sender_waits = matches!(mailbox.overflow, Overflow::Block | Overflow::Fail);
    if mailbox.capacity.is_some()
        && sender_waits
        && !mailbox.private
        && directory.nodes().nth(1).is_some()
    {
        return Err(SetupError::Reachable {
            mailbox: name.to_string(),
            overflow: mailbox.overflow.clone(),
        });
    }
    let max = mailbox.service_spread.max();
    if max.as_nanos() > Site::Service.largest() {
        return Err(SetupError::ServiceTooLong { mailbox: name.to_string(), max });
    }
    mailbox
        .service_spread
        .check()
        .map_err(|error| SetupError::Service { mailbox: name.to_string(), error })
}

fn node_id(index: usize) -> NodeId {
    NodeId(u32::try_from(index).expect("fewer than 2^32 nodes fit in memory"))
}

/// What is wrong with a [`Setup`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SetupError {
    /// The medium makes no sense.
    Medium {
        /// Why, in its own words.
        error: String,
    },
    /// Two nodes have one name.
    DuplicateNode {
        /// The name.
        name: String,
    },
    /// A node's name is empty, or has a `/` or `#` in it, which paths use.
    NodeName {
        /// The name.
        name: String,
    },
    /// An actor's name is empty, or has a `/` or `#` in it, which paths use.
    ActorName {
        /// The path.
        path: String,
    },
    /// A livelock would begin with no step at all.
    NoInstantSteps,
    /// Two actors have one path.
    DuplicateActor {
        /// The path.
        path: String,
    },
    /// An actor is on a node that isn't there.
    UnknownNode {
        /// The actor.
        actor: String,
        /// The node.
        node: String,
    },
    /// A mailbox is given to an actor that isn't there.
    UnknownActor {
        /// The actor.
        mailbox: String,
    },
    /// A mailbox is given twice.
    DuplicateMailbox {
        /// The actor.
        path: String,
    },
    /// A mailbox has a capacity of zero.
    NoRoom {
        /// The actor.
        mailbox: String,
    },
    /// A mailbox makes its senders wait, or gives their messages back, but other nodes can reach it.
    Reachable {
        /// The actor.
        mailbox: String,
        /// What happens when there is no room.
        overflow: Overflow,
    },
    /// A mailbox sends its dead letters to an actor that isn't there.
    UnknownDeadLetters {
        /// The actor.
        mailbox: String,
        /// Who should get the dead letters.
        actor: String,
    },
    /// A mailbox sends its dead letters to an actor of another node, to which only a wire leads.
    DistantDeadLetters {
        /// The actor.
        mailbox: String,
        /// Who should get the dead letters.
        actor: String,
    },
    /// A message could be in service for more than a century.
    ServiceTooLong {
        /// The actor.
        mailbox: String,
        /// How long.
        max: Duration,
    },
    /// The service time of a mailbox makes no sense.
    Service {
        /// The actor.
        mailbox: String,
        /// Why.
        error: SpreadError,
    },
}

impl fmt::Display for SetupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Medium { error } => write!(f, "medium: {error}"),
            Self::DuplicateNode { name } => write!(f, "two nodes are called {name:?}"),
            Self::NodeName { name } => {
                write!(f, "node {name:?}: a name has at least one character, and no '/' or '#'")
            }
            Self::ActorName { path } => {
                write!(f, "actor {path:?}: a name has at least one character, and no '/' or '#'")
            }
            Self::NoInstantSteps => write!(f, "instant steps 0: every run would be a livelock"),
            Self::DuplicateActor { path } => write!(f, "two actors are called {path:?}"),
            Self::UnknownNode { actor, node } => {
                write!(f, "actor {actor:?}: no node is called {node:?}")
            }
            Self::UnknownActor { mailbox } => {
                write!(f, "mailbox of {mailbox:?}: no actor is called so")
            }
            Self::DuplicateMailbox { path } => write!(f, "mailbox of {path:?}: given twice"),
            Self::NoRoom { mailbox } => {
                write!(f, "mailbox of {mailbox:?}: capacity 0 has no room for any message")
            }
            Self::Reachable { mailbox, overflow } => write!(
                f,
                "mailbox of {mailbox:?}: overflow {overflow:?} needs a sender on the same node, \
                 but other nodes can reach it unless it is private"
            ),
            Self::UnknownDeadLetters { mailbox, actor } => {
                write!(f, "mailbox of {mailbox:?}: dead letters go to {actor:?}, which isn't there")
            }
            Self::DistantDeadLetters { mailbox, actor } => write!(
                f,
                "mailbox of {mailbox:?}: dead letters go to {actor:?}, which is on another node"
            ),
            Self::ServiceTooLong { mailbox, max } => {
                write!(f, "mailbox of {mailbox:?}: a service of up to {max} is more than a century")
            }
            Self::Service { mailbox, error } => {
                write!(f, "mailbox of {mailbox:?}: service time: {error}")
            }
        }
    }
}

impl core::error::Error for SetupError {}
