//! The rows of a page: a line for each event.

use std::fmt::Write;
use std::ops::Range;

use crate::render::diagram::Diagram;
use crate::render::phrase::narrated;
use crate::render::quoted::markup;
use crate::trace::{Highlights, Trace};

/// A line for each event, as high as its row in the diagram.
pub(super) fn rows(
    page: &mut String,
    trace: &Trace,
    highlights: &Highlights,
    diagram: &Diagram<'_>,
    rows: &Range<usize>,
) {
    let mut time = None;
    for position in rows.clone() {
        let event = &trace.events()[position];
        let phrase = narrated(trace, event);
        let id = event.id.index();
        // A time that is the same as above is faint: one sees where time passes.
        let again = if time == Some(event.time) { " class=\"again\"" } else { "" };
        time = Some(event.time);
        write!(
            page,
            "<p id=\"e{id}\" class=\"{}\"><a href=\"#e{id}\">#{id}</a><i{again}>{}</i><b>{}</b><q>{}",
            diagram.classes(position, event),
            event.time,
            markup(&phrase.whom),
            markup(&phrase.what),
        )
        .expect("a string takes all");
        if !phrase.rest.is_empty() {
            write!(page, " <s>{}</s>", markup(&phrase.rest)).expect("a string takes all");
        }
        page.push_str("</q>");
        if let Some(note) = highlights.note(event.id) {
            write!(page, "<em>{}</em>", markup(&note)).expect("a string takes all");
        }
        if let Some(cause) = event.cause {
            let number = cause.index();
            if trace.position(cause).is_some() {
                write!(page, "<a href=\"#e{number}\">from {cause}</a>")
                    .expect("a string takes all");
            } else {
                write!(page, "<u>from {cause}</u>").expect("a string takes all");
            }
        }
        page.push_str("</p>\n");
    }
}
