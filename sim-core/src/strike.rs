//! A strike on the medium: what it can see of the world, and what else it hits.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::{self, Debug};

use crate::directory::Directory;
use crate::fault::Fault;
use crate::id::{ActorId, NodeId};
use crate::key::Kind;
use crate::medium::Unbreakable;
use crate::node::NodeState;
use crate::scene::Scene;
use crate::time::Time;

/// A moment in which a fault strikes the medium: what it can see of the world, and what else it hits.
///
/// A medium that knows more than links, a whole plan for instance, decides here which nodes are hit: at the strike and
/// not before, because only then it is known who leads.
pub struct Strike<'a> {
    scene: &'a mut Scene,
    label: &'a str,
    // Whether anybody will read the words.
    told: bool,
    words: String,
    hits: Vec<Fault<Unbreakable>>,
}

impl<'a> Strike<'a> {
    pub(crate) const fn new(scene: &'a mut Scene, label: &'a str, told: bool) -> Self {
        Self { scene, label, told, words: String::new(), hits: Vec::new() }
    }

    // What was said, and what else is hit.
    pub(crate) fn into_parts(self) -> (String, Vec<Fault<Unbreakable>>) {
        (self.words, self.hits)
    }

    /// The time.
    pub const fn now(&self) -> Time {
        self.scene.now
    }

    /// The names.
    pub const fn directory(&self) -> &Directory {
        &self.scene.directory
    }

    /// Whether a node runs; one of another world doesn't.
    pub fn state(&self, node: NodeId) -> NodeState {
        self.scene.states.get(node.index()).copied().unwrap_or(NodeState::Down)
    }

    /// Who last told a fact of this kind, if the world was asked to [watch](crate::World::watch) it.
    pub fn last_to_tell(&self, kind: Kind) -> Option<ActorId> {
        self.scene.tellers.iter().find(|(watched, _)| *watched == kind)?.1
    }

    /// Lets the environment choose one of 0 to `count - 1`; calm is 0. The choice is recorded and shrunk.
    pub fn choose(&mut self, name: &str, count: u64) -> u64 {
        self.scene.choose_target(self.label, name, count.saturating_sub(1))
    }

    /// Says what the strike hits, for the event that tells it. Where nobody reads events it is not even put into words.
    pub fn say(&mut self, words: impl FnOnce(&Directory) -> String) {
        if !self.told {
            return;
        }
        if !self.words.is_empty() {
            self.words.push_str(", ");
        }
        self.words.push_str(&words(&self.scene.directory));
    }

    /// Hits a node as well, once the strike is told. One of another world is not hit.
    pub fn hit(&mut self, fault: Fault<Unbreakable>) {
        self.hits.push(fault);
    }
}

impl Debug for Strike<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Strike")
            .field("now", &self.scene.now)
            .field("label", &self.label)
            .field("words", &self.words)
            .field("hits", &self.hits)
            .finish()
    }
}
