//! The selector: which nodes a fault hits.

use alloc::string::String;
use alloc::vec::Vec;

use sim_core::{Kind, NodeId, Strike};

/// Which nodes a fault hits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Selector {
    /// These, by name.
    Nodes(Vec<String>),
    /// So many at random.
    Random(u32),
    /// As many as leave a majority, at random.
    Minority,
    /// The smallest majority, at random.
    Majority,
    /// All.
    All,
    /// The node of the actor that last told a fact of this kind: `LastToTell("Elected")`. Nobody, if none has.
    LastToTell(String),
}

impl Selector {
    /// The node of this name.
    ///
    /// ```
    /// use sim_net::Selector;
    /// assert_eq!(Selector::node("n1"), Selector::nodes(["n1"]));
    /// ```
    pub fn node(name: impl Into<String>) -> Self {
        Self::Nodes([name.into()].into())
    }

    /// The nodes of these names.
    pub fn nodes<N: Into<String>>(names: impl IntoIterator<Item = N>) -> Self {
        Self::Nodes(names.into_iter().map(Into::into).collect())
    }

    /// The node of the actor that last told a fact of this kind.
    pub fn last_to_tell(kind: impl Into<String>) -> Self {
        Self::LastToTell(kind.into())
    }

    /// Settles which nodes these are, in the order in which they were declared or drawn.
    pub(crate) fn settle(&self, strike: &mut Strike<'_>) -> Vec<NodeId> {
        let mut all: Vec<NodeId> = strike.directory().nodes().collect();
        let count = all.len();
        match self {
            Self::Nodes(names) => {
                names.iter().filter_map(|name| strike.directory().node(name)).collect()
            }
            Self::Random(number) => {
                draw_nodes(strike, &mut all, usize::try_from(*number).unwrap_or(count))
            }
            Self::Minority => draw_nodes(strike, &mut all, count.saturating_sub(1) / 2),
            Self::Majority => draw_nodes(strike, &mut all, count / 2 + 1),
            Self::All => all,
            Self::LastToTell(kind) => strike
                .last_to_tell(Kind::named(kind))
                .and_then(|actor| strike.directory().node_of(actor))
                .into_iter()
                .collect(),
        }
    }
}

/// Takes so many of these nodes out, each equally likely, and the first ones where all is calm.
pub(crate) fn draw_nodes(
    strike: &mut Strike<'_>,
    from: &mut Vec<NodeId>,
    count: usize,
) -> Vec<NodeId> {
    let count = count.min(from.len());
    for taken in 0..count {
        let index = strike.choose("one of the rest", (from.len() - taken) as u64);
        from.swap(taken, taken + usize::try_from(index).unwrap_or(0));
    }
    let rest = from.split_off(count);
    core::mem::replace(from, rest)
}
