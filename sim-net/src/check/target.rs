//! Targets: whom a fault is to hit, by name or by number.
//!
//! * names are names of nodes, each given once; there is at least one;
//! * so many at random are at least one, and not more than there are; so is a minority;
//! * who is isolated leaves somebody to be isolated from; two sides aren't one and the same node;
//! * a group has a node, no node is in two groups, and the groups leave more than one;
//! * a ring of majorities needs four nodes, a bridge three, any other partition two;
//! * an edge has two ends;
//! * a rule's sender and receiver are on nodes of the world, and not on the same one: what stays at home meets no rule;
//! * kinds and points, where given, aren't empty.

use alloc::collections::BTreeMap;
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;

use super::crowd::Crowd;
use super::{Found, name};
use crate::family::{Family, Links, Partition, Rule};
use crate::selector::Selector;

pub(super) fn check(found: &mut Found<'_>, fault: &Family) {
    match fault {
        Family::Partition(partition) => check_partition(found, partition),
        Family::SlowLink(fault) => check_links(found, "links", &fault.links),
        Family::Loss(fault) => check_links(found, "links", &fault.links),
        Family::Duplicates(fault) => check_links(found, "links", &fault.links),
        Family::Reorder(fault) => check_links(found, "links", &fault.links),
        Family::Corruption(fault) => check_links(found, "links", &fault.links),
        Family::Hold(fault) => check_links(found, "links", &fault.links),
        Family::Rule(rule) => check_rule(found, rule),
        Family::Crash(fault) => check_nodes(found, "nodes", &fault.nodes),
        Family::Points(fault) => {
            check_nodes(found, "nodes", &fault.nodes);
            check_word(found, "at", "the name of the point", fault.at.as_deref());
        }
        Family::Pause(fault) => check_nodes(found, "nodes", &fault.nodes),
        Family::SlowNode(fault) => check_nodes(found, "nodes", &fault.nodes),
        Family::ClockJump(fault) => check_nodes(found, "nodes", &fault.nodes),
        Family::ClockDrift(fault) => check_nodes(found, "nodes", &fault.nodes),
        Family::Disk(fault) => check_nodes(found, "nodes", &fault.nodes),
        Family::BitRot(fault) => check_nodes(found, "nodes", &fault.nodes),
    }
}

fn check_nodes(found: &mut Found<'_>, field: &'static str, selector: &Selector) {
    let count = found.nodes.len();
    match selector {
        Selector::Nodes(names) => {
            if names.is_empty() {
                found.here(field, "it names no node").expected("at least one");
            }
            let mut seen = BTreeSet::new();
            for name in names {
                if seen.insert(name) {
                    name::check(found, field, name);
                } else {
                    found.here(field, format!("{name:?} is named twice"));
                }
            }
        }
        Selector::Random(0) => {
            found.here(field, "it hits nobody: none is drawn").expected("at least 1");
        }
        Selector::Random(drawn) => {
            if usize::try_from(*drawn).map_or(true, |drawn| drawn > count) {
                let said = format!("it draws {drawn} nodes");
                found.here(field, said).expected(format!("at most {count}, there are no more"));
            }
        }
        Selector::Minority => {
            if count < 3 {
                let said = format!("it hits nobody: a minority of {count} is none");
                found.here(field, said);
            }
        }
        Selector::Majority | Selector::All => {
            if count == 0 {
                found.here(field, "it hits nobody: there are no nodes");
            }
        }
        Selector::LastToTell(kind) => check_word(found, field, "the kind of the fact", Some(kind)),
    }
}

fn check_partition(found: &mut Found<'_>, partition: &Partition) {
    let (least, nodes) = match partition {
        // Of three nodes in a ring each reaches both others.
        Partition::MajorityRing => (4, found.nodes),
        Partition::Bridge => (3, found.nodes),
        Partition::Halves
        | Partition::Majority
        | Partition::Isolate(_)
        | Partition::OneWay(..)
        | Partition::Groups(_)
        | Partition::Cut(_) => (2, found.nodes),
    };
    if nodes.len() < least {
        let said = format!("it takes {least} nodes, and there are {}", nodes.len());
        found.here("fault", said);
    }
    match partition {
        Partition::Halves | Partition::Majority | Partition::Bridge | Partition::MajorityRing => {}
        Partition::Isolate(selector) => {
            check_nodes(found, "fault", selector);
            if nodes.len() >= least && Crowd::of(selector, nodes).count(nodes) == nodes.len() {
                found.here("fault", "it isolates all nodes: there is nobody to be isolated from");
            }
        }
        Partition::OneWay(from, to) => check_sides(found, "fault", from, to),
        Partition::Groups(groups) => check_groups(found, groups),
        Partition::Cut(links) => check_links(found, "fault", links),
    }
}

fn check_groups(found: &mut Found<'_>, groups: &[alloc::vec::Vec<String>]) {
    if groups.is_empty() {
        found.here("fault", "there are no groups").expected("at least one");
        return;
    }
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for (number, group) in (1..).zip(groups) {
        if group.is_empty() {
            found.here("fault", format!("group {number} is empty"));
        }
        for name in group {
            match known.insert(name, number) {
                None => name::check(found, "fault", name),
                Some(other) if other == number => {
                    found.here("fault", format!("{name:?} is named twice in group {number}"));
                }
                Some(other) => {
                    found.here("fault", format!("{name:?} is in groups {other} and {number}"));
                }
            }
        }
    }
    let is_whole = |node: &&str| known.contains_key(*node);
    if groups.len() == 1 && found.nodes.len() > 1 && found.nodes.iter().all(is_whole) {
        found.here("fault", "all nodes are in one group: nobody is cut off");
    }
}

fn check_links(found: &mut Found<'_>, field: &'static str, links: &Links) {
    match links {
        Links::All => {}
        Links::Of(nodes) | Links::From(nodes) | Links::To(nodes) => {
            check_nodes(found, field, nodes);
        }
        Links::OneWay(from, to) | Links::Between(from, to) => check_sides(found, field, from, to),
        Links::Edge(one, other) => {
            if one.is_empty() || other.is_empty() {
                found.here(field, "an end of the edge has no name");
            } else if one == other {
                found.here(field, format!("both ends of the edge are {one:?}"));
            }
        }
    }
}

fn check_sides(found: &mut Found<'_>, field: &'static str, from: &Selector, to: &Selector) {
    check_nodes(found, field, from);
    check_nodes(found, field, to);
    let nodes = found.nodes;
    let (from, to) = (Crowd::of(from, nodes), Crowd::of(to, nodes));
    if let Some(only) = from.only().filter(|_| from == to) {
        found.here(field, format!("both sides are {:?}", nodes[only]));
    }
}

fn check_rule(found: &mut Found<'_>, rule: &Rule) {
    for (field, path) in [("from", &rule.from), ("to", &rule.to)] {
        if let Some(path) = path {
            name::check_path(found, field, path);
        }
    }
    if let (Some(from), Some(to)) = (&rule.from, &rule.to)
        && !from.is_empty()
        && name::node_of(from) == name::node_of(to)
    {
        let node = name::node_of(from);
        found.here("to", format!("both are on {node:?}: what stays at home meets no rule"));
    }
    check_word(found, "kind", "the kind of the message", rule.kind.as_deref());
}

fn check_word(found: &mut Found<'_>, field: &'static str, what: &str, word: Option<&str>) {
    if word.is_some_and(str::is_empty) {
        found.here(field, format!("{what} is empty"));
    }
}
