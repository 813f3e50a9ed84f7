//! Spreads: `None`, `Uniform("5ms")`, `Pareto(scale: "1ms", shape: "3/2", cap: "1s")`.

use alloc::format;
use alloc::vec;

use sim_core::{Duration, Site, Spread};

use super::amount::{self, duration, duration_tree, factor_tree, ratio};
use crate::ron::{Choice, Group, Kind, Value, Variant, Wrong, quoted};

pub(super) const SPREADS: Choice<Spread> = Choice {
    noun: "spread",
    or: None,
    variants: &[
        Variant {
            name: "None",
            form: "",
            fields: &[],
            read: |given| given.nothing().map(|()| Spread::None),
        },
        Variant {
            name: "Uniform",
            form: "(\"5ms\")",
            fields: &[],
            read: |given| given.one(duration).map(|max| Spread::Uniform { max }),
        },
        Variant {
            name: "Exponential",
            form: "(\"5ms\")",
            fields: &[],
            read: |given| given.one(duration).map(|mean| Spread::Exponential { mean }),
        },
        Variant {
            name: "Normal",
            form: "(...)",
            fields: &["mean", "deviation"],
            read: |given| {
                let fields = given.fields()?;
                let mean = fields.required("mean", duration)?;
                Ok(Spread::Normal { mean, deviation: fields.required("deviation", duration)? })
            },
        },
        Variant {
            name: "LogNormal",
            form: "(...)",
            fields: &["median", "sigma"],
            read: |given| {
                let fields = given.fields()?;
                let median = fields.required("median", duration)?;
                Ok(Spread::LogNormal { median, sigma: fields.required("sigma", ratio)? })
            },
        },
        Variant {
            name: "Pareto",
            form: "(...)",
            fields: &["scale", "shape", "cap"],
            read: |given| {
                let fields = given.fields()?;
                Ok(Spread::Pareto {
                    scale: fields.required("scale", duration)?,
                    shape: fields.required("shape", ratio)?,
                    cap: fields.required("cap", duration)?,
                })
            },
        },
        Variant {
            name: "Empirical",
            form: "([(3, \"5ms\"), (1, \"20ms\")])",
            fields: &[],
            read: |given| {
                let entry = |value: &Value| {
                    let weight = amount::whole(0, u32::MAX.into());
                    amount::pair(value, "a weight and a duration: `(3, \"5ms\")`", weight, duration)
                };
                let table = given.one(|value| amount::list(value, "list of pairs", entry))?;
                Ok(Spread::Empirical { table })
            },
        },
    ],
};

pub(super) fn read(value: &Value) -> Result<Spread, Wrong> {
    let spread = SPREADS.read(value).map_err(|wrong| {
        if let Kind::Text(text) = &value.kind
            && wrong.help.is_none()
        {
            let spread = quoted(&format!("Uniform(\"{text}\")"));
            return wrong.help(format!("what is spread evenly up to a duration is {spread}"));
        }
        wrong
    })?;
    spread.check().map_err(|error| Wrong::new(value.span, format!("{error}")))?;
    let most = Duration::from_nanos(Site::Delay.largest());
    if spread.max() > most {
        let said = format!("this spread reaches {}, which is above {most}", spread.max());
        return Err(Wrong::new(value.span, said));
    }
    Ok(spread)
}

pub(super) fn tree(spread: &Spread) -> Value {
    match spread {
        Spread::None => Value::word("None"),
        Spread::Uniform { max } => Value::tuple(Some("Uniform"), vec![duration_tree(*max)]),
        Spread::Exponential { mean } => {
            Value::tuple(Some("Exponential"), vec![duration_tree(*mean)])
        }
        Spread::Normal { mean, deviation } => Group::named("Normal")
            .with("mean", duration_tree(*mean))
            .with("deviation", duration_tree(*deviation))
            .value(),
        Spread::LogNormal { median, sigma } => Group::named("LogNormal")
            .with("median", duration_tree(*median))
            .with("sigma", factor_tree(*sigma))
            .value(),
        Spread::Pareto { scale, shape, cap } => Group::named("Pareto")
            .with("scale", duration_tree(*scale))
            .with("shape", factor_tree(*shape))
            .with("cap", duration_tree(*cap))
            .value(),
        Spread::Empirical { table } => {
            let entry = |&(weight, duration): &(u32, Duration)| {
                Value::tuple(None, vec![Value::number(weight), duration_tree(duration)])
            };
            Value::tuple(Some("Empirical"), vec![Value::list(table, entry)])
        }
    }
}
