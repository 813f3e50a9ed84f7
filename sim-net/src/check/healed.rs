//! Healed in time: what the fault model wants to be over by then, is.
//!
//! * If the plan heals everything, it does so by the model's `healed_by`.
//! * If it doesn't, each episode is surely over by then; also the restarts after crashes at fault points.
//! * A crash for good and bit rot are never over; they must have happened by then.

use alloc::format;

use sim_core::Duration;

use super::Found;
use super::window::{Window, is_for_good};
use crate::family::Family;
use crate::model::FaultModel;

pub(super) fn check(found: &mut Found<'_>, model: &FaultModel) {
    let Some(by) = model.healed_by else { return };
    if let Some(heal) = found.plan.heal {
        // An earlier heal ends all that begins before it, and that is checked of each episode.
        if heal > by {
            let said = format!("all is healed at {heal}, but the fault model wants it by {by}");
            found.plan("heal", said);
        }
        return;
    }
    for (index, episode) in found.plan.episodes.iter().enumerate() {
        let wanted = format!("the fault model wants all healed by {by}");
        let is_for_good = is_for_good(episode) && matches!(episode.fault, Family::Crash(_));
        if is_for_good || matches!(episode.fault, Family::BitRot(_)) {
            let begins = episode.at.most;
            if begins > by {
                found.episode(index, "at", format!("it may happen at {begins}, but {wanted}"));
            }
            continue;
        }
        // Nodes that come back later belong to it; those that don't come back can't be waited for.
        let over = Window::of_down(episode, None)
            .filter(|window| window.to < Duration::MAX)
            .unwrap_or_else(|| Window::of(episode, None));
        let help = format!("a heal of the plan at {by} would end it");
        if over.to == Duration::MAX {
            found.episode(index, "end", format!("it has no end, but {wanted}")).help(help);
        } else if over.to > by {
            let ends = over.to;
            let said = format!("it may last until {ends}, but {wanted}");
            found.episode(index, "end", said).help(help);
        }
    }
}
