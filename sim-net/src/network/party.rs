//! A party: who a rule is about, at one end of a message.

use sim_core::{ActorId, Directory, NodeId};

/// Who a rule is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Party {
    Anybody,
    Node(NodeId),
    Actor(ActorId),
    Nobody,
}

impl Party {
    /// By a node's name, which means all its actors, or by an actor's path.
    pub(crate) fn find(name: Option<&str>, directory: &Directory) -> Self {
        let Some(name) = name else { return Self::Anybody };
        let node = directory.node(name).map(Self::Node);
        node.or_else(|| directory.get(name).map(Self::Actor)).unwrap_or(Self::Nobody)
    }

    pub(crate) fn is(self, actor: ActorId, on: NodeId) -> bool {
        match self {
            Self::Anybody => true,
            Self::Node(node) => node == on,
            Self::Actor(it) => it == actor,
            Self::Nobody => false,
        }
    }
}
