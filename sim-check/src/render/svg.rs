//! SVG: a space-time diagram as one picture.

use std::fmt::Write;

use super::diagram::{Diagram, HEAD, ROW, arrow_heads};
use super::phrase::{Widths, narrated};
use super::quoted::{cut, markup};
use crate::trace::{Highlights, Trace};

/// How pictures look, in light and in dark.
pub(super) const STYLE: &str = include_str!("svg.css");

// As many characters as there is room for to the right of the diagram.
const WORDS: usize = 96;
const LETTER: usize = 7;
const TITLE: usize = 26;

/// A space-time diagram: a lane for each actor, time goes downwards, a row for each event, and what happened to the right.
///
/// Messages that were lost, copied, late or overtaken look different; bands show for how long a node was down or stood
/// still, and an episode was in force. What [`Highlights`] point at has a red ground, what led to it is strong.
pub fn svg(trace: &Trace, highlights: &Highlights) -> String {
    let diagram = Diagram::new(trace, highlights);
    let top = HEAD
        + if highlights.title.is_empty() { 0 } else { TITLE }
        + if highlights.said.is_empty() { 0 } else { TITLE };
    let width = diagram.width() + WORDS * LETTER;
    let left_out = if trace.left_out().total() > 0 { ROW } else { 0 };
    let height = top + diagram.height() + left_out + 8;
    let fades = if highlights.evidence.is_empty() { "" } else { " fades" };
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"trace{fades}\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n<style>{STYLE}</style>\n{}\n<rect class=\"paper\" width=\"{width}\" height=\"{height}\"/>\n",
        arrow_heads(),
    );
    let mut line = 18;
    for (class, said) in [("title", &highlights.title), ("said", &highlights.said)] {
        if !said.is_empty() {
            writeln!(svg, "<text class=\"{class}\" x=\"10\" y=\"{line}\">{}</text>", markup(said))
                .expect("a string takes all");
            line += TITLE;
        }
    }
    writeln!(
        svg,
        "<g class=\"heads\" transform=\"translate(0 {})\">{}</g>\n<g transform=\"translate(0 {top})\">{}",
        top - HEAD,
        diagram.heads(),
        diagram.body(&(0..trace.events().len())),
    )
    .expect("a string takes all");
    words(&mut svg, trace, highlights, &diagram);
    svg.push_str("</g>\n</svg>\n");
    svg
}

fn words(svg: &mut String, trace: &Trace, highlights: &Highlights, diagram: &Diagram<'_>) {
    let x = diagram.width() + 6;
    let widths = Widths::new(trace);
    for (position, event) in trace.events().iter().enumerate() {
        let phrase = narrated(trace, event);
        let (id, time) = (event.id.to_string(), event.time.to_string());
        let Widths { ids, times, whom } = widths;
        let whole = format!("{id:<ids$}  {time:>times$}  {:<whom$}  {}", phrase.whom, phrase.what);
        let rest = if phrase.rest.is_empty() { String::new() } else { format!(" {}", phrase.rest) };
        let note = highlights.note(event.id).map_or_else(String::new, |note| format!("  ! {note}"));
        let room = WORDS.saturating_sub(rest.chars().count() + note.chars().count()).max(WORDS / 2);
        let words = markup(&format!("{}{rest}{note}", cut(&whole, room)));
        let (id, y) = (event.id.index(), position * ROW + 14);
        let classes = diagram.classes(position, event);
        writeln!(
            svg,
            "<text id=\"e{id}\" class=\"words {classes}\" x=\"{x}\" y=\"{y}\">{words}</text>"
        )
        .expect("a string takes all");
    }
    if trace.left_out().total() > 0 {
        let y = trace.events().len() * ROW + 14;
        writeln!(
            svg,
            "<text class=\"words\" x=\"{x}\" y=\"{y}\">left out: {}</text>",
            trace.left_out()
        )
        .expect("a string takes all");
    }
}
