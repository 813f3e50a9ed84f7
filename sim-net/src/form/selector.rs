//! Selectors: `"n1"`, `["n1", "n2"]`, `All`, `LastToTell("Elected")`.

use alloc::format;
use alloc::vec;

use super::{amount, name};
use crate::ron::{Body, Choice, Kind, Value, Variant, Wrong, quoted};
use crate::selector::Selector;

pub(super) const SELECTORS: Choice<Selector> = Choice {
    noun: "selector",
    or: Some("the name of a node, a list of them,"),
    variants: &[
        Variant {
            name: "All",
            form: "",
            fields: &[],
            read: |given| given.nothing().map(|()| Selector::All),
        },
        Variant {
            name: "One",
            form: "",
            fields: &[],
            read: |given| given.nothing().map(|()| Selector::Random(1)),
        },
        Variant {
            name: "Random",
            form: "(2)",
            fields: &[],
            read: |given| given.one(amount::whole(1, u32::MAX.into())).map(Selector::Random),
        },
        Variant {
            name: "Minority",
            form: "",
            fields: &[],
            read: |given| given.nothing().map(|()| Selector::Minority),
        },
        Variant {
            name: "Majority",
            form: "",
            fields: &[],
            read: |given| given.nothing().map(|()| Selector::Majority),
        },
        Variant {
            name: "LastToTell",
            form: "(\"Elected\")",
            fields: &[],
            read: |given| given.one(name::name).map(Selector::LastToTell),
        },
    ],
};

pub(super) fn read(value: &Value) -> Result<Selector, Wrong> {
    if let Kind::Text(_) = value.kind {
        return Ok(Selector::Nodes(vec![name::name(value)?]));
    }
    if let Kind::List(items) = &value.kind {
        for item in items {
            if let Kind::Group(Some(word), _) = &item.kind
                && SELECTORS.names().contains(&word.text.as_str())
            {
                let said = format!("{} is no name", quoted(&word.text));
                let help = format!("{} stands alone, without a list", quoted(&word.text));
                return Err(Wrong::new(item.span, said).expected("names of nodes").help(help));
            }
        }
        return name::names(value).map(Selector::Nodes);
    }
    SELECTORS.read(value).map_err(|wrong| {
        if let Kind::Group(Some(word), Body::Bare) = &value.kind
            && wrong.help.is_none()
            && !SELECTORS.names().contains(&word.text.as_str())
        {
            let name = quoted(&format!("\"{}\"", word.text));
            return wrong.help(format!("the node of that name is {name}, in quotes"));
        }
        wrong
    })
}

pub(super) fn tree(selector: &Selector) -> Value {
    match selector {
        Selector::Nodes(nodes) => match nodes.as_slice() {
            [node] => Value::text(node),
            nodes => Value::list(nodes, Value::text),
        },
        Selector::Random(1) => Value::word("One"),
        Selector::Random(count) => Value::tuple(Some("Random"), vec![Value::number(*count)]),
        Selector::Minority => Value::word("Minority"),
        Selector::Majority => Value::word("Majority"),
        Selector::All => Value::word("All"),
        Selector::LastToTell(kind) => Value::tuple(Some("LastToTell"), vec![Value::text(kind)]),
    }
}
