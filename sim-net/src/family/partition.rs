//! Partition: nodes are cut off from each other.

use alloc::string::String;
use alloc::vec::Vec;

use crate::family::Links;
use crate::selector::Selector;

/// Who is cut off from whom.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Partition {
    /// Two halves, divided at random.
    Halves,
    /// The smallest majority and the rest, divided at random.
    Majority,
    /// These nodes from all others; among themselves they are connected.
    Isolate(Selector),
    /// Two halves and one node that reaches both, divided at random.
    Bridge,
    /// Each node reaches a majority, and every node another one: the nodes stand in a circle, at random.
    MajorityRing,
    /// Messages from the first don't reach the second; the other way they do.
    OneWay(Selector, Selector),
    /// These groups from each other; nodes that are in none form one more.
    Groups(Vec<Vec<String>>),
    /// Whatever these are.
    Cut(Links),
}

impl Partition {
    /// These groups are cut off from each other.
    ///
    /// ```
    /// use sim_net::Partition;
    /// let groups = Partition::groups(&[&["n1", "n2"], &["n3"]]);
    /// assert_eq!(groups, Partition::Groups(vec![vec!["n1".into(), "n2".into()], vec!["n3".into()]]));
    /// ```
    pub fn groups(groups: &[&[&str]]) -> Self {
        let names = |group: &&[&str]| group.iter().copied().map(String::from).collect();
        Self::Groups(groups.iter().map(names).collect())
    }
}
