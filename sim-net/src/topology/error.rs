//! What can be wrong with a layout.

use alloc::string::String;
use core::fmt;

/// What a vertex is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum VertexKind {
    /// A node of the world.
    Node,
    /// A vertex that only forwards.
    Switch,
    /// A vertex to which nodes are attached.
    Segment,
    /// A group of nodes.
    Region,
}

impl fmt::Display for VertexKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Node => "node",
            Self::Switch => "switch",
            Self::Segment => "segment",
            Self::Region => "region",
        })
    }
}

/// Why a layout doesn't fit the nodes of a world, or itself; nothing was made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LayoutError {
    /// The hub of a star is no node.
    UnknownHub {
        /// The hub.
        hub: String,
        /// What was probably meant.
        meant: Option<String>,
    },
    /// A region has a node that there isn't.
    UnknownMember {
        /// The region.
        region: String,
        /// The node.
        node: String,
        /// What was probably meant.
        meant: Option<String>,
    },
    /// A node is attached that there isn't.
    UnknownAttached {
        /// The node.
        node: String,
        /// To what it is attached.
        segment: String,
        /// What was probably meant.
        meant: Option<String>,
    },
    /// A node is attached to a segment that there isn't.
    UnknownSegment {
        /// The node.
        node: String,
        /// The segment.
        segment: String,
        /// What was probably meant.
        meant: Option<String>,
    },
    /// An end of an edge is nothing that there is.
    UnknownEnd {
        /// One end of the edge.
        from: String,
        /// The other end.
        to: String,
        /// Which of the two it is.
        end: String,
        /// What was probably meant.
        meant: Option<String>,
    },
    /// An edge between regions ends at something else.
    UnknownRegion {
        /// One end of the edge.
        from: String,
        /// The other end.
        to: String,
        /// Which of the two it is.
        end: String,
        /// What was probably meant.
        meant: Option<String>,
    },
    /// Something is attached to a segment that isn't a node.
    AttachedNoNode {
        /// What is attached.
        name: String,
        /// What it is.
        kind: VertexKind,
        /// To what it is attached.
        segment: String,
    },
    /// A node is attached to something that isn't a segment.
    AttachedToNoSegment {
        /// The node.
        node: String,
        /// To what it is attached.
        name: String,
        /// What that is.
        kind: VertexKind,
    },
    /// A node is in no region.
    InNoRegion {
        /// The node.
        node: String,
    },
    /// A node is in two regions.
    InTwoRegions {
        /// The node.
        node: String,
        /// One region.
        one: String,
        /// The other.
        other: String,
    },
    /// A node is named twice in one region.
    TwiceInRegion {
        /// The node.
        node: String,
        /// The region.
        region: String,
    },
    /// A region has no nodes.
    EmptyRegion {
        /// The region.
        region: String,
    },
    /// A node has no edge and is attached to nothing.
    Unconnected {
        /// The node.
        node: String,
    },
    /// Two vertices have the same name.
    SameName {
        /// The name.
        name: String,
        /// What one is.
        one: VertexKind,
        /// What the other is.
        other: VertexKind,
    },
    /// There are two edges between the same vertices.
    TwoEdges {
        /// One end.
        from: String,
        /// The other.
        to: String,
    },
    /// An edge leads to where it begins.
    SelfEdge {
        /// Where.
        name: String,
    },
    /// The rows of a grid have no nodes.
    NoWidth,
    /// The parents of a tree have no children.
    NoChildren,
}

impl fmt::Display for LayoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownHub { hub, meant } => {
                write!(f, "the hub {hub:?} is no node{}", Meant(meant))
            }
            Self::UnknownMember { region, node, meant } => {
                write!(f, "region {region:?}: no node is called {node:?}{}", Meant(meant))
            }
            Self::UnknownAttached { node, segment, meant } => {
                write!(f, "attached to {segment:?}: no node is called {node:?}{}", Meant(meant))
            }
            Self::UnknownSegment { node, segment, meant } => {
                write!(f, "node {node:?}: no segment is called {segment:?}{}", Meant(meant))
            }
            Self::UnknownEnd { from, to, end, meant } => write!(
                f,
                "edge {from:?} - {to:?}: no node, switch or segment is called {end:?}{}",
                Meant(meant)
            ),
            Self::UnknownRegion { from, to, end, meant } => {
                write!(f, "edge {from:?} - {to:?}: no region is called {end:?}{}", Meant(meant))
            }
            Self::AttachedNoNode { name, kind, segment } => write!(
                f,
                "attached to {segment:?}: {name:?} is a {kind}; only nodes are attached, others have edges"
            ),
            Self::AttachedToNoSegment { node, name, kind } => {
                write!(f, "node {node:?} is attached to {name:?}, which is a {kind}, not a segment")
            }
            Self::InNoRegion { node } => write!(f, "node {node:?} is in no region"),
            Self::InTwoRegions { node, one, other } => {
                write!(f, "node {node:?} is in two regions: {one:?} and {other:?}")
            }
            Self::TwiceInRegion { node, region } => {
                write!(f, "region {region:?} names node {node:?} twice")
            }
            Self::EmptyRegion { region } => write!(f, "region {region:?} has no nodes"),
            Self::Unconnected { node } => {
                write!(f, "node {node:?} has no edge and is attached to no segment")
            }
            Self::SameName { name, one, other } if one == other => {
                let plural = if *one == VertexKind::Switch { "es" } else { "s" };
                write!(f, "two {one}{plural} are called {name:?}")
            }
            Self::SameName { name, one, other } => {
                write!(f, "a {one} and a {other} are called {name:?}")
            }
            Self::TwoEdges { from, to } => write!(f, "there are two edges {from:?} - {to:?}"),
            Self::SelfEdge { name } => write!(f, "the edge {name:?} - {name:?} leads nowhere"),
            Self::NoWidth => write!(f, "a grid of width 0 has room for no node"),
            Self::NoChildren => write!(f, "a tree with 0 children has room for its root only"),
        }
    }
}

impl core::error::Error for LayoutError {}

struct Meant<'a>(&'a Option<String>);

impl fmt::Display for Meant<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_ref().map_or(Ok(()), |meant| write!(f, ": did you mean {meant:?}?"))
    }
}
