//! Overlaps: two faults that want the same node to be down.
//!
//! A crash or a pause of a named node may not begin while another one may still last: the second would have no effect,
//! or end the first. And nothing is done to a node that may have crashed for good before; what is done to all, other than
//! a crash or a pause, is done to those that are left. Nodes that are drawn may always meet: nothing is said of them.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::crowd::Crowd;
use super::window::{Window, is_for_good};
use super::{Found, called};
use crate::family::Family;
use crate::plan::Episode;
use crate::selector::Selector;

pub(super) fn check(found: &mut Found<'_>) {
    let (plan, nodes) = (found.plan, found.nodes);
    let mut known: Vec<Hit<'_>> = Vec::new();
    for (index, episode) in plan.episodes.iter().enumerate() {
        let Some(selector) = target(&episode.fault) else { continue };
        let is_all = matches!(selector, Selector::All);
        let hit = Hit { index, episode, is_all, crowd: Crowd::of(selector, nodes) };
        for other in &known {
            // The earlier one has the node, whatever their order in the plan.
            if other.episode.at.least <= episode.at.least {
                check_pair(found, other, &hit);
            } else {
                check_pair(found, &hit, other);
            }
        }
        known.push(hit);
    }
}

// An episode, and to whom something is done in it.
struct Hit<'a> {
    index: usize,
    episode: &'a Episode,
    is_all: bool,
    crowd: Crowd,
}

// The second begins no earlier than the first, if both begin as early as they can.
fn check_pair(found: &mut Found<'_>, first: &Hit<'_>, second: &Hit<'_>) {
    let Some(node) = first.crowd.in_common(&second.crowd) else { return };
    let node = found.nodes[node];
    let skips = |hit: &Hit<'_>| hit.is_all && !takes_down(hit.episode);
    if skips(first) || skips(second) {
        return;
    }
    let (first_index, second_index) = (first.index, second.index);
    let (first, second) = (first.episode, second.episode);
    if is_last(first) {
        found.episode(second_index, "at", gone(node, first));
    } else if takes_down(first) && takes_down(second) {
        let heal = found.plan.heal;
        let (ours, theirs) = (Window::of_down(first, heal), Window::of_down(second, heal));
        if ours.zip(theirs).is_some_and(|(ours, theirs)| ours.overlaps(theirs)) {
            let said = format!("{node:?} may still be down, in {}", called(first));
            found.episode(second_index, "at", said);
        }
    } else if is_last(second) && first.at.most >= second.at.least {
        found.episode(first_index, "at", gone(node, second));
    }
}

fn gone(node: &str, crash: &Episode) -> String {
    format!("{node:?} may have crashed for good by then, in {}", called(crash))
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
