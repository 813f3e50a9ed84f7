//! Steps: when, which, and all by which it is found again.

use sim_core::{Class, Key, Kind, Listed, StepName, Time};
use sim_net::notation::{Group, Shape, Value, Wrong, duration, named, text, whole};

use super::hexadecimal::{hexadecimal, hexadecimal_tree};

const STEP: Shape = Shape {
    name: "Step",
    noun: "step",
    form: "(at: \"...\", class: ..., key: \"...\", actor: \"...\")",
    // What people read comes first.
    fields: &["at", "class", "label", "key", "actor", "from", "kind", "content", "rank"],
};

pub(super) const CLASSES: [Class; 8] = [
    Class::Start,
    Class::Arrive,
    Class::Depart,
    Class::Timer,
    Class::Turn,
    Class::Signal,
    Class::Operation,
    Class::Fault,
];

pub(super) fn read(value: &Value) -> Result<Listed, Wrong> {
    let fields = STEP.read(value)?;
    Ok(Listed {
        time: fields.required("at", duration).map(Time::after)?,
        step: StepName {
            class: fields.required("class", named("class", &CLASSES, name))?,
            key: Key(fields.required("key", hexadecimal("key"))?),
            actor: fields.required("actor", hexadecimal("hash"))?,
            from: fields.or("from", 0, hexadecimal("hash"))?,
            kind: Kind(fields.or("kind", 0, hexadecimal("hash"))?),
            content: fields.or("content", 0, hexadecimal("hash"))?,
            rank: fields.or("rank", 0, whole(0, u64::from(u32::MAX)))?,
        },
        label: fields.or("label", String::new(), |value| text(value, "label").map(String::from))?,
    })
}

pub(super) fn tree(listed: &Listed) -> Value {
    let Listed { time, step, label } = listed;
    let StepName { class, key, actor, from, kind, content, rank } = step;
    Group::anonymous()
        .with("at", Value::text(&time.to_string()))
        .with("class", Value::word(name(*class)))
        .with_other("label", label.as_str(), "", Value::text)
        .with("key", hexadecimal_tree(key.0))
        .with("actor", hexadecimal_tree(*actor))
        .with_other("from", *from, 0, hexadecimal_tree)
        .with_other("kind", kind.0, 0, hexadecimal_tree)
        .with_other("content", *content, 0, hexadecimal_tree)
        .with_other("rank", *rank, 0, Value::number)
        .value()
}

fn name(class: Class) -> &'static str {
    match class {
        Class::Start => "Start",
        Class::Arrive => "Arrive",
        Class::Depart => "Depart",
        Class::Timer => "Timer",
        Class::Turn => "Turn",
        Class::Signal => "Signal",
        Class::Operation => "Operation",
        Class::Fault => "Fault",
    }
}
