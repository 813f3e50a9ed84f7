//! The leaves: vertices that have only one way out, and what hangs on them.

use alloc::collections::VecDeque;
use alloc::vec;
use alloc::vec::Vec;

use super::wires::Wires;

const NONE: u32 = u32::MAX;

/// Whoever has only one way out, taken off again and again: trees that hang on the rest, the backbone.
///
/// Within these trees there is nothing to search: a route climbs from both ends until they meet or reach the backbone.
#[derive(Clone, Debug)]
pub(super) struct Leaves {
    // The edge on which a vertex hangs.
    up: Vec<u32>,
    // How many edges away the backbone is.
    depth: Vec<u32>,
}

impl Leaves {
    pub(super) fn strip(wires: &Wires) -> Self {
        let vertices = 0..wires.vertex_count();
        let mut degree: Vec<usize> = vertices.clone().map(|v| wires.around(v).count()).collect();
        let mut up = vec![NONE; degree.len()];
        let mut order = Vec::new();
        let mut queue: VecDeque<u32> = vertices.filter(|v| degree[*v as usize] == 1).collect();
        while let Some(leaf) = queue.pop_front() {
            // Of two that have only each other, the second is the backbone.
            if degree[leaf as usize] == 0 {
                continue;
            }
            let hangs = |(_, other): &(u32, u32)| up[*other as usize] == NONE;
            let (edge, other) =
                wires.around(leaf).find(hangs).expect("a leaf has one edge that is left");
            // A detour is a way through a leaf, so it isn't one.
            if wires.is_detour(edge) {
                continue;
            }
            up[leaf as usize] = edge;
            order.push((leaf, other));
            degree[other as usize] -= 1;
            if degree[other as usize] == 1 {
                queue.push_back(other);
            }
        }
        let mut depth = vec![0; up.len()];
        for (leaf, other) in order.into_iter().rev() {
            depth[leaf as usize] = depth[other as usize] + 1;
        }
        Self { up, depth }
    }

    /// How many edges away the backbone is; none for its own vertices.
    pub(super) fn depth(&self, vertex: u32) -> u32 {
        self.depth[vertex as usize]
    }

    /// The edge on which a vertex hangs that isn't of the backbone.
    pub(super) fn up(&self, vertex: u32) -> u32 {
        self.up[vertex as usize]
    }
}
