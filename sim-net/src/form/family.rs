//! Faults: `Partition(Halves)`, `Loss(chance: "5%")`, `Crash(nodes: "n1")`.

mod network;
mod node;
mod partition;
mod rule;

use alloc::vec;

pub(super) use partition::PARTITIONS;
#[cfg(test)]
pub(super) use rule::ACTIONS;

use crate::family::Family;
use crate::ron::{Choice, Value, Variant, Wrong};

pub(super) const FAMILIES: Choice<Family> = Choice {
    noun: "fault",
    or: None,
    variants: &[
        Variant {
            name: "Partition",
            form: "(Halves)",
            fields: &[],
            read: |given| given.one(|value| PARTITIONS.read(value)).map(Family::Partition),
        },
        network::SLOW_LINK,
        network::LOSS,
        network::DUPLICATES,
        network::REORDER,
        network::CORRUPTION,
        network::HOLD,
        rule::RULE,
        node::CRASH,
        node::POINTS,
        node::PAUSE,
        node::SLOW_NODE,
        node::CLOCK_JUMP,
        node::CLOCK_DRIFT,
        node::DISK,
        node::BIT_ROT,
    ],
};

pub(super) fn read(value: &Value) -> Result<Family, Wrong> {
    FAMILIES.read(value)
}

pub(super) fn tree(family: &Family) -> Value {
    match family {
        Family::Partition(partition) => {
            Value::tuple(Some("Partition"), vec![partition::tree(partition)])
        }
        Family::SlowLink(slow) => network::slow_link(slow),
        Family::Loss(loss) => network::loss(loss),
        Family::Duplicates(duplicates) => network::duplicates(duplicates),
        Family::Reorder(reorder) => network::reorder(reorder),
        Family::Corruption(corruption) => network::corruption(corruption),
        Family::Hold(hold) => network::hold(hold),
        Family::Rule(rule) => rule::tree(rule),
        Family::Crash(crash) => node::crash(crash),
        Family::Points(points) => node::points(points),
        Family::Pause(pause) => node::pause(pause),
        Family::SlowNode(slow) => node::slow_node(slow),
        Family::ClockJump(jump) => node::clock_jump(jump),
        Family::ClockDrift(drift) => node::clock_drift(drift),
        Family::Disk(trouble) => node::disk(trouble),
        Family::BitRot(rot) => node::bit_rot(rot),
    }
}

/// What a fault is called in labels.
pub(crate) fn words(family: &Family) -> &'static str {
    match family {
        Family::Partition(_) => "partition",
        Family::SlowLink(_) => "slow link",
        Family::Loss(_) => "loss",
        Family::Duplicates(_) => "duplicates",
        Family::Reorder(_) => "reorder",
        Family::Corruption(_) => "corruption",
        Family::Hold(_) => "hold",
        Family::Rule(_) => "rule",
        Family::Crash(_) => "crash",
        Family::Points(_) => "points",
        Family::Pause(_) => "pause",
        Family::SlowNode(_) => "slow node",
        Family::ClockJump(_) => "clock jump",
        Family::ClockDrift(_) => "clock drift",
        Family::Disk(_) => "disk",
        Family::BitRot(_) => "bit rot",
    }
}
