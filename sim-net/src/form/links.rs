//! Which messages: `All`, `From("n1")`, `Between("n1", ["n2", "n3"])`.

use alloc::format;
use alloc::vec;

use super::{name, selector};
use crate::family::Links;
use crate::ron::{Choice, Kind, Value, Variant, Wrong, quoted};

pub(super) const LINKS: Choice<Links> = Choice {
    noun: "choice of links",
    or: None,
    variants: &[
        Variant {
            name: "All",
            form: "",
            fields: &[],
            read: |given| given.nothing().map(|()| Links::All),
        },
        Variant {
            name: "Of",
            form: "(\"n1\")",
            fields: &[],
            read: |given| given.one(selector::read).map(Links::Of),
        },
        Variant {
            name: "From",
            form: "(\"n1\")",
            fields: &[],
            read: |given| given.one(selector::read).map(Links::From),
        },
        Variant {
            name: "To",
            form: "(\"n1\")",
            fields: &[],
            read: |given| given.one(selector::read).map(Links::To),
        },
        Variant {
            name: "OneWay",
            form: "(\"n1\", \"n2\")",
            fields: &[],
            read: |given| {
                let (from, to) = given.two(selector::read, selector::read)?;
                Ok(Links::OneWay(from, to))
            },
        },
        Variant {
            name: "Between",
            form: "(\"n1\", \"n2\")",
            fields: &[],
            read: |given| {
                let (one, other) = given.two(selector::read, selector::read)?;
                Ok(Links::Between(one, other))
            },
        },
        Variant {
            name: "Edge",
            form: "(\"n1\", \"n2\")",
            fields: &[],
            read: |given| {
                let (one, other) = given.two(name::name, name::name)?;
                Ok(Links::Edge(one, other))
            },
        },
    ],
};

pub(super) fn read(value: &Value) -> Result<Links, Wrong> {
    LINKS.read(value).map_err(|wrong| {
        if let Kind::Text(text) = &value.kind
            && wrong.help.is_none()
        {
            let links = quoted(&format!("Of(\"{text}\")"));
            return wrong.help(format!("all messages from and to a node are {links}"));
        }
        wrong
    })
}

pub(super) fn tree(links: &Links) -> Value {
    match links {
        Links::All => Value::word("All"),
        Links::Of(nodes) => Value::tuple(Some("Of"), vec![selector::tree(nodes)]),
        Links::From(nodes) => Value::tuple(Some("From"), vec![selector::tree(nodes)]),
        Links::To(nodes) => Value::tuple(Some("To"), vec![selector::tree(nodes)]),
        Links::OneWay(from, to) => {
            Value::tuple(Some("OneWay"), vec![selector::tree(from), selector::tree(to)])
        }
        Links::Between(one, other) => {
            Value::tuple(Some("Between"), vec![selector::tree(one), selector::tree(other)])
        }
        Links::Edge(one, other) => {
            Value::tuple(Some("Edge"), vec![Value::text(one), Value::text(other)])
        }
    }
}
