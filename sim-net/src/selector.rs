//! The selector: which nodes a fault hits.

use alloc::string::String;
use alloc::vec::Vec;

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
}
