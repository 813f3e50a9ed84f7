//! The graph: a layout that is drawn edge by edge.

use alloc::string::String;
use alloc::vec::Vec;

use crate::layout::{Layout, Road};
use crate::link::Link;

/// A layout that is drawn edge by edge: made by [`Layout::graph`], turned into a [`Layout`] by `into`.
///
/// ```
/// use sim_core::{Ratio, Spread, millis};
/// # use sim_net::{Duplication, LinkLoss, Order, Reordering};
/// use sim_net::{Layout, Link};
///
/// # let link = |latency| Link {
/// #     latency,
/// #     spread: Spread::None,
/// #     loss: LinkLoss::Independent(Ratio::ZERO),
/// #     duplication: Duplication { chance: Ratio::ZERO, copies: 1, behind: Spread::None },
/// #     reordering: Reordering { chance: Ratio::ZERO, behind: Spread::None },
/// #     corruption: Ratio::ZERO,
/// #     order: Order::Loose,
/// #     bandwidth: None,
/// # };
/// let layout: Layout = Layout::graph()
///     .segment("lan", link(millis(1)))
///     .attach("shop", "lan")
///     .attach("till", "lan")
///     .switch("router")
///     .edge("lan", "router", link(millis(5)))
///     .edge("router", "bank", link(millis(20)))
///     .into();
/// let mut topology = layout.build(&["shop", "till", "bank"])?;
/// assert_eq!(topology.describe(0, 1).as_deref(), Some("shop - lan - till, 1ms"));
/// assert_eq!(topology.describe(0, 2).as_deref(), Some("shop - lan - router - bank, 25ms"));
/// # Ok::<(), sim_net::LayoutError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct GraphLayout {
    switches: Vec<String>,
    segments: Vec<(String, Link)>,
    attached: Vec<(String, String)>,
    links: Vec<Road>,
}

impl GraphLayout {
    /// A vertex that only forwards.
    pub fn switch(mut self, name: impl Into<String>) -> Self {
        self.switches.push(name.into());
        self
    }

    /// A vertex to which many are attached: whoever is, reaches the others over this link.
    pub fn segment(mut self, name: impl Into<String>, link: Link) -> Self {
        self.segments.push((name.into(), link));
        self
    }

    /// Attaches a node to a segment.
    pub fn attach(mut self, node: impl Into<String>, segment: impl Into<String>) -> Self {
        self.attached.push((node.into(), segment.into()));
        self
    }

    /// An edge that is the same both ways.
    pub fn edge(self, from: impl Into<String>, to: impl Into<String>, link: Link) -> Self {
        self.road(Road::new(from, to, link))
    }

    /// An edge.
    pub fn road(mut self, road: Road) -> Self {
        self.links.push(road);
        self
    }
}

impl From<GraphLayout> for Layout {
    fn from(graph: GraphLayout) -> Self {
        let GraphLayout { switches, segments, attached, links } = graph;
        Self::Graph { switches, segments, attached, links }
    }
}
