//! Partition: nodes are cut off from each other.

use alloc::string::String;
use alloc::vec::Vec;

use sim_core::{NodeId, Strike};

use crate::family::{Links, NetworkFault};
use crate::network::{NodeSet, Reach, Touch};
use crate::selector::{Selector, draw_nodes};

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

impl NetworkFault for Partition {
    fn touch(&self) -> Touch {
        Touch::Cut
    }

    fn reach(&self, strike: &mut Strike<'_>) -> Reach {
        let mut rest: Vec<NodeId> = strike.directory().nodes().collect();
        let count = rest.len();
        let mut draw = |rest: &mut Vec<NodeId>, count| draw_nodes(strike, rest, count);
        match self {
            Self::Halves => {
                let half = draw(&mut rest, count / 2);
                Reach::groups(count, &[half, rest])
            }
            Self::Majority => {
                let majority = draw(&mut rest, count / 2 + 1);
                Reach::groups(count, &[majority, rest])
            }
            Self::Isolate(selector) => {
                let isolated = selector.settle(strike);
                let inside = NodeSet::of(&isolated);
                rest.retain(|node| !inside.has(node.index()));
                Reach::groups(count, &[isolated, rest])
            }
            Self::Bridge => {
                draw(&mut rest, 1);
                let half = draw(&mut rest, count.saturating_sub(1) / 2);
                Reach::groups(count, &[half, rest])
            }
            Self::MajorityRing => Reach::ring(&draw(&mut rest, count)),
            Self::OneWay(from, to) => Links::OneWay(from.clone(), to.clone()).reach(strike),
            Self::Groups(groups) => {
                let known = |name: &String| strike.directory().node(name);
                let mut groups: Vec<Vec<NodeId>> =
                    groups.iter().map(|group| group.iter().filter_map(known).collect()).collect();
                let inside = NodeSet::of(&groups.concat());
                rest.retain(|node| !inside.has(node.index()));
                groups.push(rest);
                Reach::groups(count, &groups)
            }
            Self::Cut(links) => links.reach(strike),
        }
    }
}
