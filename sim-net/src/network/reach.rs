//! Reach: which messages a fault of the network concerns, by where they come from and go to.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::fmt::Write;

use sim_core::{Directory, NodeId};

use crate::topology::Edge;

/// Which messages a fault of the network concerns.
//
// Its size is that of the nodes, never that of their pairs: a hub with 100,000 clients can be cut off.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Reach {
    /// All.
    All,
    /// Those from and to these nodes; from or to any, if there is no set.
    Pairs { from: Option<NodeSet>, to: Option<NodeSet>, back: bool },
    /// Those between nodes of different groups.
    Groups(Vec<u32>),
    /// Those between nodes that stand further apart on a circle than `span`.
    Ring { places: Vec<u32>, span: u32 },
    /// Those whose way leads over this edge.
    Edge { one: Box<str>, other: Box<str>, edge: Option<Edge> },
}

/// The group of a node that belongs to all.
const EVERYWHERE: u32 = u32::MAX;

impl Reach {
    /// Groups of nodes; whoever is in none belongs to all. Of so many nodes in all.
    pub(crate) fn groups(node_count: usize, groups: &[Vec<NodeId>]) -> Self {
        let mut group_of = vec![EVERYWHERE; node_count];
        for (number, group) in (0..).zip(groups) {
            group.iter().for_each(|node| group_of[node.index()] = number);
        }
        Self::Groups(group_of)
    }

    /// A circle of nodes, of which each reaches the smallest majority around it.
    pub(crate) fn ring(circle: &[NodeId]) -> Self {
        let mut places = vec![0; circle.len()];
        for (place, node) in (0..).zip(circle) {
            places[node.index()] = place;
        }
        // A majority is n / 2 + 1: the node itself and as many on either side.
        let span = u32::try_from((circle.len() / 2).div_ceil(2)).unwrap_or(u32::MAX);
        Self::Ring { places, span }
    }

    /// Whether it concerns messages from one node to another, apart from their way.
    #[inline(always)]
    pub(crate) fn concerns(&self, source: NodeId, target: NodeId) -> bool {
        let (source, target) = (source.index(), target.index());
        match self {
            Self::All | Self::Edge { .. } => true,
            Self::Groups(group_of) => {
                let (one, other) = (group_of[source], group_of[target]);
                one != other && one != EVERYWHERE && other != EVERYWHERE
            }
            Self::Pairs { from, to, back } => {
                let has =
                    |set: &Option<NodeSet>, node| set.as_ref().is_none_or(|set| set.has(node));
                has(from, source) && has(to, target)
                    || *back && has(from, target) && has(to, source)
            }
            Self::Ring { places, span } => {
                let apart = places[source].abs_diff(places[target]);
                let around = u32::try_from(places.len()).unwrap_or(u32::MAX) - apart;
                apart.min(around) > *span
            }
        }
    }

    /// Who it concerns, in words.
    pub(crate) fn words(&self, directory: &Directory) -> String {
        let all = || directory.nodes();
        let set = |set: &Option<NodeSet>| match set {
            None => String::from("all"),
            Some(set) => names(directory, all().filter(|node| set.has(node.index()))),
        };
        match self {
            Self::All => String::from("all"),
            Self::Pairs { from, to: None, back: true } => set(from),
            Self::Pairs { from, to, back } => {
                let arrow = if *back { "<->" } else { "->" };
                format!("{} {arrow} {}", set(from), set(to))
            }
            Self::Groups(group_of) => {
                let group = |number| {
                    names(directory, all().filter(|node| group_of[node.index()] == number))
                };
                let count = group_of.iter().filter(|group| **group != EVERYWHERE).max();
                let count = count.map_or(0, |last| last + 1);
                let mut groups: Vec<String> =
                    (0..count).map(group).filter(|group| !group.is_empty()).collect();
                if group_of.contains(&EVERYWHERE) {
                    groups.push(format!("bridge {}", group(EVERYWHERE)));
                }
                groups.join(" | ")
            }
            Self::Ring { places, .. } => {
                let mut circle: Vec<NodeId> = all().collect();
                circle.sort_by_key(|node| places[node.index()]);
                format!("ring {}", names(directory, circle.into_iter()))
            }
            Self::Edge { one, other, .. } => format!("{one} -- {other}"),
        }
    }
}

/// The names of nodes, the first ones if there are many.
pub(crate) fn names(directory: &Directory, nodes: impl Iterator<Item = NodeId>) -> String {
    const SHOWN: usize = 8;
    let mut text = String::new();
    let mut more = 0;
    for (index, node) in nodes.enumerate() {
        if index >= SHOWN {
            more += 1;
            continue;
        }
        if index > 0 {
            text.push(' ');
        }
        text.push_str(directory.node_name(node).unwrap_or("?"));
    }
    if more > 0 {
        let _ = write!(text, " and {more} more");
    }
    if text.is_empty() { String::from("nobody") } else { text }
}

/// A set of nodes, a bit each.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct NodeSet(Vec<u64>);

impl NodeSet {
    pub(crate) fn of(nodes: &[NodeId]) -> Self {
        let mut set = Self::default();
        nodes.iter().for_each(|node| set.insert(*node));
        set
    }

    pub(crate) fn insert(&mut self, node: NodeId) {
        let word = node.index() / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (node.index() % 64);
    }

    #[inline]
    pub(crate) fn has(&self, node: usize) -> bool {
        self.0.get(node / 64).is_some_and(|word| word >> (node % 64) & 1 == 1)
    }
}
