//! Partitions: `Halves`, `Isolate("n1")`, `Groups([["n1", "n2"], ["n3"]])`.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use crate::family::Partition;
use crate::form::amount::list;
use crate::form::name::{names, none_twice};
use crate::form::{links, selector};
use crate::ron::{Choice, Value, Variant, Wrong};

pub(in crate::form) const PARTITIONS: Choice<Partition> = Choice {
    noun: "partition",
    or: None,
    variants: &[
        Variant {
            name: "Halves",
            form: "",
            fields: &[],
            read: |given| given.nothing().map(|()| Partition::Halves),
        },
        Variant {
            name: "Majority",
            form: "",
            fields: &[],
            read: |given| given.nothing().map(|()| Partition::Majority),
        },
        Variant {
            name: "Isolate",
            form: "(\"n1\")",
            fields: &[],
            read: |given| given.one(selector::read).map(Partition::Isolate),
        },
        Variant {
            name: "Bridge",
            form: "",
            fields: &[],
            read: |given| given.nothing().map(|()| Partition::Bridge),
        },
        Variant {
            name: "MajorityRing",
            form: "",
            fields: &[],
            read: |given| given.nothing().map(|()| Partition::MajorityRing),
        },
        Variant {
            name: "OneWay",
            form: "(\"n1\", \"n2\")",
            fields: &[],
            read: |given| {
                let (from, to) = given.two(selector::read, selector::read)?;
                Ok(Partition::OneWay(from, to))
            },
        },
        Variant {
            name: "Groups",
            form: "([[\"n1\", \"n2\"], [\"n3\"]])",
            fields: &[],
            read: |given| given.one(read_groups).map(Partition::Groups),
        },
        Variant {
            name: "Cut",
            form: "(Between(\"n1\", \"n2\"))",
            fields: &[],
            read: |given| given.one(links::read).map(Partition::Cut),
        },
    ],
};

fn read_groups(value: &Value) -> Result<Vec<Vec<String>>, Wrong> {
    let groups = list(value, "list of groups", names)?;
    if groups.is_empty() {
        return Err(Wrong::new(value.span, "there is no group"));
    }
    let places = value.items().iter().flat_map(Value::items);
    none_twice(&places.zip(groups.iter().flatten()))?;
    Ok(groups)
}

pub(super) fn tree(partition: &Partition) -> Value {
    match partition {
        Partition::Halves => Value::word("Halves"),
        Partition::Majority => Value::word("Majority"),
        Partition::Isolate(nodes) => Value::tuple(Some("Isolate"), vec![selector::tree(nodes)]),
        Partition::Bridge => Value::word("Bridge"),
        Partition::MajorityRing => Value::word("MajorityRing"),
        Partition::OneWay(from, to) => {
            Value::tuple(Some("OneWay"), vec![selector::tree(from), selector::tree(to)])
        }
        Partition::Groups(groups) => {
            let group = |group: &Vec<String>| Value::list(group, Value::text);
            Value::tuple(Some("Groups"), vec![Value::list(groups, group)])
        }
        Partition::Cut(links) => Value::tuple(Some("Cut"), vec![links::tree(links)]),
    }
}
