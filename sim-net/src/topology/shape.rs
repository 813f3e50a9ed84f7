//! Shapes: which of some numbered nodes are connected.

mod random;

pub(super) use random::random;

use alloc::vec::Vec;

/// An edge, from one number to another.
pub(super) type Pair = (u32, u32);

pub(super) fn star(count: u32, hub: u32) -> Vec<Pair> {
    (0..count).filter(|node| *node != hub).map(|node| (hub, node)).collect()
}

pub(super) fn line(count: u32) -> Vec<Pair> {
    (1..count).map(|node| (node - 1, node)).collect()
}

pub(super) fn ring(count: u32) -> Vec<Pair> {
    let mut pairs = line(count);
    // The last of two is already beside the first.
    if count > 2 {
        pairs.push((count - 1, 0));
    }
    pairs
}

pub(super) fn grid(count: u32, width: u32) -> Vec<Pair> {
    let beside = |node: u32| Some(node + 1).filter(|next| next % width != 0);
    let below = |node: u32| node.checked_add(width);
    (0..count)
        .flat_map(|node| [beside(node), below(node)].map(|next| Some((node, next?))))
        .flatten()
        .filter(|(_, next)| *next < count)
        .collect()
}

pub(super) fn tree(count: u32, children: u32) -> Vec<Pair> {
    (1..count).map(|node| ((node - 1) / children, node)).collect()
}

#[cfg(test)]
mod tests;
