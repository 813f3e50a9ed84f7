//! The directory: which names there are, and whose they are.

use alloc::boxed::Box;
use alloc::collections::{BTreeMap, VecDeque};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::ops::Index;

use crate::id::{ActorId, NodeId};
use crate::key::text_hash;

/// Names of nodes and actors.
///
/// A factory finds its peers here: `Shop::new(directory["bank"])`. An actor that a node is named after has the
/// node's name as its path; further ones are `node/name`, spawned ones `parent/name#n`.
#[derive(Debug)]
pub struct Directory {
    nodes: Vec<Box<str>>,
    // The same, sorted by name.
    by_name: Vec<NodeId>,
    declared: Paths,
    // The names of the declared actors within keys, once somebody asks for keys.
    hashes: Vec<u64>,
    // The declared actors, sorted by path.
    by_path: Vec<ActorId>,
    // What sits behind the declared ones.
    spawned: Vec<Spawned>,
    // A dense table of all: sending looks only at this, at four bytes an actor.
    node_of: Vec<NodeId>,
    // Per node, because a seat stays where it is: a stale id still says where its actor lived. First freed, first
    // reused: it meets another generation as late as possible.
    free: BTreeMap<NodeId, VecDeque<u32>>,
    // The paths of those who have ended, remembered only where keys are computed.
    ended: BTreeMap<ActorId, Box<str>>,
}

/// The paths of all declared actors in one text: a million of them are a dozen bytes each.
#[derive(Debug, Default)]
struct Paths {
    text: String,
    // Where each ends; it begins where the one before ends.
    ends: Vec<u32>,
}

#[derive(Debug)]
struct Spawned {
    path: Box<str>,
    generation: u32,
}

impl Paths {
    fn push(&mut self, path: &str) {
        self.text.push_str(path);
        self.ends.push(u32::try_from(self.text.len()).expect("all paths together have 4 GiB"));
    }

    fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)? as usize;
        let begin = index.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        self.text.get(begin..end)
    }
}

impl Directory {
    // Both lists are free of duplicates; the builder has checked.
    pub(crate) fn new(nodes: Vec<Box<str>>, actors: &[(Box<str>, NodeId)]) -> Self {
        let mut declared = Paths::default();
        actors.iter().for_each(|(path, _)| declared.push(path));
        declared.text.shrink_to_fit();
        declared.ends.shrink_to_fit();
        let mut by_path: Vec<ActorId> =
            (0..).take(actors.len()).map(|seat| ActorId { seat, generation: 0 }).collect();
        by_path.sort_by(|a, b| actors[a.index()].0.cmp(&actors[b.index()].0));
        let mut by_name: Vec<NodeId> = (0..).take(nodes.len()).map(NodeId).collect();
        by_name.sort_by(|a, b| nodes[a.index()].cmp(&nodes[b.index()]));
        let node_of = actors.iter().map(|(_, node)| *node).collect();
        Self {
            nodes,
            by_name,
            declared,
            hashes: Vec::new(),
            by_path,
            spawned: Vec::new(),
            node_of,
            free: BTreeMap::new(),
            ended: BTreeMap::new(),
        }
    }

    /// The declared actor with this path.
    pub fn get(&self, path: &str) -> Option<ActorId> {
        self.find(path).copied()
    }

    fn find(&self, path: &str) -> Option<&ActorId> {
        let found = self
            .by_path
            .binary_search_by(|actor| self.declared.get(actor.index()).cmp(&Some(path)))
            .ok()?;
        self.by_path.get(found)
    }

    /// The declared actor with this place in the order in which actors were declared.
    pub fn nth(&self, index: usize) -> Option<ActorId> {
        let seat = u32::try_from(index).ok().filter(|_| index < self.declared())?;
        Some(ActorId { seat, generation: 0 })
    }

    /// The path of an actor that is there, or was declared.
    pub fn path(&self, actor: ActorId) -> Option<&str> {
        let Some(behind) = actor.index().checked_sub(self.declared()) else {
            return self.declared.get(actor.index()).filter(|_| actor.generation == 0);
        };
        let spawned = self.spawned.get(behind)?;
        (spawned.generation == actor.generation).then_some(&*spawned.path)
    }

    /// The node on which an actor lives, or lived.
    pub fn node_of(&self, actor: ActorId) -> Option<NodeId> {
        self.node_of.get(actor.index()).copied()
    }

