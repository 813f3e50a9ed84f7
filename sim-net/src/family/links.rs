//! Which messages a fault of the network hits.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use sim_core::Strike;

use crate::network::{NodeSet, Reach};
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

impl Links {
    /// The selectors in it.
    pub(crate) fn selectors(&self) -> Vec<&Selector> {
        match self {
            Self::All | Self::Edge(..) => Vec::new(),
            Self::Of(one) | Self::From(one) | Self::To(one) => vec![one],
            Self::OneWay(one, other) | Self::Between(one, other) => vec![one, other],
        }
    }

    /// Settles which messages these are.
    pub(crate) fn reach(&self, strike: &mut Strike<'_>) -> Reach {
        let mut nodes = |selector: &Selector| selector.settle(strike);
        match self {
            Self::All => Reach::All,
            Self::Of(selector) => {
                let of = NodeSet::of(&nodes(selector));
                Reach::Pairs { from: Some(of), to: None, back: true }
            }
            Self::From(selector) => {
                Reach::Pairs { from: Some(NodeSet::of(&nodes(selector))), to: None, back: false }
            }
            Self::To(selector) => {
                Reach::Pairs { from: None, to: Some(NodeSet::of(&nodes(selector))), back: false }
            }
            Self::OneWay(from, to) | Self::Between(from, to) => Reach::Pairs {
                from: Some(NodeSet::of(&nodes(from))),
                to: Some(NodeSet::of(&nodes(to))),
                back: matches!(self, Self::Between(..)),
            },
            Self::Edge(one, other) => {
                Reach::Edge { one: one.as_str().into(), other: other.as_str().into(), edge: None }
            }
        }
    }
}
