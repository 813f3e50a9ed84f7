//! Faults of nodes: `Crash(nodes: "n1", wipe: true)`.

use alloc::format;

use sim_core::DiskFaults;
use sim_core::{ClockRate, Duration, Ratio};

use crate::family::{
    BitRot, ClockDrift, ClockJump, Crash, DiskTrouble, Family, Pause, Points, SlowNode,
};
use crate::form::amount::{
    chance, chance_tree, duration, duration_tree, factor_tree, jump, jump_tree, ratio, some_ratio,
    whole, within, within_tree, yes,
};
use crate::form::name::name;
use crate::form::selector;
use crate::ron::{Group, Value, Variant, Wrong};
use crate::selector::Selector;

pub(super) const CRASH: Variant<Family> = Variant {
    name: "Crash",
    form: "(...)",
    fields: &["nodes", "wipe"],
    read: |given| {
        let fields = given.fields()?;
        Ok(Family::Crash(Crash {
            nodes: fields.required("nodes", selector::read)?,
            wipe: fields.or("wipe", false, yes)?,
        }))
    },
};

pub(super) const POINTS: Variant<Family> = Variant {
    name: "Points",
    form: "(...)",
    fields: &["nodes", "at", "chance", "restart"],
    read: |given| {
        let fields = given.fields()?;
        Ok(Family::Points(Points {
            nodes: fields.required("nodes", selector::read)?,
            at: fields.optional("at", name)?,
            chance: fields.required("chance", chance)?,
            restart: fields.optional("restart", within)?,
        }))
    },
};

pub(super) const PAUSE: Variant<Family> = Variant {
    name: "Pause",
    form: "(...)",
    fields: &["nodes"],
    read: |given| {
        let fields = given.fields()?;
        Ok(Family::Pause(Pause { nodes: fields.required("nodes", selector::read)? }))
    },
};

pub(super) const SLOW_NODE: Variant<Family> = Variant {
    name: "SlowNode",
    form: "(...)",
    fields: &["nodes", "factor"],
    read: |given| {
        let fields = given.fields()?;
        Ok(Family::SlowNode(SlowNode {
            nodes: fields.required("nodes", selector::read)?,
            factor: fields.required("factor", some_ratio)?,
        }))
    },
};

pub(super) const CLOCK_JUMP: Variant<Family> = Variant {
    name: "ClockJump",
    form: "(...)",
    fields: &["nodes", "by"],
    read: |given| {
        let fields = given.fields()?;
        let nodes = fields.required("nodes", selector::read)?;
        let (by, back) = fields.required("by", jump)?;
        Ok(Family::ClockJump(ClockJump { nodes, by, back }))
    },
};

pub(super) const CLOCK_DRIFT: Variant<Family> = Variant {
    name: "ClockDrift",
    form: "(...)",
    fields: &["nodes", "rate"],
    read: |given| {
        let fields = given.fields()?;
        Ok(Family::ClockDrift(ClockDrift {
            nodes: fields.required("nodes", selector::read)?,
            rate: fields.required("rate", rate)?,
        }))
    },
};

pub(super) const DISK: Variant<Family> = Variant {
    name: "Disk",
    form: "(...)",
    fields: &["nodes", "write_error", "read_error", "sync_lost", "torn", "capacity", "latency"],
    read: |given| {
        let fields = given.fields()?;
        let may = |name| fields.or(name, Ratio::ZERO, chance);
        Ok(Family::Disk(DiskTrouble {
            nodes: fields.required("nodes", selector::read)?,
            faults: DiskFaults {
                write_error: may("write_error")?,
                read_error: may("read_error")?,
                sync_lost: may("sync_lost")?,
                torn: may("torn")?,
                capacity: fields.optional("capacity", whole(0, u64::MAX))?,
                latency: fields.or("latency", Duration::ZERO, duration)?,
            },
        }))
    },
};

pub(super) const BIT_ROT: Variant<Family> = Variant {
    name: "BitRot",
    form: "(...)",
    fields: &["nodes", "bits"],
    read: |given| {
        let fields = given.fields()?;
        Ok(Family::BitRot(BitRot {
            nodes: fields.required("nodes", selector::read)?,
            bits: fields.required("bits", whole(0, u32::MAX.into()))?,
        }))
    },
};

fn rate(value: &Value) -> Result<Ratio, Wrong> {
    let rate = ratio(value)?;
    ClockRate::new(rate).map_err(|error| Wrong::new(value.span, format!("{error}")))?;
    let (least, most) = (ClockDrift::RATE_MIN, ClockDrift::RATE_MAX);
    if !(least..=most).contains(&rate) {
        let wrong = Wrong::new(value.span, format!("no clock runs at {rate} of its rate"));
        return Err(wrong.expected(format!("a rate from {least} to {most}")));
    }
    Ok(rate)
}

fn on(name: &str, nodes: &Selector) -> Group {
    Group::named(name).with("nodes", selector::tree(nodes))
}

pub(super) fn crash(crash: &Crash) -> Value {
    let Crash { nodes, wipe } = crash;
    on("Crash", nodes).with_other("wipe", *wipe, false, Value::yes).value()
}

pub(super) fn points(points: &Points) -> Value {
    let Points { nodes, at, chance, restart } = points;
    on("Points", nodes)
        .with_some("at", at.as_ref(), Value::text)
        .with("chance", chance_tree(*chance))
        .with_some("restart", *restart, within_tree)
        .value()
}

pub(super) fn pause(pause: &Pause) -> Value {
    let Pause { nodes } = pause;
    on("Pause", nodes).value()
}

pub(super) fn slow_node(slow: &SlowNode) -> Value {
    let SlowNode { nodes, factor } = slow;
    on("SlowNode", nodes).with("factor", factor_tree(*factor)).value()
}

pub(super) fn clock_jump(jump: &ClockJump) -> Value {
    let ClockJump { nodes, by, back } = jump;
    on("ClockJump", nodes).with("by", jump_tree(*by, *back)).value()
}

pub(super) fn clock_drift(drift: &ClockDrift) -> Value {
    let ClockDrift { nodes, rate } = drift;
    on("ClockDrift", nodes).with("rate", factor_tree(*rate)).value()
}

pub(super) fn disk(trouble: &DiskTrouble) -> Value {
    let DiskTrouble { nodes, faults } = trouble;
    let DiskFaults { write_error, read_error, sync_lost, torn, capacity, latency } = *faults;
    on("Disk", nodes)
        .with_other("write_error", write_error, Ratio::ZERO, chance_tree)
        .with_other("read_error", read_error, Ratio::ZERO, chance_tree)
        .with_other("sync_lost", sync_lost, Ratio::ZERO, chance_tree)
        .with_other("torn", torn, Ratio::ZERO, chance_tree)
        .with_some("capacity", capacity, Value::number)
        .with_other("latency", latency, Duration::ZERO, duration_tree)
        .value()
}

pub(super) fn bit_rot(rot: &BitRot) -> Value {
    let BitRot { nodes, bits } = rot;
    on("BitRot", nodes).with("bits", Value::number(*bits)).value()
}
