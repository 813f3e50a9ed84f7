//! The scene: all that a running handler can reach besides its own list of effects.

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::choice::Site;
use crate::chooser::{Choices, Chooser, Words};
use crate::directory::Directory;
use crate::duration::Duration;
use crate::id::{ActorId, NodeId, OperationId};
use crate::key::{Key, Kind, Lineage, Role, text_hash};
use crate::mix::mix;
use crate::node::{Node, NodeState};
use crate::ratio::Ratio;
use crate::rng::SimRng;
use crate::source::Source;
use crate::stream::Stream;
use crate::time::Time;

const PROTOCOL_SEED: (Site, Key) = (Site::ProtocolSeed, Key(0));

/// Time, nodes, names and choices, and who is on.
#[derive(Debug)]
pub(crate) struct Scene {
    pub(crate) now: Time,
    // Whose handler runs, and where.
    pub(crate) me: ActorId,
    pub(crate) node: NodeId,
    // The node has crashed at a point of the running handler: what it still does doesn't count.
    pub(crate) ghost: bool,
    // The running handler asked for the end of its actor.
    pub(crate) stopping: bool,
    pub(crate) chooser: Chooser,
    pub(crate) lineage: Lineage,
    pub(crate) directory: Directory,
    pub(crate) nodes: Vec<Node>,
    // Beside the nodes, because each delivery looks at one byte of it.
    pub(crate) states: Vec<NodeState>,
    protocol_seed: u64,
    // It is recorded only if it made a difference.
    seed_used: bool,
    rngs: Vec<Option<Box<SimRng>>>,
    calls: Vec<u32>,
    children: BTreeMap<(ActorId, &'static str), u32>,
    // Who last told a fact of each kind that is watched.
    pub(crate) tellers: Vec<(Kind, Option<ActorId>)>,
}

impl Scene {
    pub(crate) fn new(directory: Directory) -> Self {
        let mut nodes: Vec<Node> = directory.nodes().map(|_| Node::new()).collect();
        for actor in directory.actors() {
            let node = directory.node_of(actor).expect("every declared actor has a node");
            nodes[node.index()].declared.push(actor);
        }
        nodes.iter_mut().for_each(|node| node.declared.shrink_to_fit());
        let states = directory.nodes().map(|_| NodeState::Down).collect();
        Self {
            now: Time::ZERO,
            me: ActorId::NOBODY,
            node: NodeId(0),
            ghost: false,
            stopping: false,
            chooser: Chooser::new(),
            lineage: Lineage::new(),
            directory,
            nodes,
            states,
            protocol_seed: 0,
            seed_used: false,
            rngs: Vec::new(),
            calls: Vec::new(),
            children: BTreeMap::new(),
            tellers: Vec::new(),
        }
    }

    pub(crate) fn reset(&mut self, choices: &Choices) {
        self.now = Time::ZERO;
        self.me = ActorId::NOBODY;
        self.node = NodeId(0);
        self.ghost = false;
        self.stopping = false;
        self.chooser.reset(choices);
        self.lineage.reset();
        self.directory.reset();
        if self.chooser.keyed() {
            self.directory.hash_paths();
        }
        self.nodes.iter_mut().for_each(Node::reset);
        self.states.fill(NodeState::Down);
        self.rngs.clear();
        self.calls.clear();
        self.children.clear();
        self.tellers.clear();
        let drawn = self.chooser.drawing(Site::ProtocolSeed).map(Source::next_u64);
        let demanded = self.chooser.demanded(PROTOCOL_SEED, Site::ProtocolSeed.largest());
        self.protocol_seed = demanded.or(drawn).unwrap_or(0);
        self.seed_used = false;
    }

    // A choice of the running handler, calm at 0.
    #[inline]
    pub(crate) fn choose(
        &mut self,
        site: Site,
        role: Role,
        name: &str,
        max: u64,
        draw: impl FnOnce(&mut Stream) -> u64,
    ) -> u64 {
        let me = self.me;
        let who = |directory: &Directory| String::from(directory.name(me));
        self.choose_for(who, site, role, name, max, draw)
    }

