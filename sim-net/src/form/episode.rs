//! Episodes: `(label: "split", at: "1s", lasts: "500ms", fault: Partition(Halves))`.

use alloc::format;
use alloc::string::String;

use super::amount::{some_duration, within, within_tree, yes};
use super::name::name;
use super::{amount, family};
use crate::plan::{End, Episode, Flapping};
use crate::ron::{Fields, Group, Kind, Shape, Value, Wrong};

pub(super) const EPISODE: Shape = Shape {
    name: "Episode",
    noun: "episode",
    form: "(at: ..., fault: ...)",
    fields: &["label", "at", "lasts", "until", "fault", "flapping", "in_flight"],
};

pub(super) const FLAPPING: Shape = Shape {
    name: "Flapping",
    noun: "flapping",
    form: "(on: ..., off: ...)",
    fields: &["on", "off"],
};

/// Reads an episode; without a label, that is empty. The line isn't known here.
pub(super) fn read(value: &Value) -> Result<Episode, Wrong> {
    let fields = EPISODE.read(value).map_err(|wrong| {
        if let Kind::Group(Some(name), _) = &value.kind
            && family::FAMILIES.names().contains(&name.text.as_str())
        {
            return wrong.help(format!("write `(at: ..., fault: {}(...))`", name.text));
        }
        wrong
    })?;
    let episode = Episode {
        label: fields.or("label", String::new(), name)?,
        at: fields.required("at", within)?,
        end: read_end(&fields)?,
        fault: fields.required("fault", family::read)?,
        flapping: fields.optional("flapping", read_flapping)?,
        in_flight: fields.or("in_flight", true, yes)?,
        line: None,
    };
    if let Some(End::Until(until)) = episode.end
        && until.most < episode.at.least
    {
        let span = fields.given("until").map_or(fields.span(), |value| value.span);
        let said = format!("this ends at {}, before it begins at {}", until.most, episode.at.least);
        return Err(Wrong::new(span, said).help("how long it lasts is given in `lasts`"));
    }
    Ok(episode)
}

fn read_end(fields: &Fields<'_>) -> Result<Option<End>, Wrong> {
    let lasts = fields.optional("lasts", within)?;
    let until = fields.optional("until", within)?;
    match (lasts, until) {
        (Some(_), Some(_)) => {
            let span = fields.given("until").map_or(fields.span(), |value| value.span);
            let wrong = Wrong::new(span, "this episode has two ends");
            Err(wrong.expected("either `lasts` or `until`"))
        }
        (Some(lasts), None) => Ok(Some(End::Lasts(lasts))),
        (None, until) => Ok(until.map(End::Until)),
    }
}

fn read_flapping(value: &Value) -> Result<Flapping, Wrong> {
    let fields = FLAPPING.read(value)?;
    Ok(Flapping {
        on: fields.required("on", some_duration)?,
        off: fields.required("off", some_duration)?,
    })
}

pub(super) fn tree(episode: &Episode) -> Value {
    let Episode { label, at, end, fault, flapping, in_flight, line: _ } = episode;
    let (lasts, until) = match end {
        None => (None, None),
        Some(End::Lasts(lasts)) => (Some(*lasts), None),
        Some(End::Until(until)) => (None, Some(*until)),
    };
    Group::anonymous()
        .with_other("label", label.as_str(), "", Value::text)
        .with("at", within_tree(*at))
        .with_some("lasts", lasts, within_tree)
        .with_some("until", until, within_tree)
        .with("fault", family::tree(fault))
        .with_some("flapping", *flapping, flapping_tree)
        .with_other("in_flight", *in_flight, true, Value::yes)
        .value()
}

fn flapping_tree(flapping: Flapping) -> Value {
    let Flapping { on, off } = flapping;
    Group::anonymous()
        .with("on", amount::duration_tree(on))
        .with("off", amount::duration_tree(off))
        .value()
}
