//! Layouts: `Mesh(latency: "1ms")`, `Star(hub: "n1", link: (latency: "1ms"))`.

use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::fmt;

use super::amount::{list, pair, whole};
use super::name::{name, names, none_twice};
use super::{layout_place, link};
use crate::layout::{Layout, Region, Road};
use crate::link::Link;
use crate::mistake::{self, Mistake};
use crate::ron::{Choice, Group, Shape, Value, Variant, Wrong, quoted};

pub(super) const LAYOUTS: Choice<Layout> = Choice {
    noun: "layout",
    or: None,
    variants: &[
        Variant {
            name: "Mesh",
            form: "(latency: ...)",
            fields: &[],
            read: |given| given.group(only_link).map(Layout::Mesh),
        },
        Variant {
            name: "Star",
            form: "(...)",
            fields: &["hub", "link"],
            read: |given| {
                let fields = given.fields()?;
                let hub = fields.required("hub", name)?;
                Ok(Layout::Star { hub, link: fields.required("link", link::read)? })
            },
        },
        Variant {
            name: "Ring",
            form: "(latency: ...)",
            fields: &[],
            read: |given| given.group(only_link).map(Layout::Ring),
        },
        Variant {
            name: "Line",
            form: "(latency: ...)",
            fields: &[],
            read: |given| given.group(only_link).map(Layout::Line),
        },
        Variant {
            name: "Grid",
            form: "(...)",
            fields: &["width", "link"],
            read: |given| {
                let fields = given.fields()?;
                let width = fields.required("width", whole(1, u32::MAX.into()))?;
                Ok(Layout::Grid { width, link: fields.required("link", link::read)? })
            },
        },
        Variant {
            name: "Tree",
            form: "(...)",
            fields: &["children", "link"],
            read: |given| {
                let fields = given.fields()?;
                let children = fields.required("children", whole(1, u32::MAX.into()))?;
                Ok(Layout::Tree { children, link: fields.required("link", link::read)? })
            },
        },
        Variant {
            name: "Random",
            form: "(...)",
            fields: &["seed", "further", "link"],
            read: |given| {
                let fields = given.fields()?;
                Ok(Layout::Random {
                    seed: fields.required("seed", whole(0, u64::MAX))?,
                    further: fields.or("further", 0, whole(0, u32::MAX.into()))?,
                    link: fields.required("link", link::read)?,
                })
            },
        },
        Variant {
            name: "Regions",
            form: "(...)",
            fields: &["regions", "between"],
            read: |given| {
                let fields = given.fields()?;
                Ok(Layout::Regions {
                    regions: fields.required("regions", read_regions)?,
                    between: fields.or("between", Vec::new(), read_roads)?,
                })
            },
        },
        Variant {
            name: "Graph",
            form: "(...)",
            fields: &["switches", "segments", "attached", "links"],
            read: |given| {
                let fields = given.fields()?;
                let segments = fields.or("segments", Vec::new(), read_segments)?;
                Ok(Layout::Graph {
                    switches: fields.or("switches", Vec::new(), read_switches)?,
                    segments,
                    attached: fields.or("attached", Vec::new(), read_attached)?,
                    links: fields.or("links", Vec::new(), read_roads)?,
                })
            },
        },
    ],
};

pub(super) const REGION: Shape = Shape {
    name: "Region",
    noun: "region",
    form: "(name: ..., nodes: [...], link: ...)",
    fields: &["name", "nodes", "link"],
};

pub(super) const ROAD: Shape = Shape {
    name: "Road",
    noun: "road",
    form: "(from: ..., to: ..., link: ...)",
    fields: &["from", "to", "link", "back"],
};

impl Layout {
    /// Reads a layout in RON; `file` is what a mistake names it.
    ///
    /// ```
    /// use sim_net::Layout;
    /// let layout = Layout::read("star", r#"Star(hub: "n1", link: (latency: "1ms"))"#)?;
    /// assert_eq!(layout.to_string(), r#"Star(hub: "n1", link: (latency: "1ms"))"#);
    /// # Ok::<(), sim_net::Mistake>(())
    /// ```
    ///
    /// # Errors
    /// The text is no layout, or something in it makes no sense whatever nodes there are.
    pub fn read(file: &str, text: &str) -> Result<Layout, Mistake> {
        mistake::read(file, text, |value| LAYOUTS.read(value))
    }

    /// Reads a layout for a world of these nodes: besides [`Layout::read`], it can be [built](Layout::build) there.
    ///
    /// ```
    /// use sim_net::Layout;
    /// let text = r#"Star(hub: "bnak", link: (latency: "1ms"))"#;
    /// let mistake = Layout::read_for("star", text, &["shop", "bank"]).unwrap_err();
    /// assert_eq!(&*mistake.said, r#"no node is called "bnak""#);
    /// assert_eq!(mistake.help.as_deref(), Some(r#"did you mean "bank"?"#));
    /// assert_eq!(mistake.column, 11);
    /// ```
    ///
    /// # Errors
    /// The text is no layout, or its layout doesn't fit those nodes.
    pub fn read_for(file: &str, text: &str, nodes: &[&str]) -> Result<Layout, Mistake> {
        mistake::read(file, text, |value| {
            let layout = LAYOUTS.read(value)?;
            match layout.build(nodes) {
                Ok(_) => Ok(layout),
                Err(error) => Err(layout_place::wrong(value, &error, nodes)),
            }
        })
    }
}

