//! Values: numbers that mean something, and do something.
//!
//! * a chance is above zero, since nothing would happen otherwise, and at most one;
//! * a link's factor is at least one, and it or the extra time makes a difference; a node's factor is neither zero nor
//!   one;
//! * a clock's rate is from [`ClockDrift::RATE_MIN`] to [`ClockDrift::RATE_MAX`], and not one; a jump is one;
//! * what falls behind does so by some time, and no time is beyond a century;
//! * a rule counts messages from one, and makes no more copies than a message may have;
//! * a disk has some fault, rot flips some bit.

use alloc::format;

use sim_core::{DiskFaults, Ratio, Site};

use super::Found;
use super::time::{range, reach};
use crate::family::{ClockDrift, Family, Rule, RuleAction, SlowLink};

pub(super) fn check(found: &mut Found<'_>, fault: &Family) {
    match fault {
        Family::Partition(_) | Family::Hold(_) | Family::Crash(_) | Family::Pause(_) => {}
        Family::SlowLink(fault) => check_slow_link(found, fault),
        Family::Loss(fault) => check_chance(found, fault.chance),
        Family::Duplicates(fault) => {
            check_chance(found, fault.chance);
            reach(found, "behind", fault.behind);
        }
        Family::Reorder(fault) => {
            check_chance(found, fault.chance);
            reach(found, "behind", fault.behind);
            if fault.behind.is_zero() {
                found.here("behind", "nothing falls behind: `behind` is zero");
            }
        }
        Family::Corruption(fault) => check_chance(found, fault.chance),
        Family::Rule(rule) => check_rule(found, rule),
        Family::Points(fault) => {
            check_chance(found, fault.chance);
            if let Some(restart) = fault.restart {
                range(found, "restart", restart);
            }
        }
        Family::SlowNode(fault) => {
            if fault.factor.is_zero() {
                found.here("factor", "factor 0 would take no time at all");
            } else if fault.factor == Ratio::ONE {
                found.here("factor", "factor 1 changes nothing");
            }
        }
        Family::ClockJump(fault) => {
            reach(found, "by", fault.by);
            if fault.by.is_zero() {
                found.here("by", "the clock jumps by 0ns");
            }
        }
        Family::ClockDrift(fault) => check_rate(found, fault.rate),
        Family::Disk(fault) => check_disk(found, &fault.faults),
        Family::BitRot(fault) => {
            if fault.bits == 0 {
                found.here("bits", "no bit flips").expected("at least 1");
            }
        }
    }
}

fn check_chance(found: &mut Found<'_>, chance: Ratio) {
    if chance > Ratio::ONE {
        found.here("chance", format!("chance {chance} is above one"));
    } else if chance.is_zero() {
        found.here("chance", "chance 0: nothing would happen");
    }
}

fn check_slow_link(found: &mut Found<'_>, fault: &SlowLink) {
    reach(found, "extra", fault.extra);
    if fault.factor < Ratio::ONE {
        found.here("factor", format!("factor {} is below one", fault.factor));
    } else if fault.factor == Ratio::ONE && fault.extra.is_zero() {
        found.here("factor", "nothing takes longer: the factor is 1 and nothing is added");
    }
}

fn check_rate(found: &mut Found<'_>, rate: Ratio) {
    let (least, most) = (ClockDrift::RATE_MIN, ClockDrift::RATE_MAX);
    if rate.is_zero() {
        found.here("rate", "rate 0: a stopped clock never reaches a timer");
    } else if rate < least {
        found.here("rate", format!("rate {rate} is below {least}"));
    } else if rate > most {
        found.here("rate", format!("rate {rate} is above {most}"));
    } else if rate == Ratio::ONE {
        found.here("rate", "rate 1: the clock would be right");
    }
}

fn check_rule(found: &mut Found<'_>, rule: &Rule) {
    if rule.nth == Some(0) {
        found.here("nth", "there is no message 0: they are counted from one");
    }
    match rule.action {
        RuleAction::Drop | RuleAction::Hold | RuleAction::Corrupt(_) => {}
        RuleAction::Delay(delay) => {
            reach(found, "action", delay);
            if delay.is_zero() {
                found.here("action", "a delay of 0ns changes nothing");
            }
        }
        RuleAction::Duplicate(copies) => {
            let most = Site::COPIES_MAX - 1;
            if copies == 0 {
                found.here("action", "no further copy changes nothing");
            } else if copies > most {
                let said = format!("{copies} further copies are too many");
                found.here("action", said).expected(format!("at most {most}"));
            }
        }
    }
}

fn check_disk(found: &mut Found<'_>, faults: &DiskFaults) {
    // Taken apart whole, so that a new fault has to be thought of here.
    let DiskFaults { write_error, read_error, sync_lost, torn, capacity: _, latency } = *faults;
    for (field, chance) in [
        ("write_error", write_error),
        ("read_error", read_error),
        ("sync_lost", sync_lost),
        ("torn", torn),
    ] {
        if chance > Ratio::ONE {
            found.here(field, format!("{field} {chance} is above one"));
        }
    }
    reach(found, "latency", latency);
    if faults.is_calm() {
        found.here("faults", "nothing is wrong with the disk");
    }
}
