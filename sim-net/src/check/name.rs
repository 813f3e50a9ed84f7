//! Names: of nodes that a plan mentions.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Found, Problem};
use crate::suggest::nearest;

// More than these would hide the rest of the sentence.
const LISTED: usize = 8;

// What names no node, but says which.
const SELECTORS: &[&str] = &["All", "One", "Minority", "Majority"];

/// Whether there is a node of that name.
pub(super) fn check(found: &mut Found<'_>, field: &'static str, name: &str) {
    if found.has_node(name) {
        return;
    }
    let nodes = found.nodes;
    let problem = found.here(field, format!("no node is called {name:?}"));
    suggest(problem, name, nodes);
}

/// Whether the part of an actor's path that names its node does so.
pub(super) fn check_path(found: &mut Found<'_>, field: &'static str, path: &str) {
    if path.is_empty() {
        found.here(field, "the path is empty: without one, anybody is meant");
        return;
    }
    let (node, nodes) = (node_of(path), found.nodes);
    if found.has_node(node) {
        return;
    }
    let said = if node == path {
        format!("no node is called {node:?}")
    } else {
        format!("no node is called {node:?}, so there is no actor {path:?}")
    };
    suggest(found.here(field, said), node, nodes);
}

/// The node in an actor's path.
pub(super) fn node_of(path: &str) -> &str {
    path.split_once('/').map_or(path, |(node, _)| node)
}

/// What names there are, as it stands behind "expected".
pub(crate) fn listed(names: &[&str]) -> String {
    match names {
        [] => String::from("no name: there are no nodes"),
        [only] => format!("{only:?}"),
        _ => {
            let list = names[..names.len().min(LISTED)].join(", ");
            match names.len().saturating_sub(LISTED) {
                0 => format!("one of {list}"),
                more => format!("one of {list} and {more} more"),
            }
        }
    }
}

fn suggest(problem: &mut Problem, name: &str, nodes: &[&str]) {
    problem.expected(listed(nodes));
    if let Some(meant) = nearest(name, nodes.iter().copied()) {
        problem.help(format!("did you mean {meant:?}?"));
    } else if SELECTORS.contains(&name) {
        problem.help(format!("did you mean the selector `{name}`?"));
    } else if node_of(name) != name && nodes.contains(&node_of(name)) {
        problem.help(format!("did you mean {:?}, the node of that actor?", node_of(name)));
    } else if name.contains(',') && name.split(',').all(|part| nodes.contains(&part.trim())) {
        let names: Vec<String> = name.split(',').map(|part| format!("{:?}", part.trim())).collect();
        problem.help(format!("did you mean [{}]?", names.join(", ")));
    }
}