/// In RON, as [`Layout::read`] reads it.
impl fmt::Display for Layout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        tree(self).fmt(f)
    }
}

// The link of a layout that has nothing else.
fn only_link(value: &Value) -> Result<Link, Wrong> {
    link::read(value).map_err(|wrong| match value.field("link") {
        Some(_) => wrong.help("what would be in it stands here itself: `(latency: ...)`"),
        None => wrong,
    })
}

fn read_regions(value: &Value) -> Result<Vec<Region>, Wrong> {
    let regions = list(value, "list of regions", |value| {
        let fields = REGION.read(value)?;
        Ok(Region {
            name: fields.required("name", name)?,
            nodes: fields.required("nodes", names)?,
            link: fields.required("link", link::read)?,
        })
    })?;
    let places = value.items().iter().filter_map(|region| region.field("name"));
    none_twice(&places.zip(regions.iter().map(|region| &region.name)))?;
    let places = value.items().iter().filter_map(|region| region.field("nodes"));
    none_twice(
        &places.flat_map(Value::items).zip(regions.iter().flat_map(|region| &region.nodes)),
    )?;
    Ok(regions)
}

fn read_roads(value: &Value) -> Result<Vec<Road>, Wrong> {
    list(value, "list of roads", |value| {
        let fields = ROAD.read(value)?;
        let road = Road {
            from: fields.required("from", name)?,
            to: fields.required("to", name)?,
            link: fields.required("link", link::read)?,
            back: fields.optional("back", link::read)?,
        };
        if road.from == road.to {
            let span = fields.given("to").map_or(fields.span(), |value| value.span);
            let said = format!("this leads from {} to itself", quoted(&road.from));
            return Err(Wrong::new(span, said));
        }
        Ok(road)
    })
}

fn read_switches(value: &Value) -> Result<Vec<String>, Wrong> {
    let switches = list(value, "list of names", name)?;
    none_twice(&value.items().iter().zip(&switches))?;
    Ok(switches)
}

fn read_segments(value: &Value) -> Result<Vec<(String, Link)>, Wrong> {
    let example = "a segment and its link: `(\"office\", (latency: \"1ms\"))`";
    let segments = list(value, "list of pairs", |value| pair(value, example, name, link::read))?;
    let places = value.items().iter().filter_map(|segment| segment.items().first());
    none_twice(&places.zip(segments.iter().map(|(name, _)| name)))?;
    Ok(segments)
}

fn read_attached(value: &Value) -> Result<Vec<(String, String)>, Wrong> {
    let example = "a node and its segment: `(\"n1\", \"office\")`";
    list(value, "list of pairs", |value| pair(value, example, name, name))
}

pub(super) fn tree(layout: &Layout) -> Value {
    match layout {
        Layout::Mesh(link) => Value::before("Mesh", link::tree(link)),
        Layout::Star { hub, link } => Group::named("Star")
            .with("hub", Value::text(hub))
            .with("link", link::tree(link))
            .value(),
        Layout::Ring(link) => Value::before("Ring", link::tree(link)),
        Layout::Line(link) => Value::before("Line", link::tree(link)),
        Layout::Grid { width, link } => Group::named("Grid")
            .with("width", Value::number(*width))
            .with("link", link::tree(link))
            .value(),
        Layout::Tree { children, link } => Group::named("Tree")
            .with("children", Value::number(*children))
            .with("link", link::tree(link))
            .value(),
        Layout::Random { seed, further, link } => Group::named("Random")
            .with("seed", Value::number(*seed))
            .with_other("further", *further, 0, Value::number)
            .with("link", link::tree(link))
            .value(),
        Layout::Regions { regions, between } => Group::named("Regions")
            .with("regions", Value::list(regions, region_tree))
            .with_other("between", between, &Vec::new(), |roads| Value::list(roads, road_tree))
            .value(),
        Layout::Graph { switches, segments, attached, links } => {
            let segment = |(name, link): &(String, Link)| {
                Value::tuple(None, vec![Value::text(name), link::tree(link)])
            };
            let pair = |(node, segment): &(String, String)| {
                Value::tuple(None, vec![Value::text(node), Value::text(segment)])
            };
            Group::named("Graph")
                .with_other("switches", switches, &Vec::new(), |all| Value::list(all, Value::text))
                .with_other("segments", segments, &Vec::new(), |all| Value::list(all, segment))
                .with_other("attached", attached, &Vec::new(), |all| Value::list(all, pair))
                .with_other("links", links, &Vec::new(), |all| Value::list(all, road_tree))
                .value()
        }
    }
}

fn region_tree(region: &Region) -> Value {
    let Region { name, nodes, link } = region;
    Group::anonymous()
        .with("name", Value::text(name))
        .with("nodes", Value::list(nodes, Value::text))
        .with("link", link::tree(link))
        .value()
}

fn road_tree(road: &Road) -> Value {
    let Road { from, to, link, back } = road;
    Group::anonymous()
        .with("from", Value::text(from))
        .with("to", Value::text(to))
        .with("link", link::tree(link))
        .with_some("back", back.as_ref(), link::tree)
        .value()
}
