//! The random shape: a random tree, and further edges.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;
use core::num::NonZeroU64;

use sim_core::{Source, Stream};

use super::Pair;

// "layout", so that a seed gives other numbers here than at any site of a run.
const SITE: u64 = 0x006c_6179_6f75_7400;

/// A tree, each equally likely, and so many further edges, each set of them equally likely, or all that there can be.
pub(in crate::topology) fn random(count: u32, seed: u64, further: u32) -> Vec<Pair> {
    let mut stream = Stream::new(seed, SITE);
    let mut pairs = spanning_tree(count, &mut stream);
    let all = u64::from(count) * u64::from(count.saturating_sub(1)) / 2;
    let free = all - pairs.len() as u64;
    let further = u64::from(further).min(free);
    if further <= free / 2 {
        let wanted = pairs.len() as u64 + further;
        while (pairs.len() as u64) < wanted {
            let one = below(count, &mut stream);
            pairs.insert(pair(one, other_than(one, count, &mut stream)));
        }
    } else {
        // There are few left to hit, so all are listed: what is made is not much smaller.
        let every = (1..count).flat_map(|high| (0..high).map(move |low| (low, high)));
        let mut rest: Vec<Pair> = every.filter(|pair| !pairs.contains(pair)).collect();
        stream.shuffle(&mut rest);
        pairs.extend(rest.into_iter().zip(0..further).map(|(pair, _)| pair));
    }
    pairs.into_iter().collect()
}

// The walk of Aldous and Broder: from node to node at random; the edges by which each is entered first are a tree, and
// each tree is equally likely.
fn spanning_tree(count: u32, stream: &mut Stream) -> BTreeSet<Pair> {
    let mut pairs = BTreeSet::new();
    if count < 2 {
        return pairs;
    }
    let mut seen: Vec<bool> = (0..count).map(|_| false).collect();
    let mut at = below(count, stream);
    seen[at as usize] = true;
    while pairs.len() + 1 < seen.len() {
        let next = other_than(at, count, stream);
        if !seen[next as usize] {
            seen[next as usize] = true;
            pairs.insert(pair(at, next));
        }
        at = next;
    }
    pairs
}

fn below(count: u32, stream: &mut Stream) -> u32 {
    let count = NonZeroU64::new(u64::from(count)).expect("there are edges among two or more");
    u32::try_from(stream.below(count)).expect("it is below a number of 32 bits")
}

fn other_than(node: u32, count: u32, stream: &mut Stream) -> u32 {
    let other = below(count - 1, stream);
    other + u32::from(other >= node)
}

fn pair(one: u32, other: u32) -> Pair {
    (one.min(other), one.max(other))
}