    // A choice about a node, whoever led to it.
    pub(crate) fn choose_of(
        &mut self,
        node: NodeId,
        site: Site,
        role: Role,
        name: &str,
        max: u64,
        draw: impl FnOnce(&mut Stream) -> u64,
    ) -> u64 {
        let who = |directory: &Directory| String::from(directory.node_name(node).unwrap_or("?"));
        self.choose_for(who, site, role, name, max, draw)
    }

    // A choice about an episode that has just struck.
    pub(crate) fn choose_target(&mut self, label: &str, name: &str, max: u64) -> u64 {
        if max == 0 {
            return 0;
        }
        let who = |_: &Directory| String::from(label);
        self.choose_for(who, Site::EpisodeTarget, Role::Target, name, max, |stream| {
            stream.between(0, max)
        })
    }

    // How much later than its least an episode begins, or how much longer it lasts.
    pub(crate) fn choose_time(&mut self, name: &str, most: Duration) -> Duration {
        let max = most.as_nanos().min(Site::EpisodeTime.largest());
        if max == 0 {
            return Duration::ZERO;
        }
        let drawn = self.chooser.drawing(Site::EpisodeTime).map(|stream| stream.between(0, max));
        if !self.chooser.keyed() {
            return Duration::from_nanos(drawn.unwrap_or(0));
        }
        // A root: it is chosen before the run, and named by the plan.
        let key = Key(text_hash(name)).with(Role::Time as u64);
        let chosen = self
            .chooser
            .settle((Site::EpisodeTime, key), max, 0, drawn, || Words::Text(String::from(name)));
        Duration::from_nanos(chosen)
    }

    // Remembers who told a fact, if it is of a kind that is watched.
    #[inline]
    pub(crate) fn note_teller(&mut self, actor: ActorId, fact: &impl fmt::Debug) {
        if self.tellers.is_empty() {
            return;
        }
        let kind = Kind::of(fact);
        for (watched, teller) in &mut self.tellers {
            if *watched == kind {
                *teller = Some(actor);
            }
        }
    }

    #[inline]
    fn choose_for(
        &mut self,
        who: impl FnOnce(&Directory) -> String,
        site: Site,
        role: Role,
        name: &str,
        max: u64,
        draw: impl FnOnce(&mut Stream) -> u64,
    ) -> u64 {
        let drawn = self.chooser.drawing(site).map(draw);
        if self.chooser.keyed() {
            let key = self.lineage.descend(role, text_hash(name));
            let directory = &self.directory;
            self.chooser.settle((site, key), max.min(site.largest()), 0, drawn, || {
                Words::Text(format!("{} {}", who(directory), deed(site, name)))
            })
        } else {
            drawn.unwrap_or(0)
        }
    }

    // Whether something of this chance happens. A chance of zero costs no draw, but a schedule may still say so.
    #[inline]
    pub(crate) fn happens(&mut self, site: Site, role: Role, name: &str, chance: Ratio) -> bool {
        let draw = |stream: &mut Stream| u64::from(!chance.is_zero() && stream.chance(chance));
        self.choose(site, role, name, 1, draw) == 1
    }

    // How much longer than its lower bound a timer of the running handler takes.
    pub(crate) fn timer_extra(&mut self, span: Duration, timer: &impl fmt::Debug) -> Duration {
        let max = span.as_nanos().min(Site::Timer.largest());
        let drawn = self.chooser.drawing(Site::Timer).map(|stream| stream.between(0, max));
        if !self.chooser.keyed() {
            return Duration::from_nanos(drawn.unwrap_or(0));
        }
        let key = self.lineage.descend(Role::Arming, Kind::of(timer).0);
        let path = self.directory.path_hash(self.me);
        self.use_protocol_seed();
        // Calm, but not equal for all: else the candidates of an election would split its votes for ever.
        let calm = SimRng::new(mix(self.protocol_seed, mix(path, key.0))).between(0, max);
        let (directory, me) = (&self.directory, self.me);
        let extra = self.chooser.settle((Site::Timer, key), max, calm, drawn, || {
            Words::Text(format!("{} sets {timer:?}", directory.name(me)))
        });
        Duration::from_nanos(extra)
    }

