//! Schedules: a base world with its entries, one a line.

use std::collections::BTreeMap;

use sim_core::{Base, Choice, Listed, Schedule};
use sim_net::notation::{self, Group, Value, Variant, Wrong, list, whole};

use super::{Saved, choice, step};

pub(super) const BASES: notation::Choice<Schedule> = notation::Choice {
    noun: "base world",
    or: None,
    variants: &[
        Variant {
            name: "Calm",
            form: "(choices: [...])",
            fields: &["choices"],
            read: |given| {
                let choices = given.fields()?.required("choices", choices)?;
                Ok(Schedule { choices, ..Schedule::new(Base::Calm) })
            },
        },
        Variant {
            name: "Silent",
            form: "(choices: [...], steps: [...])",
            fields: &["choices", "steps"],
            read: |given| {
                let fields = given.fields()?;
                let choices = fields.required("choices", choices)?;
                let steps = fields.required("steps", steps)?;
                Ok(Schedule { choices, steps, ..Schedule::new(Base::Silent) })
            },
        },
        Variant {
            name: "Drawn",
            form: "(seed: 0, choices: [...])",
            fields: &["seed", "choices"],
            read: |given| {
                let fields = given.fields()?;
                let seed = fields.required("seed", whole(0, u64::MAX))?;
                let choices = fields.required("choices", choices)?;
                Ok(Schedule { choices, ..Schedule::new(Base::Drawn(seed)) })
            },
        },
    ],
};

pub(super) fn tree(schedule: &Schedule) -> Value {
    let Schedule { base, choices, steps } = schedule;
    let choices = Value::list(choices, choice::tree);
    let group = match base {
        Base::Drawn(seed) => Group::named("Drawn").with("seed", Value::number(*seed)),
        Base::Calm => Group::named("Calm"),
        Base::Silent => Group::named("Silent"),
    };
    let group = group.with("choices", choices);
    match base {
        // Over these two worlds steps say nothing.
        Base::Drawn(_) | Base::Calm => group.value(),
        Base::Silent => group.with("steps", Value::list(steps, step::tree)).value(),
    }
}

fn choices(value: &Value) -> Result<Vec<Choice>, Wrong> {
    let choices = few(value, "choices", choice::read)?;
    let mut places = BTreeMap::new();
    for (item, choice) in value.items().iter().zip(&choices) {
        let place = item.field("key").unwrap_or(item).span();
        if let Some(first) = places.insert((choice.site, choice.key), place) {
            let said = format!("this choice of `{}` is made twice", choice::name(choice.site));
            return Err(Wrong::new(place, said).other("the first one is", first));
        }
    }
    Ok(choices)
}

fn steps(value: &Value) -> Result<Vec<Listed>, Wrong> {
    let steps = few(value, "steps", step::read)?;
    for (items, steps) in value.items().windows(2).zip(steps.windows(2)) {
        let ([earlier, later], [before, after]) = (items, steps) else { continue };
        if after.time < before.time {
            let place = |item: &Value| item.field("at").unwrap_or(item).span();
            let said = format!("this is at {}, behind what is at {}", after.time, before.time);
            let wrong = Wrong::new(place(later), said);
            let help = "steps stand in the order of their times";
            return Err(wrong.help(help).other("that one is", place(earlier)));
        }
    }
    Ok(steps)
}

// A list that isn't longer than anything could bear.
fn few<T>(
    value: &Value,
    noun: &str,
    item: impl Fn(&Value) -> Result<T, Wrong>,
) -> Result<Vec<T>, Wrong> {
    if let Some(item) = value.items().get(Saved::ENTRIES_MAX) {
        let said = format!("these are more than {} {noun}", Saved::ENTRIES_MAX);
        return Err(Wrong::new(item.span(), said));
    }
    list(value, &format!("list of {noun}"), item)
}
