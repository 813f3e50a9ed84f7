//! The layout: how the nodes of a world are connected, as it is written down.

mod graph;

pub use graph::GraphLayout;

use alloc::string::String;
use alloc::vec::Vec;

use crate::link::Link;
use crate::topology::{LayoutError, Topology};

/// How the nodes of a world are connected.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Layout {
    /// Each with each.
    Mesh(Link),
    /// All with one.
    Star {
        /// The one.
        hub: String,
        /// Between it and each other.
        link: Link,
    },
    /// Each with the one before and the one behind, the last with the first.
    Ring(Link),
    /// Each with the one before and the one behind.
    Line(Link),
    /// In rows, each with those beside, above and below.
    Grid {
        /// How many in a row.
        width: u32,
        /// Between neighbours.
        link: Link,
    },
    /// Each with its parent, the first being the root.
    Tree {
        /// How many children a parent has.
        children: u32,
        /// Between parent and child.
        link: Link,
    },
    /// Drawn from a seed: a random tree, so that all are connected, and then random further links.
    Random {
        /// The seed.
        seed: u64,
        /// How many further links.
        further: u32,
        /// Between any two that are connected.
        link: Link,
    },
    /// Groups of nodes, each a mesh, with links between the groups.
    Regions {
        /// The groups.
        regions: Vec<Region>,
        /// From region to region.
        between: Vec<Road>,
    },
    /// Edge by edge.
    Graph {
        /// Vertices that only forward.
        switches: Vec<String>,
        /// Vertices to which many are attached: whoever is, reaches the others over the segment's link.
        segments: Vec<(String, Link)>,
        /// Which node is attached to which segment.
        attached: Vec<(String, String)>,
        /// The edges.
        links: Vec<Road>,
    },
}

/// A group of nodes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Region {
    /// Its name.
    pub name: String,
    /// The nodes in it.
    pub nodes: Vec<String>,
    /// Between any two of them.
    pub link: Link,
}

/// An edge between two vertices.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Road {
    /// One end.
    pub from: String,
    /// The other end.
    pub to: String,
    /// From one to the other.
    pub link: Link,
    /// The way back, if it is another.
    pub back: Option<Link>,
}

impl Layout {
    /// Each with each.
    pub const fn mesh(link: Link) -> Self {
        Self::Mesh(link)
    }

    /// All with one.
    pub fn star(hub: impl Into<String>, link: Link) -> Self {
        Self::Star { hub: hub.into(), link }
    }

    /// Each with the one before and the one behind, the last with the first.
    pub const fn ring(link: Link) -> Self {
        Self::Ring(link)
    }

    /// Each with the one before and the one behind.
    pub const fn line(link: Link) -> Self {
        Self::Line(link)
    }

    /// In rows of so many, each with those beside, above and below.
    pub const fn grid(width: u32, link: Link) -> Self {
        Self::Grid { width, link }
    }

    /// Each with its parent, which has so many children; the first is the root.
    pub const fn tree(children: u32, link: Link) -> Self {
        Self::Tree { children, link }
    }

    /// A random tree, and so many random further links, drawn from a seed.
    pub const fn random(seed: u64, further: u32, link: Link) -> Self {
        Self::Random { seed, further, link }
    }

    /// Groups of nodes, each a mesh, with roads between the groups.
    pub fn regions(
        regions: impl IntoIterator<Item = Region>,
        between: impl IntoIterator<Item = Road>,
    ) -> Self {
        Self::Regions {
            regions: regions.into_iter().collect(),
            between: between.into_iter().collect(),
        }
    }

    /// Edge by edge.
    pub fn graph() -> GraphLayout {
        GraphLayout::default()
    }

    /// Whether a message may be lost on its way without a fault: by chance, or because a queue is full.
    pub fn may_lose(&self) -> bool {
        self.has_link(Link::may_lose)
    }

    /// Whether a message may arrive more than once without a fault.
    pub fn may_duplicate(&self) -> bool {
        self.has_link(Link::may_duplicate)
    }

    fn has_link(&self, is_such: fn(&Link) -> bool) -> bool {
        let roads = |roads: &[Road]| {
            roads.iter().any(|road| is_such(&road.link) || road.back.as_ref().is_some_and(is_such))
        };
        match self {
            Self::Mesh(link)
            | Self::Star { link, .. }
            | Self::Ring(link)
            | Self::Line(link)
            | Self::Grid { link, .. }
            | Self::Tree { link, .. }
            | Self::Random { link, .. } => is_such(link),
            Self::Regions { regions, between } => {
                regions.iter().any(|region| is_such(&region.link)) || roads(between)
            }
            Self::Graph { segments, links, .. } => {
                segments.iter().any(|(_, link)| is_such(link)) || roads(links)
            }
        }
    }

    /// Connects the nodes of a world, given by their names in the world's order.
    ///
    /// ```
    /// use sim_core::{Ratio, Spread, millis};
    /// # use sim_net::{Duplication, LinkLoss, Order, Reordering};
    /// use sim_net::{Layout, Link};
    ///
    /// # let behind = Spread::None;
    /// # let link = Link {
    /// #     latency: millis(2),
    /// #     spread: Spread::None,
    /// #     loss: LinkLoss::Independent(Ratio::ZERO),
    /// #     duplication: Duplication { chance: Ratio::ZERO, copies: 1, behind: behind.clone() },
    /// #     reordering: Reordering { chance: Ratio::ZERO, behind },
    /// #     corruption: Ratio::ZERO,
    /// #     order: Order::Loose,
    /// #     bandwidth: None,
    /// # };
    /// let mut topology = Layout::star("hub", link.clone()).build(&["hub", "north", "south"])?;
    /// assert_eq!(topology.describe(1, 2).as_deref(), Some("north - hub - south, 4ms"));
    ///
    /// let error = Layout::star("hbu", link).build(&["hub", "north", "south"]).unwrap_err();
    /// assert_eq!(error.to_string(), "the hub \"hbu\" is no node: did you mean \"hub\"?");
    /// # Ok::<(), sim_net::LayoutError>(())
    /// ```
    ///
    /// # Errors
    /// The layout names what there isn't, leaves out what there is, or contradicts itself. Nothing was made.
    pub fn build<N: AsRef<str>>(&self, nodes: &[N]) -> Result<Topology, LayoutError> {
        Topology::new(self, nodes)
    }
}

impl Region {
    /// So many nodes, connected each with each by such a link.
    pub fn new<N: Into<String>>(
        name: impl Into<String>,
        nodes: impl IntoIterator<Item = N>,
        link: Link,
    ) -> Self {
        Self { name: name.into(), nodes: nodes.into_iter().map(Into::into).collect(), link }
    }
}

impl Road {
    /// The same link both ways.
    pub fn new(from: impl Into<String>, to: impl Into<String>, link: Link) -> Self {
        Self { from: from.into(), to: to.into(), link, back: None }
    }

    /// The way back is another.
    pub fn back(mut self, link: Link) -> Self {
        self.back = Some(link);
        self
    }
}