    // The protocol seed has made a difference.
    fn use_protocol_seed(&mut self) {
        if !core::mem::replace(&mut self.seed_used, true) {
            self.chooser.keep(PROTOCOL_SEED, 0, self.protocol_seed, || {
                Words::Text(String::from("the actors' own random numbers"))
            });
        }
    }

    #[inline(always)]
    pub(crate) fn message_key(&mut self, to: ActorId, kind: impl FnOnce() -> Kind) -> Key {
        if !self.chooser.keyed() {
            return Key::NONE;
        }
        let path = self.directory.path_hash(to);
        self.lineage.descend(Role::Message, mix(path, kind().0))
    }

    pub(crate) fn rng(&mut self) -> &mut SimRng {
        self.use_protocol_seed();
        let seat = self.me.index();
        if self.rngs.len() <= seat {
            self.rngs.resize_with(seat + 1, || None);
        }
        let incarnation = self.nodes[self.node.index()].incarnation;
        let path = self.directory.path_hash(self.me);
        self.rngs[seat].get_or_insert_with(|| {
            Box::new(SimRng::for_actor(self.protocol_seed, path, incarnation))
        })
    }

    pub(crate) fn next_operation(&mut self, actor: ActorId) -> OperationId {
        let seat = actor.index();
        if self.calls.len() <= seat {
            self.calls.resize(seat + 1, 0);
        }
        let number = self.calls[seat];
        self.calls[seat] += 1;
        OperationId { actor, number }
    }

    pub(crate) fn reserve_child(&mut self, name: &'static str) -> ActorId {
        let count = self.children.entry((self.me, name)).or_insert(0);
        *count += 1;
        let parent = self.directory.name(self.me);
        let path = format!("{parent}/{name}#{count}");
        self.directory.reserve(self.node, path.into_boxed_str())
    }

    // What the scene knows of an incarnation of an actor that has come to its end.
    pub(crate) fn forget(&mut self, actor: ActorId) {
        if let Some(rng) = self.rngs.get_mut(actor.index()) {
            *rng = None;
        }
        // A declared actor comes back, and its children must have new names then.
        if actor.generation > 0 {
            if let Some(calls) = self.calls.get_mut(actor.index()) {
                *calls = 0;
            }
            let names: Vec<&'static str> = self
                .children
                .range((actor, "")..)
                .take_while(|((parent, _), _)| *parent == actor)
                .map(|((_, name), _)| *name)
                .collect();
            for name in names {
                self.children.remove(&(actor, name));
            }
            self.directory.release(actor, self.chooser.keyed());
        }
    }
}

// What is chosen at a site, said of the node or actor to which it happens.
fn deed(site: Site, name: &str) -> String {
    match site {
        Site::Crash if name.starts_with("before ") || name.starts_with("after ") => {
            format!("crashes {name}")
        }
        Site::Crash => format!("crashes at {name}"),
        Site::Restart => format!("restarts after its crash at {name}"),
        Site::Choose => format!("chooses {name}"),
        Site::EpisodeTarget => format!("hits {name}"),
        Site::Survivors => String::from("keeps unsynced operations"),
        Site::Torn => String::from("keeps a part of a write"),
        Site::SyncLost => String::from("only says that it syncs"),
        Site::ReadError => format!("fails to read {name}"),
        Site::WriteError => format!("fails to write {name}"),
        Site::ProtocolSeed
        | Site::Copies
        | Site::Delay
        | Site::Aside
        | Site::Damage
        | Site::Timer
        | Site::Yield
        | Site::Service
        | Site::EpisodeTime => String::from(name),
    }
}
