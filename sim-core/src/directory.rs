//! The directory: which names there are, and whose they are.

use alloc::boxed::Box;
use alloc::collections::{BTreeMap, VecDeque};
use alloc::string::String;
use alloc::vec::Vec;
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
    entries: Vec<Entry>,
    // A second, dense table: sending looks only at this, at four bytes an actor.
    node_of: Vec<NodeId>,
    // The declared actors, sorted by path.
    by_path: Vec<ActorId>,
    declared: usize,
    // Per node, because a seat stays where it is: a stale id still says where its actor lived. First freed, first
    // reused: it meets another generation as late as possible.
    free: BTreeMap<NodeId, VecDeque<u32>>,
}

#[derive(Debug)]
struct Entry {
    path: Box<str>,
    generation: u32,
}

impl Directory {
    // Both lists are free of duplicates; the builder has checked.
    pub(crate) fn new(nodes: Vec<Box<str>>, actors: Vec<(Box<str>, NodeId)>) -> Self {
        let mut by_path: Vec<ActorId> =
            (0..).take(actors.len()).map(|seat| ActorId { seat, generation: 0 }).collect();
        by_path.sort_by(|a, b| actors[a.index()].0.cmp(&actors[b.index()].0));
        let node_of = actors.iter().map(|(_, node)| *node).collect();
        let entries: Vec<_> =
            actors.into_iter().map(|(path, _)| Entry { path, generation: 0 }).collect();
        let declared = entries.len();
        Self { nodes, entries, node_of, by_path, declared, free: BTreeMap::new() }
    }

    /// The declared actor with this path.
    pub fn get(&self, path: &str) -> Option<ActorId> {
        self.find(path).copied()
    }

    fn find(&self, path: &str) -> Option<&ActorId> {
        let found = self
            .by_path
            .binary_search_by(|actor| (*self.entries[actor.index()].path).cmp(path))
            .ok()?;
        self.by_path.get(found)
    }

    /// The declared actor with this place in the order in which actors were declared.
    pub fn nth(&self, index: usize) -> Option<ActorId> {
        let seat = u32::try_from(index).ok().filter(|_| index < self.declared)?;
        Some(ActorId { seat, generation: 0 })
    }

    /// The path of an actor that is there, or was declared.
    pub fn path(&self, actor: ActorId) -> Option<&str> {
        let entry = self.entries.get(actor.index())?;
        (entry.generation == actor.generation).then_some(&*entry.path)
    }

    /// The node on which an actor lives, or lived.
    pub fn node_of(&self, actor: ActorId) -> Option<NodeId> {
        self.node_of.get(actor.index()).copied()
    }

    /// The node with this name.
    pub fn node(&self, name: &str) -> Option<NodeId> {
        let index = self.nodes.iter().position(|node| **node == *name)?;
        u32::try_from(index).ok().map(NodeId)
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
        (0..).take(self.declared).map(|seat| ActorId { seat, generation: 0 })
    }

    // The name of an actor within keys.
    pub(crate) fn path_hash(&self, actor: ActorId) -> u64 {
        self.path(actor).map_or(0, text_hash)
    }

    pub(crate) fn declared(&self) -> usize {
        self.declared
    }

    // A seat for a child; its path is unique because the parent counts its children of each name.
    pub(crate) fn reserve(&mut self, node: NodeId, path: Box<str>) -> ActorId {
        if let Some(seat) = self.free.get_mut(&node).and_then(VecDeque::pop_front) {
            let entry = &mut self.entries[seat as usize];
            entry.path = path;
            return ActorId { seat, generation: entry.generation };
        }
        let seat = u32::try_from(self.entries.len()).expect("fewer than 2^32 actors fit in memory");
        self.entries.push(Entry { path, generation: 1 });
        self.node_of.push(node);
        ActorId { seat, generation: 1 }
    }

    // The seat of a child that ended: its id names nobody from now on.
    pub(crate) fn release(&mut self, actor: ActorId) {
        let entry = &mut self.entries[actor.index()];
        entry.generation += 1;
        // A seat whose generations are used up is never used again.
        if entry.generation < u32::MAX {
            let node = self.node_of[actor.index()];
            self.free.entry(node).or_default().push_back(actor.seat);
        }
    }

    pub(crate) fn reset(&mut self) {
        self.entries.truncate(self.declared);
        self.node_of.truncate(self.declared);
        self.free.clear();
    }

    fn known(&self) -> String {
        let mut known = String::new();
        for (rank, actor) in self.by_path.iter().take(10).enumerate() {
            let separator = if rank == 0 { "" } else { ", " };
            known.push_str(separator);
            known.push_str(&self.entries[actor.index()].path);
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
    fn index(&self, path: &str) -> &ActorId {
        self.find(path).unwrap_or_else(|| {
            panic!("no actor is called {path:?}; there are {}", self.known());
        })
    }
}
