//! How many nodes are down: at once, and for good.
//!
//! * At no time may more nodes be down than the model's `down`. An episode takes down as many nodes as its selector may
//!   mean, from its earliest beginning to the latest moment at which they come back: the latest end of a crash or pause,
//!   the latest restart after the latest end of fault points, never if it is for good. Names that several episodes have
//!   in common count once; nodes that are drawn count apart, since nothing says that they are the same.
//! * No more nodes may crash for good than the model's `crash_stop`, counted in the same way over the whole plan.

use alloc::format;
use alloc::vec::Vec;

use super::allowed::is_allowed;
use super::crowd::Crowd;
use super::window::{Window, is_for_good};
use super::{Found, labels};
use crate::family::Family;
use crate::model::FaultModel;
use crate::plan::{Episode, Plan};

/// Nodes that may be down, when, and why.
pub(super) struct Down<'a> {
    pub(super) index: usize,
    pub(super) episode: &'a Episode,
    pub(super) window: Window,
    pub(super) crowd: Crowd,
}

/// Who may be down in the episodes that the model allows; the others are a problem anyway.
pub(super) fn all<'a>(plan: &'a Plan, nodes: &[&str], model: &FaultModel) -> Vec<Down<'a>> {
    let mut all = Vec::new();
    for (index, episode) in plan.episodes.iter().enumerate() {
        let selector = match &episode.fault {
            Family::Crash(fault) => &fault.nodes,
            Family::Pause(fault) => &fault.nodes,
            Family::Points(fault) => &fault.nodes,
            Family::Partition(_)
            | Family::SlowLink(_)
            | Family::Loss(_)
            | Family::Duplicates(_)
            | Family::Reorder(_)
            | Family::Corruption(_)
            | Family::Hold(_)
            | Family::Rule(_)
            | Family::SlowNode(_)
            | Family::ClockJump(_)
            | Family::ClockDrift(_)
            | Family::Disk(_)
            | Family::BitRot(_) => continue,
        };
        let window = Window::of_down(episode, plan.heal);
        if let Some(window) = window.filter(|_| is_allowed(episode, model)) {
            all.push(Down { index, episode, window, crowd: Crowd::of(selector, nodes) });
        }
    }
    all
}

pub(super) fn check(found: &mut Found<'_>, model: &FaultModel) {
    let nodes = found.nodes;
    let all = all(found.plan, nodes, model);
    for one in &all {
        // The count only rises where a window begins; of those that begin together the last one tells.
        let begins = one.window.from;
        let is_told_later =
            |other: &Down<'_>| other.index > one.index && other.window.from == begins;
        if all.iter().any(is_told_later) {
            continue;
        }
        let mut crowd = Crowd::default();
        all.iter()
            .filter(|other| other.window.has(begins))
            .for_each(|other| crowd.join(&other.crowd));
        let (count, most) = (crowd.count(nodes), model.down);
        if usize::try_from(most).is_ok_and(|most| count > most) {
            let noun = if count == 1 { "node" } else { "nodes" };
            let said =
                format!("{count} {noun} may be down at once, and the fault model allows {most}");
            let others = all.iter().filter(|other| other.index != one.index);
            let others = labels(others.filter(|it| it.window.has(begins)).map(|it| it.episode));
            if others.is_empty() {
                let help = format!("`down: {count}` would allow it");
                found.episode(one.index, "nodes", said).help(help);
            } else {
                let help = format!("at the same time there may be {others}");
                found.episode(one.index, "at", said).help(help);
            }
        }
    }
    check_for_good(found, model, &all);
}

fn check_for_good(found: &mut Found<'_>, model: &FaultModel, all: &[Down<'_>]) {
    let mut gone = Crowd::default();
    for one in all.iter().filter(|one| is_for_good(one.episode)) {
        gone.join(&one.crowd);
        let (count, most) = (gone.count(found.nodes), model.crash_stop);
        if usize::try_from(most).is_ok_and(|most| count > most) {
            let noun = if count == 1 { "node" } else { "nodes" };
            let said =
                format!("{count} {noun} may crash for good, and the fault model allows {most}");
            let help = format!("`crash_stop: {count}` would allow it");
            found.episode(one.index, "nodes", said).help(help);
        }
    }
}
