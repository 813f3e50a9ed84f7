//! Times: an episode ends after it began, and begins before the plan is healed.
//!
//! * a range has its bounds in order, and none is beyond a century, which is as far as choices reach;
//! * an episode lasts some time, for whatever is drawn from its ranges, and ends after it began;
//! * it begins before the plan is healed;
//! * what comes and goes is something of the network, and both takes some time;
//! * only what cuts off or holds can hit messages in flight, so only it can spare them;
//! * bit rot has no end.

use alloc::format;

use sim_core::{Duration, Site};

use super::Found;
use crate::family::Family;
use crate::plan::{End, Episode, Within};

/// As far as choices of time reach.
pub(super) const FARTHEST: Duration = Duration::from_nanos(Site::EpisodeTime.largest());

pub(super) fn check(found: &mut Found<'_>, episode: &Episode) {
    range(found, "at", episode.at);
    check_end(found, episode);
    if let Some(heal) = found.plan.heal {
        let Within { least, most } = episode.at;
        if least >= heal {
            found.here("at", format!("it begins at {least}, but all is healed at {heal}"));
        } else if most >= heal {
            found.here("at", format!("it may begin at {most}, but all is healed at {heal}"));
        }
    }
    if let Some(flapping) = episode.flapping {
        let name = episode.fault.name();
        if !episode.fault.can_flap() {
            let problem = found.here("flapping", format!("{name} can't come and go"));
            problem.help("partition, slow-link, loss, duplicates, reorder and corruption can");
        }
        if flapping.on.is_zero() {
            found.here("on", "it comes and goes, but is never in force: `on` is zero");
        }
        if flapping.off.is_zero() {
            found.here("off", "it comes and goes, but is always in force: `off` is zero");
        }
    }
    if !episode.in_flight && !episode.fault.hits_in_flight() {
        let name = episode.fault.name();
        let said = format!("{name} doesn't hit messages in flight, so it can't spare them");
        found.here("in_flight", said).help("partition and hold do");
    }
}

fn check_end(found: &mut Found<'_>, episode: &Episode) {
    let Some(end) = episode.end else { return };
    if matches!(episode.fault, Family::BitRot(_)) {
        found.here("end", "it has an end, but bits that flipped stay flipped");
        return;
    }
    match end {
        End::Lasts(duration) => {
            range(found, "end", duration);
            if duration.most.is_zero() {
                found.here("end", "it lasts no time");
            } else if duration.least.is_zero() {
                found.here("end", "it may last no time: its range begins at zero");
            }
        }
        End::Until(until) => {
            range(found, "end", until);
            let (begins, ends) = (episode.at, until);
            if ends.most < begins.least {
                let said = format!("it ends at {}, but begins at {}", ends.most, begins.least);
                found.here("end", said);
            } else if ends.most == begins.least {
                found.here("end", format!("it ends when it begins, at {}", ends.most));
            } else if ends.least <= begins.most {
                let (end, begin) = (ends.least, begins.most);
                let said = format!("it may end at {end} already, but may begin only at {begin}");
                found.here("end", said);
            }
        }
    }
}

/// Whether the bounds are in order and within reach.
pub(super) fn range(found: &mut Found<'_>, field: &'static str, range: Within) {
    let Within { least, most } = range;
    if least > most {
        found.here(field, format!("the range from {least} to {most} is backwards"));
    }
    reach(found, field, least.max(most));
}

/// Whether the time is within reach.
pub(super) fn reach(found: &mut Found<'_>, field: &'static str, time: Duration) {
    if time > FARTHEST {
        found.here(field, format!("{time} is too long")).expected(format!("at most {FARTHEST}"));
    }
}
