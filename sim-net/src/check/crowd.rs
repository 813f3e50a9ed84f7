//! The crowd: nodes as far as a plan says which.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use crate::selector::Selector;

/// Some nodes: these, by their rank in the world, and so many others that are drawn when the plan runs.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Crowd {
    named: BTreeSet<usize>,
    drawn: usize,
}

impl Crowd {
    /// Whom a selector means. Unknown names are left out: they are a problem of their own.
    pub(super) fn of(selector: &Selector, nodes: &[&str]) -> Self {
        match selector {
            Selector::Nodes(names) => Self::these(names.iter().map(|name| &**name), nodes),
            Selector::Random(count) => {
                Self::drawn(usize::try_from(*count).unwrap_or(usize::MAX), nodes)
            }
            Selector::Minority => {
                Self::drawn(nodes.len() - majority(nodes).min(nodes.len()), nodes)
            }
            Selector::Majority => Self::drawn(majority(nodes), nodes),
            Selector::All => Self::drawn(nodes.len(), nodes),
            Selector::LastToTell(_) => Self::drawn(1, nodes),
        }
    }

    /// The nodes of these names.
    pub(super) fn these<'a>(names: impl Iterator<Item = &'a str>, nodes: &[&str]) -> Self {
        let mut sorted: Vec<(&str, usize)> =
            nodes.iter().enumerate().map(|(rank, name)| (*name, rank)).collect();
        sorted.sort_unstable();
        let rank = |name: &str| {
            let found = sorted.binary_search_by_key(&name, |(node, _)| node).ok()?;
            Some(sorted[found].1)
        };
        Self { named: names.filter_map(rank).collect(), drawn: 0 }
    }

    /// So many, whoever they are; all of them are known.
    pub(super) fn drawn(count: usize, nodes: &[&str]) -> Self {
        if count >= nodes.len() {
            return Self { named: (0..nodes.len()).collect(), drawn: 0 };
        }
        Self { named: BTreeSet::new(), drawn: count }
    }

    /// All nodes but these.
    pub(super) fn others(&self, nodes: &[&str]) -> Self {
        if self.drawn > 0 {
            return Self::drawn(nodes.len() - self.count(nodes), nodes);
        }
        Self {
            named: (0..nodes.len()).filter(|rank| !self.named.contains(rank)).collect(),
            drawn: 0,
        }
    }

    /// Adds those of another crowd. Nobody is counted twice who is named twice.
    pub(super) fn join(&mut self, other: &Self) {
        self.named.extend(&other.named);
        self.drawn = self.drawn.saturating_add(other.drawn);
    }

    /// How many nodes these are at most.
    pub(super) fn count(&self, nodes: &[&str]) -> usize {
        self.named.len().saturating_add(self.drawn).min(nodes.len())
    }

    /// Whether all of another crowd are surely in this one.
    pub(super) fn includes(&self, other: &Self) -> bool {
        other.drawn == 0 && other.named.is_subset(&self.named)
    }

    /// The rank of one that is named in both.
    pub(super) fn in_common(&self, other: &Self) -> Option<usize> {
        self.named.intersection(&other.named).next().copied()
    }

    /// The only one, if it is named.
    pub(super) fn only(&self) -> Option<usize> {
        self.named.first().copied().filter(|_| self.named.len() == 1 && self.drawn == 0)
    }
}

/// How many nodes are a majority.
pub(super) fn majority(nodes: &[&str]) -> usize {
    nodes.len() / 2 + 1
}
