//! Labels: they name episodes in events and schedules, so each is there, printable, and given once.

use super::Found;
use crate::plan::Episode;

pub(super) fn check(found: &mut Found<'_>, episode: &Episode) {
    let label = &episode.label;
    if label.is_empty() {
        found.here("label", "its label is empty");
        return;
    }
    if label.chars().any(char::is_control) {
        found.here("label", "its label has a control character in it");
    }
    if found.plan.episodes[..found.index].iter().any(|earlier| earlier.label == *label) {
        found.here("label", "an earlier episode has that label");
    }
    // The heal, and the end of each episode, are events and steps with labels of their own.
    if found.plan.heal.is_some() && label == "heal" {
        found.here("label", "the heal of the plan has that label");
    }
    let mut others = found.plan.episodes.iter().filter(|other| other.end.is_some());
    if others.any(|other| label.strip_suffix(" ends") == Some(&other.label)) {
        found.here("label", "the end of another episode has that label");
    }
}
