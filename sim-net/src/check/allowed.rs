//! What a fault model allows: each family has a switch, and so have some of the things that a family may do.
//!
//! | what | switch |
//! |---|---|
//! | a partition | `partitioned` |
//! | loss, a rule that drops | `lost` |
//! | duplicates, a rule that duplicates | `duplicated` |
//! | slow links, reordering, holding; a rule that delays or holds | `reordered` |
//! | corruption, a rule that corrupts | `corrupted` |
//! | a crash that ends, fault points with a restart | `crash_restart` |
//! | a crash without end, fault points without restart | `crash_stop` |
//! | a crash that wipes the disk | `amnesia`, too |
//! | a pause, slow nodes | `paused` |
//! | clocks that jump or drift | `clock_skew` |
//! | disks that fail, tear, fill up or are slow | `failing_disk` |
//! | disks that lose what they said they had synced; bit rot | `lying_disk` |

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use sim_core::DiskFaults;

use super::Found;
use super::window::is_for_good;
use crate::family::{Family, RuleAction};
use crate::model::FaultModel;
use crate::plan::Episode;

pub(super) fn check(found: &mut Found<'_>, model: &FaultModel) {
    for (index, episode) in found.plan.episodes.iter().enumerate() {
        for want in wants(episode) {
            if !want.is_allowed(model) {
                let said = format!("the fault model doesn't allow {}", want.what);
                let help = match want.switch {
                    "crash_stop" => String::from("`crash_stop: 1` would allow it"),
                    switch => format!("`{switch}: true` would allow it"),
                };
                found.episode(index, want.field, said).help(help);
            }
        }
    }
}

/// Whether the model allows all that the episode does.
pub(super) fn is_allowed(episode: &Episode, model: &FaultModel) -> bool {
    wants(episode).iter().all(|want| want.is_allowed(model))
}

// Something that an episode does, where it says so, and what allows it.
struct Want {
    field: &'static str,
    what: &'static str,
    switch: &'static str,
    is_on: fn(&FaultModel) -> bool,
}

impl Want {
    fn is_allowed(&self, model: &FaultModel) -> bool {
        (self.is_on)(model)
    }
}

const fn want(
    field: &'static str,
    what: &'static str,
    switch: &'static str,
    is_on: fn(&FaultModel) -> bool,
) -> Want {
    Want { field, what, switch, is_on }
}

fn wants(episode: &Episode) -> Vec<Want> {
    let one = |what, switch, is_on| [want("fault", what, switch, is_on)].into();
    match &episode.fault {
        Family::Partition(_) => one("a partition", "partitioned", |model| model.partitioned),
        Family::SlowLink(_) => one("slow links", "reordered", |model| model.reordered),
        Family::Loss(_) => one("loss", "lost", |model| model.lost),
        Family::Duplicates(_) => one("duplicates", "duplicated", |model| model.duplicated),
        Family::Reorder(_) => one("reordering", "reordered", |model| model.reordered),
        Family::Corruption(_) => one("corruption", "corrupted", |model| model.corrupted),
        Family::Hold(_) => one("messages to be held", "reordered", |model| model.reordered),
        Family::Rule(rule) => [action(rule.action)].into(),
        Family::Crash(crash) => {
            let mut wants = Vec::from([coming_back(is_for_good(episode))]);
            if crash.wipe {
                wants.push(want("wipe", "a wiped disk", "amnesia", |model| model.amnesia));
            }
            wants
        }
        Family::Points(_) => [coming_back(is_for_good(episode))].into(),
        Family::Pause(_) => one("a pause", "paused", |model| model.paused),
        Family::SlowNode(_) => one("slow nodes", "paused", |model| model.paused),
        Family::ClockJump(_) => one("clocks to jump", "clock_skew", |model| model.clock_skew),
        Family::ClockDrift(_) => one("clocks to drift", "clock_skew", |model| model.clock_skew),
        Family::Disk(trouble) => disk(&trouble.faults),
        Family::BitRot(_) => one("bit rot", "lying_disk", |model| model.lying_disk),
    }
}

fn action(action: RuleAction) -> Want {
    match action {
        RuleAction::Drop => want("action", "a dropped message", "lost", |model| model.lost),
        RuleAction::Delay(_) => {
            want("action", "a delayed message", "reordered", |model| model.reordered)
        }
        RuleAction::Duplicate(_) => {
            want("action", "a duplicated message", "duplicated", |model| model.duplicated)
        }
        RuleAction::Hold => want("action", "a held message", "reordered", |model| model.reordered),
        RuleAction::Corrupt(_) => {
            want("action", "a damaged message", "corrupted", |model| model.corrupted)
        }
    }
}

fn coming_back(is_for_good: bool) -> Want {
    if is_for_good {
        want("fault", "a crash for good", "crash_stop", |model| model.crash_stop > 0)
    } else {
        want("fault", "a crash with a restart", "crash_restart", |model| model.crash_restart)
    }
}

fn disk(faults: &DiskFaults) -> Vec<Want> {
    // Taken apart whole, so that a new fault has to be thought of here.
    let DiskFaults { write_error, read_error, sync_lost, torn, capacity, latency } = *faults;
    let fails = |model: &FaultModel| model.failing_disk;
    let mut wants = Vec::new();
    let mut add = |is_wanted: bool, wish: Want| wants.extend(is_wanted.then_some(wish));
    let failing = "failing_disk";
    add(!write_error.is_zero(), want("write_error", "failing writes", failing, fails));
    add(!read_error.is_zero(), want("read_error", "failing reads", failing, fails));
    add(!torn.is_zero(), want("torn", "torn writes", failing, fails));
    add(capacity.is_some(), want("capacity", "a full disk", failing, fails));
    add(!latency.is_zero(), want("latency", "a slow disk", failing, fails));
    let lies = want("sync_lost", "lost syncs", "lying_disk", |model| model.lying_disk);
    add(!sync_lost.is_zero(), lies);
    wants
}
