//! Labels: they name episodes in events and schedules, so each is there, printable, and given once.

use alloc::format;

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
    // What ends and what heals has a label as well.
    if found.plan.heal.is_some() && label == "heal" {
        found.here("label", "the heal of the plan has that label");
    }
    let ends = |other: &&Episode| {
        other.end.is_some() && label.strip_suffix(" ends") == Some(other.label.as_str())
    };
    if let Some(other) = found.plan.episodes.iter().find(ends) {
        let said = format!("the end of {:?} has that label", other.label);
        found.here("label", said);
    }
}
