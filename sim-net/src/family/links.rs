//! Which messages a fault of the network hits.

use alloc::string::String;

use crate::selector::Selector;

/// Which messages a fault of the network hits, by where they come from and go to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Links {
    /// All.
    #[default]
    All,
    /// Those from and to these nodes.
    Of(Selector),
    /// Those from these nodes.
    From(Selector),
    /// Those to these nodes.
    To(Selector),
    /// Those from the first to the second.
    OneWay(Selector, Selector),
    /// Those from the first to the second, and back.
    Between(Selector, Selector),
    /// Those that cross this edge of the topology, in either direction.
    Edge(String, String),
}
