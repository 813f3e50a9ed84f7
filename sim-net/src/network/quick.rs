//! The quick way: what most messages need to be asked.
//!
//! A million messages an hour cross a mesh of equal wires in fair weather, or under a partition or two. What else can
//! happen is looked up once, when it changes, and not with every message.

use sim_core::{Duration, Wire};

use super::front::Touch;
use super::fronts::Fronts;
use super::ways::Ways;

/// What most messages need to be asked.
#[derive(Clone, Debug)]
pub(crate) struct Quick {
    /// The wire between any two nodes, if it is the same everywhere and remembers nothing.
    pub(crate) wire: Wire,
    pub(crate) latency: Duration,
    /// Whether that wire is all that is random.
    pub(crate) chance: bool,
    /// Whether nothing but partitions is in the way of what leaves.
    pub(crate) exit: bool,
    /// Whether nothing but partitions is in the way of what arrives.
    pub(crate) entry: bool,
}

impl Quick {
    /// Nothing is quick.
    pub(crate) const NEVER: Self = Self {
        wire: Wire::perfect(Duration::ZERO),
        latency: Duration::ZERO,
        chance: false,
        exit: false,
        entry: false,
    };

    /// How quick it can be in this weather; `ruled` says whether there are rules besides those of episodes, or messages
    /// that one holds back.
    pub(crate) fn new(ways: &Ways, fronts: &Fronts, healed: bool, ruled: bool) -> Self {
        let Some((wire, latency)) = ways.wire() else { return Self::NEVER };
        let unruled = !ruled && fronts.spare(Touch::Rule);
        let simple = fronts.cut_no_edge();
        Self {
            wire,
            latency,
            chance: !healed && fronts.spare(Touch::Chance),
            exit: simple && unruled && fronts.spare(Touch::Slow),
            entry: simple && unruled && fronts.spare(Touch::Hold),
        }
    }
}
