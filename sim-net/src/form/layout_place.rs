//! Where in its text a layout is wrong that doesn't fit the nodes of a world.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::check::listed;
use crate::ron::{Kind, Span, Value, Wrong};
use crate::topology::{LayoutError, VertexKind};

/// What is wrong with a layout, and where.
pub(super) fn wrong(layout: &Value, error: &LayoutError, nodes: &[&str]) -> Wrong {
    let place = Place { layout };
    match error {
        LayoutError::UnknownHub { hub, meant } => {
            place.unknown(layout.field("hub"), "node", hub, meant.as_ref(), nodes)
        }
        LayoutError::UnknownMember { region: _, node, meant } => {
            let member = place.members().find(|member| is(member, node));
            place.unknown(member, "node", node, meant.as_ref(), nodes)
        }
        LayoutError::UnknownAttached { node, segment, meant } => {
            place.unknown(place.attached(node, segment, 0), "node", node, meant.as_ref(), nodes)
        }
        LayoutError::UnknownSegment { node, segment, meant } => {
            let there = texts(place.segments());
            place.unknown(
                place.attached(node, segment, 1),
                "segment",
                segment,
                meant.as_ref(),
                &there,
            )
        }
        LayoutError::UnknownEnd { from, to, end, meant } => {
            let mut there = nodes.to_vec();
            there.extend(texts(place.switches().chain(place.segments())));
            let what = "node, switch or segment";
            place.unknown(place.end(from, to, end), what, end, meant.as_ref(), &there)
        }
        LayoutError::UnknownRegion { from, to, end, meant } => {
            let there = texts(place.regions());
            let wrong =
                place.unknown(place.end(from, to, end), "region", end, meant.as_ref(), &there);
            if nodes.contains(&end.as_str()) {
                return wrong
                    .help(format!("{end:?} is a node; a road leads from region to region"));
            }
            wrong
        }
        LayoutError::AttachedNoNode { name, kind, segment } => {
            let said = format!("{name:?} is a {kind}, and only nodes are attached");
            let help = "others are connected in `links`";
            place.at(place.attached(name, segment, 0), said).help(help)
        }
        LayoutError::AttachedToNoSegment { node, name, kind } => {
            let said = format!("{name:?} is a {kind}, not a segment");
            let help = format!("what connects {node:?} to a {kind} stands in `links`");
            place.at(place.attached(node, name, 1), said).help(help)
        }
        LayoutError::InNoRegion { node } => {
            let said = format!("the node {node:?} is in no region");
            place.at(None, said).help("each stands in the `nodes` of one region")
        }
        LayoutError::Unconnected { node } => {
            let said = format!("the node {node:?} is connected to nothing");
            place.at(None, said).help("give it one of the `links`, or let it be `attached`")
        }
        LayoutError::SameName { name, one, other } => {
            let said = format!("a {one} and a {other} are called {name:?}");
            place.at(place.called(name, *other), said)
        }
        LayoutError::TwoEdges { from, to } => {
            let mut edges = place.edges(from, to);
            let first = edges.next();
            let wrong = place.at(edges.next(), format!("{from:?} and {to:?} are connected twice"));
            first.map_or(wrong.clone(), |first| wrong.other("the first time is", first.span))
        }
        // No text that was read has these.
        LayoutError::InTwoRegions { .. }
        | LayoutError::TwiceInRegion { .. }
        | LayoutError::EmptyRegion { .. }
        | LayoutError::SelfEdge { .. }
        | LayoutError::NoWidth
        | LayoutError::NoChildren => place.at(None, format!("{error}")),
    }
}

// What stands where in the text of a layout.
struct Place<'v> {
    layout: &'v Value,
}

impl<'v> Place<'v> {
    fn at(&self, value: Option<&Value>, said: String) -> Wrong {
        Wrong::new(value.map_or_else(|| self.head(), |value| value.span), said)
    }

    fn unknown(
        &self,
        value: Option<&Value>,
        what: &str,
        name: &str,
        meant: Option<&String>,
        there: &[&str],
    ) -> Wrong {
        let mut wrong = self.at(value, format!("no {what} is called {name:?}"));
        wrong.expected = (!there.is_empty()).then(|| listed(there));
        wrong.help = meant.map(|meant| format!("did you mean {meant:?}?"));
        wrong
    }

    // The name of the layout, which stands for all of it.
    fn head(&self) -> Span {
        if let Kind::Group(Some(name), _) = &self.layout.kind {
            return name.span;
        }
        self.layout.span
    }

    fn items(&self, field: &str) -> impl Iterator<Item = &'v Value> + use<'v> {
        self.layout.field(field).map_or(&[][..], Value::items).iter()
    }

    fn regions(&self) -> impl Iterator<Item = &'v Value> + use<'v> {
        self.items("regions").filter_map(|region| region.field("name"))
    }

    fn members(&self) -> impl Iterator<Item = &'v Value> + use<'v> {
        let nodes = self.items("regions").filter_map(|region| region.field("nodes"));
        nodes.flat_map(Value::items)
    }

    fn switches(&self) -> impl Iterator<Item = &'v Value> + use<'v> {
        self.items("switches")
    }

    fn segments(&self) -> impl Iterator<Item = &'v Value> + use<'v> {
        self.items("segments").filter_map(|segment| segment.items().first())
    }

    // One of the two that are attached to each other.
    fn attached(&self, node: &str, segment: &str, which: usize) -> Option<&'v Value> {
        let pair = self.items("attached").find(|pair| are(pair.items(), [node, segment]))?;
        pair.items().get(which)
    }

    fn roads(&self) -> impl Iterator<Item = &'v Value> + use<'v> {
        self.items("links").chain(self.items("between"))
    }

    // An end of the road from there to there.
    fn end(&self, from: &str, to: &str, end: &str) -> Option<&'v Value> {
        let ends = |road: &'v Value| Some([road.field("from")?, road.field("to")?]);
        let mut roads = self.roads().filter_map(ends);
        roads
            .find(|[one, other]| is(one, from) && is(other, to))?
            .into_iter()
            .find(|it| is(it, end))
    }

    // All that connects these two, in either direction.
    fn edges(&self, one: &str, other: &str) -> impl Iterator<Item = &'v Value> {
        let connects = move |edge: &&Value| {
            let ends = [edge.field("from"), edge.field("to")];
            let ends: Vec<&Value> = ends.into_iter().flatten().chain(edge.items()).collect();
            ends.len() == 2
                && ends.iter().any(|end| is(end, one))
                && ends.iter().any(|end| is(end, other))
        };
        self.items("attached").chain(self.roads()).filter(connects)
    }

    // Where something of that kind gets that name.
    fn called(&self, name: &str, kind: VertexKind) -> Option<&'v Value> {
        let is_called = |value: &&Value| is(value, name);
        match kind {
            VertexKind::Node => None,
            VertexKind::Switch => self.switches().find(is_called),
            VertexKind::Segment => self.segments().find(is_called),
            VertexKind::Region => self.regions().find(is_called),
        }
    }
}

fn text(value: &Value) -> Option<&str> {
    if let Kind::Text(text) = &value.bare().kind { Some(text) } else { None }
}

fn texts<'v>(values: impl Iterator<Item = &'v Value>) -> Vec<&'v str> {
    values.filter_map(text).collect()
}

fn is(value: &Value, name: &str) -> bool {
    text(value) == Some(name)
}

fn are(values: &[Value], names: [&str; 2]) -> bool {
    values.iter().map(text).eq(names.map(Some))
}
