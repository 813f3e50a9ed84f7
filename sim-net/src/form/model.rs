//! Fault models: `(lost: true, crash_restart: true, down: 1)`.

use super::amount::{duration, duration_tree, whole, yes};
use crate::model::FaultModel;
use crate::ron::{Group, Shape, Value, Wrong};

pub(super) const MODEL: Shape = Shape {
    name: "FaultModel",
    noun: "fault model",
    form: "(lost: true, down: 1)",
    fields: &[
        "lost",
        "duplicated",
        "reordered",
        "corrupted",
        "partitioned",
        "crash_stop",
        "down",
        "crash_restart",
        "amnesia",
        "paused",
        "clock_skew",
        "failing_disk",
        "lying_disk",
        "majority",
        "healed_by",
    ],
};

pub(super) fn read(value: &Value) -> Result<FaultModel, Wrong> {
    let fields = MODEL.read(value)?;
    let may = |name| fields.or(name, false, yes);
    let count = |name| fields.or(name, 0, whole(0, u32::MAX.into()));
    Ok(FaultModel {
        lost: may("lost")?,
        duplicated: may("duplicated")?,
        reordered: may("reordered")?,
        corrupted: may("corrupted")?,
        partitioned: may("partitioned")?,
        crash_stop: count("crash_stop")?,
        down: count("down")?,
        crash_restart: may("crash_restart")?,
        amnesia: may("amnesia")?,
        paused: may("paused")?,
        clock_skew: may("clock_skew")?,
        failing_disk: may("failing_disk")?,
        lying_disk: may("lying_disk")?,
        majority: may("majority")?,
        healed_by: fields.optional("healed_by", duration)?,
    })
}

pub(super) fn tree(model: &FaultModel) -> Value {
    let FaultModel {
        lost,
        duplicated,
        reordered,
        corrupted,
        partitioned,
        crash_stop,
        down,
        crash_restart,
        amnesia,
        paused,
        clock_skew,
        failing_disk,
        lying_disk,
        majority,
        healed_by,
    } = *model;
    Group::anonymous()
        .with_other("lost", lost, false, Value::yes)
        .with_other("duplicated", duplicated, false, Value::yes)
        .with_other("reordered", reordered, false, Value::yes)
        .with_other("corrupted", corrupted, false, Value::yes)
        .with_other("partitioned", partitioned, false, Value::yes)
        .with_other("crash_stop", crash_stop, 0, Value::number)
        .with_other("down", down, 0, Value::number)
        .with_other("crash_restart", crash_restart, false, Value::yes)
        .with_other("amnesia", amnesia, false, Value::yes)
        .with_other("paused", paused, false, Value::yes)
        .with_other("clock_skew", clock_skew, false, Value::yes)
        .with_other("failing_disk", failing_disk, false, Value::yes)
        .with_other("lying_disk", lying_disk, false, Value::yes)
        .with_other("majority", majority, false, Value::yes)
        .with_some("healed_by", healed_by, duration_tree)
        .value()
}
