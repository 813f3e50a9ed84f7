//! The guide has every name, and its examples read.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{episode, family, layout, link, links, model, plan, selector, spread};
use crate::ron::{Body, Choice, Kind, Shape, Value, parse};
use crate::{Layout, Link, Plan};

const GUIDE: &str = include_str!("../../../docs/plan-grammar.md");

/// Every name of a field or an alternative.
fn names() -> BTreeSet<&'static str> {
    const SHAPES: &[&Shape] = &[
        &plan::PLAN,
        &episode::EPISODE,
        &episode::FLAPPING,
        &model::MODEL,
        &link::LINK,
        &link::DUPLICATION,
        &link::REORDERING,
        &link::BANDWIDTH,
        &link::EARLY_DROP,
        &layout::REGION,
        &layout::ROAD,
    ];
    fn of<T>(choice: &Choice<T>) -> impl Iterator<Item = &'static str> {
        choice
            .variants
            .iter()
            .flat_map(|variant| variant.fields.iter().copied().chain([variant.name]))
    }
    let mut names: BTreeSet<&str> =
        SHAPES.iter().flat_map(|shape| shape.fields.iter().copied()).collect();
    names.extend(of(&family::FAMILIES));
    names.extend(of(&family::PARTITIONS));
    names.extend(of(&family::ACTIONS));
    names.extend(of(&links::LINKS));
    names.extend(of(&selector::SELECTORS));
    names.extend(of(&spread::SPREADS));
    names.extend(of(&link::LOSSES));
    names.extend(of(&link::ORDERS));
    names.extend(of(&layout::LAYOUTS));
    names
}

/// The examples, each with what it is an example of.
fn examples() -> Vec<(&'static str, &'static str)> {
    let blocks = GUIDE.split("```ron ").skip(1);
    let example = |block: &'static str| {
        let (noun, rest) = block.split_once('\n').expect("a line that says of what");
        (noun, rest.split_once("```").expect("an end").0)
    };
    blocks.map(example).collect()
}

fn collect(value: &Value, names: &mut BTreeSet<String>) {
    if let Kind::Group(Some(name), _) = &value.kind {
        names.insert(name.text.clone());
    }
    if let Kind::Option(None) = value.kind {
        names.insert("None".to_string());
    }
    if let Kind::Group(_, Body::Fields(fields)) = &value.kind {
        for field in fields {
            names.insert(field.name.text.clone());
            collect(&field.value, names);
        }
    }
    value.items().iter().for_each(|item| collect(item, names));
}

#[test]
fn every_example_reads() {
    for (noun, text) in examples() {
        let fault = |fault: &str| format!("(episodes: [(at: \"0s\", fault: {fault})])");
        let mistake = match noun {
            "layout" => Layout::read(noun, text).err(),
            "link" => Link::read(noun, text).err(),
            "spread" => Link::read(noun, &format!("(spread: {text})")).err(),
            _ => {
                let plan = match noun {
                    "plan" => text.to_string(),
                    "episode" => format!("(episodes: [{text}])"),
                    "fault" => fault(text),
                    "nodes" => fault(&format!("Pause(nodes: {text})")),
                    "links" => fault(&format!("Hold(links: {text})")),
                    other => panic!("nobody knows what to do with an example of {other}"),
                };
                Plan::read(noun, &plan).err()
            }
        };
        assert!(mistake.is_none(), "{text}\n{}", mistake.expect("there is one"));
    }
}

#[test]
fn every_name_has_an_example() {
    let mut used = BTreeSet::new();
    for (_, text) in examples() {
        collect(&parse(text).expect("examples read"), &mut used);
    }
    let missing: Vec<&str> = names().into_iter().filter(|name| !used.contains(*name)).collect();
    assert!(missing.is_empty(), "no example has {missing:?}");
}

#[test]
fn every_name_is_explained() {
    let explained = |name: &str| {
        ["`", "(", " "].iter().any(|end| GUIDE.contains(&format!("`{name}{end}")))
            || ["`", ",", ")"].iter().any(|end| GUIDE.contains(&format!(" {name}{end}")))
            || GUIDE.contains(&format!("({name},"))
    };
    let missing = names().into_iter().chain(Link::PRESETS.iter().copied());
    let missing: Vec<&str> = missing.filter(|name| !explained(name)).collect();
    assert!(missing.is_empty(), "nothing is said of {missing:?}");
}

#[test]
fn the_mistake_is_shown_as_it_would_be() {
    let (_, plan) = examples()[0];
    let broken = plan.replace("\"2s..3s\"", "\"2s..3min\"");
    let mistake = Plan::read("plans/crash.ron", &broken).expect_err("there is no such unit");
    assert!(GUIDE.contains(&format!("```text\n{mistake}\n```")), "{mistake}");
}
