//! Overlaps: two faults that want the same node to be down.
//!
//! A crash or a pause of a named node may not begin while another one may still last: the second would have no effect,
//! or end the first. And nothing is done to a node that may have crashed for good before. Nodes that are drawn may
//! always meet: nothing is said of them.

use alloc::format;
use alloc::string::String;

use super::Found;
use super::crowd::Crowd;
use super::window::{Window, is_for_good};
use crate::family::Family;
use crate::plan::Episode;
use crate::selector::Selector;

pub(super) fn check(found: &mut Found<'_>) {
    let episodes = &found.plan.episodes;
    for (index, episode) in episodes.iter().enumerate() {
        for (rank, other) in episodes[..index].iter().enumerate() {
            // The earlier one has the node, whatever their order in the plan.
            if other.at.least <= episode.at.least {
                check_pair(found, (rank, other), (index, episode));
            } else {
                check_pair(found, (index, episode), (rank, other));
            }
        }
    }
}

// The second begins no earlier than the first, if both begin as early as they can.
fn check_pair(found: &mut Found<'_>, first: (usize, &Episode), second: (usize, &Episode)) {
    let ((first_index, first), (second_index, second)) = (first, second);
    let (Some(ours), Some(theirs)) = (target(&first.fault), target(&second.fault)) else { return };
    let nodes = found.nodes;
    let (ours, theirs) = (Crowd::of(ours, nodes), Crowd::of(theirs, nodes));
    let Some(node) = ours.in_common(&theirs) else { return };
    let node = nodes[node];
    if is_last(first) {
        found.episode(second_index, "at", gone(node, first));
    } else if takes_down(first) && takes_down(second) {
        let heal = found.plan.heal;
        let (ours, theirs) = (Window::of_down(first, heal), Window::of_down(second, heal));
        if ours.zip(theirs).is_some_and(|(ours, theirs)| ours.overlaps(theirs)) {
            let said = format!("{node:?} may still be down, in {:?}", first.label);
            found.episode(second_index, "at", said);
        }
    } else if is_last(second) && first.at.most >= second.at.least {
        found.episode(first_index, "at", gone(node, second));
    }
}

fn gone(node: &str, crash: &Episode) -> String {
    format!("{node:?} may have crashed for good by then, in {:?}", crash.label)
}

// A crash for good, of which it is known when: not one at a fault point.
fn is_last(episode: &Episode) -> bool {
    matches!(episode.fault, Family::Crash(_)) && is_for_good(episode)
}

fn takes_down(episode: &Episode) -> bool {
    matches!(episode.fault, Family::Crash(_) | Family::Pause(_))
}

// To which nodes something is done.
fn target(fault: &Family) -> Option<&Selector> {
    match fault {
        Family::Crash(fault) => Some(&fault.nodes),
        Family::Points(fault) => Some(&fault.nodes),
        Family::Pause(fault) => Some(&fault.nodes),
        Family::SlowNode(fault) => Some(&fault.nodes),
        Family::ClockJump(fault) => Some(&fault.nodes),
        Family::ClockDrift(fault) => Some(&fault.nodes),
        Family::Disk(fault) => Some(&fault.nodes),
        Family::BitRot(fault) => Some(&fault.nodes),
        Family::Partition(_)
        | Family::SlowLink(_)
        | Family::Loss(_)
        | Family::Duplicates(_)
        | Family::Reorder(_)
        | Family::Corruption(_)
        | Family::Hold(_)
        | Family::Rule(_) => None,
    }
}