    /// The node with this name.
    pub fn node(&self, name: &str) -> Option<NodeId> {
        let compare = |node: &NodeId| (*self.nodes[node.index()]).cmp(name);
        let found = self.by_name.binary_search_by(compare).ok()?;
        self.by_name.get(found).copied()
    }

    /// The name of a node.
    pub fn node_name(&self, node: NodeId) -> Option<&str> {
        self.nodes.get(node.index()).map(|name| &**name)
    }

    /// The nodes, in the order in which they were declared.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..).take(self.nodes.len()).map(NodeId)
    }

    /// The declared actors, in the order in which they were declared.
    pub fn actors(&self) -> impl Iterator<Item = ActorId> + use<> {
        (0..).take(self.declared()).map(|seat| ActorId { seat, generation: 0 })
    }

    // The name of an actor within keys.
    pub(crate) fn path_hash(&self, actor: ActorId) -> u64 {
        match self.hashes.get(actor.index()) {
            Some(&hash) if actor.generation == 0 => hash,
            _ => text_hash(self.name(actor)),
        }
    }

    // The name of an actor in words, also of one that has ended: who sends to it from far can't know, so what is sent
    // must not be called otherwise.
    pub(crate) fn name(&self, actor: ActorId) -> &str {
        let path = self.path(actor).or_else(|| self.ended.get(&actor).map(|path| &**path));
        path.unwrap_or("?")
    }

    // From here on the names of declared actors within keys are at hand.
    pub(crate) fn hash_paths(&mut self) {
        if self.hashes.is_empty() {
            let hash = |index| self.declared.get(index).map_or(0, text_hash);
            self.hashes = (0..self.declared()).map(hash).collect();
        }
    }

    // A message in words.
    pub(crate) fn message_label(
        &self,
        from: ActorId,
        to: ActorId,
        message: &impl fmt::Debug,
    ) -> String {
        format!("{} -> {} {message:?}", self.name(from), self.name(to))
    }

    pub(crate) const fn declared(&self) -> usize {
        self.declared.ends.len()
    }

    // A seat for a child; its path is unique because the parent counts its children of each name.
    pub(crate) fn reserve(&mut self, node: NodeId, path: Box<str>) -> ActorId {
        if let Some(seat) = self.free.get_mut(&node).and_then(VecDeque::pop_front) {
            let spawned = &mut self.spawned[seat as usize - self.declared.ends.len()];
            spawned.path = path;
            return ActorId { seat, generation: spawned.generation };
        }
        let seat = u32::try_from(self.node_of.len()).expect("fewer than 2^32 actors fit in memory");
        self.spawned.push(Spawned { path, generation: 1 });
        self.node_of.push(node);
        ActorId { seat, generation: 1 }
    }

    // The seat of a child that ended: its id names nobody from now on.
    pub(crate) fn release(&mut self, actor: ActorId, remember: bool) {
        let declared = self.declared();
        let spawned = &mut self.spawned[actor.index() - declared];
        if remember {
            self.ended.insert(actor, core::mem::take(&mut spawned.path));
        }
        spawned.generation += 1;
        // A seat whose generations are used up is never used again.
        if spawned.generation < u32::MAX {
            let node = self.node_of[actor.index()];
            self.free.entry(node).or_default().push_back(actor.seat);
        }
    }

    pub(crate) fn reset(&mut self) {
        self.spawned.clear();
        self.node_of.truncate(self.declared());
        self.free.clear();
        self.ended.clear();
    }

    fn known(&self) -> String {
        let mut known = String::new();
        for (rank, actor) in self.by_path.iter().take(10).enumerate() {
            let separator = if rank == 0 { "" } else { ", " };
            known.push_str(separator);
            known.push_str(self.declared.get(actor.index()).unwrap_or("?"));
        }
        if self.by_path.len() > 10 {
            known.push_str(", …");
        }
        known
    }
}

impl Index<&str> for Directory {
    type Output = ActorId;

    /// The declared actor with this path.
    ///
    /// # Panics
    /// If there is none. Within a factory this ends the actor, not the process; [`Directory::get`] asks without.
    #[track_caller]
    fn index(&self, path: &str) -> &ActorId {
        // Not in a closure, which would hide who asked.
        match self.find(path) {
            Some(actor) => actor,
            None => panic!("no actor is called {path:?}: there are {}", self.known()),
        }
    }
}
