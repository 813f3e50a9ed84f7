//! The layout: how the nodes of a world are connected, as it is written down.

use alloc::string::String;
use alloc::vec::Vec;

use crate::link::Link;

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
