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
