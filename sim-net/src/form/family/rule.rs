//! Rules: `Rule(kind: "Pay", nth: 2, to: "bank", action: Drop)`.

use alloc::vec;

use crate::family::{Family, Rule, RuleAction};
use crate::form::amount::{duration, duration_tree, whole};
use crate::form::link::COPIES_MAX;
use crate::form::name::name;
use crate::ron::{Choice, Group, Value, Variant};

pub(super) const RULE: Variant<Family> = Variant {
    name: "Rule",
    form: "(...)",
    fields: &["from", "to", "kind", "nth", "action"],
    read: |given| {
        let fields = given.fields()?;
        Ok(Family::Rule(Rule {
            from: fields.optional("from", name)?,
            to: fields.optional("to", name)?,
            kind: fields.optional("kind", name)?,
            nth: fields.optional("nth", whole(1, u64::MAX))?,
            action: fields.required("action", |value| ACTIONS.read(value))?,
        }))
    },
};

pub(in crate::form) const ACTIONS: Choice<RuleAction> = Choice {
    noun: "action",
    or: None,
    variants: &[
        Variant {
            name: "Drop",
            form: "",
            fields: &[],
            read: |given| given.nothing().map(|()| RuleAction::Drop),
        },
        Variant {
            name: "Delay",
            form: "(\"50ms\")",
            fields: &[],
            read: |given| given.one(duration).map(RuleAction::Delay),
        },
        Variant {
            name: "Duplicate",
            form: "(1)",
            fields: &[],
            read: |given| given.one(whole(1, COPIES_MAX.into())).map(RuleAction::Duplicate),
        },
        Variant {
            name: "Hold",
            form: "",
            fields: &[],
            read: |given| given.nothing().map(|()| RuleAction::Hold),
        },
        Variant {
            name: "Corrupt",
            form: "(1)",
            fields: &[],
            read: |given| given.one(whole(0, u32::MAX.into())).map(RuleAction::Corrupt),
        },
    ],
};

pub(super) fn tree(rule: &Rule) -> Value {
    let Rule { from, to, kind, nth, action } = rule;
    Group::named("Rule")
        .with_some("from", from.as_ref(), Value::text)
        .with_some("to", to.as_ref(), Value::text)
        .with_some("kind", kind.as_ref(), Value::text)
        .with_some("nth", *nth, Value::number)
        .with("action", action_tree(action))
        .value()
}

fn action_tree(action: &RuleAction) -> Value {
    match action {
        RuleAction::Drop => Value::word("Drop"),
        RuleAction::Delay(delay) => Value::tuple(Some("Delay"), vec![duration_tree(*delay)]),
        RuleAction::Duplicate(copies) => {
            Value::tuple(Some("Duplicate"), vec![Value::number(*copies)])
        }
        RuleAction::Hold => Value::word("Hold"),
        RuleAction::Corrupt(how) => Value::tuple(Some("Corrupt"), vec![Value::number(*how)]),
    }
}
