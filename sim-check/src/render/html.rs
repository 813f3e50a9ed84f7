//! HTML: one page that needs nothing else, and no scripts.

mod row;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

use super::diagram::{Diagram, Glyph, HEAD, ROW, arrow_heads};
use super::phrase::Widths;
use super::quoted::markup;
use super::svg::STYLE;
use crate::trace::{Fate, Highlights, Trace, journeys};

// So many events are drawn at a time: a browser passes over those that are far away.
const SHEET: usize = 200;

const PAGE: &str = include_str!("html/page.css");

/// One page that needs nothing else: a space-time diagram, and beside it a line for each event, level with it.
///
/// Each event can be linked to (`#e17`), and links to its cause. What [`Highlights`] point at comes first, with links;
/// a filter dims what doesn't concern a node, what only says how, or what didn't lead to what is wrong. There are no
/// scripts, and the page forbids them: whatever a protocol says is shown as it stands.
pub fn html(trace: &Trace, highlights: &Highlights) -> String {
    let diagram = Diagram::new(trace, highlights);
    let title = if highlights.title.is_empty() { "Trace" } else { &highlights.title };
    let fades = if highlights.evidence.is_empty() { "" } else { " fades" };
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n<style>{STYLE}{PAGE}{}{}</style>\n</head>\n<body class=\"trace{fades}\">\n",
        columns(trace),
        filters(trace),
        title = markup(title),
    );
    opening(&mut page, title, trace, highlights);
    controls(&mut page, trace, highlights);
    let width = diagram.width();
    write!(
        page,
        "<main>\n<div class=\"top\"><svg class=\"heads\" width=\"{width}\" height=\"{HEAD}\">{}{}</svg></div>\n",
        arrow_heads(),
        diagram.heads(),
    )
    .expect("a string takes all");
    let count = trace.events().len();
    for begin in (0..count).step_by(SHEET) {
        sheet(&mut page, trace, highlights, &diagram, &(begin..count.min(begin + SHEET)));
    }
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

// A part of the run: the diagram to the left, a line for each event to the right.
fn sheet(
    page: &mut String,
    trace: &Trace,
    highlights: &Highlights,
    diagram: &Diagram<'_>,
    rows: &Range<usize>,
) {
    let (width, top, height) = (diagram.width(), rows.start * ROW, rows.len() * ROW);
    write!(
        page,
        "<div class=\"run\" style=\"height:{height}px\">\n<svg width=\"{width}\" height=\"{height}\" viewBox=\"0 {top} {width} {height}\">{}</svg>\n<div class=\"rows\">\n",
        diagram.body(rows),
    )
    .expect("a string takes all");
    row::rows(page, trace, highlights, diagram, rows);
    page.push_str("</div>\n</div>\n");
}

// What is wrong, and what there is to see.
fn opening(page: &mut String, title: &str, trace: &Trace, highlights: &Highlights) {
    write!(page, "<header>\n<h1>{}</h1>\n", markup(title)).expect("a string takes all");
    if !highlights.said.is_empty() {
        writeln!(page, "<p class=\"verdict\">{}</p>", markup(&highlights.said))
            .expect("a string takes all");
    }
    if !highlights.evidence.is_empty() || !highlights.necessary.is_empty() {
        page.push_str("<ul>\n");
        let shown = highlights.evidence.iter().map(|it| (it.event, it.note.as_str()));
        let necessary = highlights
            .necessary
            .iter()
            .map(|event| (*event, "necessary: without it nothing would be wrong"));
        for (id, note) in shown.chain(necessary) {
            let told = trace.event(id).map_or("not in this trace", |event| &event.told);
            writeln!(
                page,
                "<li><a href=\"#e{}\">{id}</a> {} <em>{}</em></li>",
                id.index(),
                markup(told),
                markup(note),
            )
            .expect("a string takes all");
        }
        page.push_str("</ul>\n");
    }
    writeln!(page, "<p class=\"counts\">{}</p>", counts(trace)).expect("a string takes all");
    legend(page);
    page.push_str("</header>\n");
}

fn counts(trace: &Trace) -> String {
    let mut by_fate: BTreeMap<Fate, u64> = BTreeMap::new();
    for journey in journeys(trace) {
        *by_fate.entry(journey.fate).or_default() += 1;
    }
    let (events, nodes) = (trace.events().len(), trace.nodes().len());
    let end = trace.events().last().map(|event| event.time.to_string()).unwrap_or_default();
    let mut text = format!("{events} events on {nodes} nodes");
    if !end.is_empty() {
        write!(text, " until {end}").expect("a string takes all");
    }
    for (fate, count) in by_fate {
        write!(text, " · {count} {}", word(fate)).expect("a string takes all");
    }
    if trace.left_out().total() > 0 {
        write!(text, " · left out: {}", trace.left_out()).expect("a string takes all");
    }
    text
}

const fn word(fate: Fate) -> &'static str {
    match fate {
        Fate::Plain => "delivered",
        Fate::Late => "late",
        Fate::Overtaken => "overtaken",
        Fate::Duplicate => "delivered again",
        Fate::Diverted => "diverted by a full mailbox",
        Fate::Lost => "lost",
    }
}

fn legend(page: &mut String) {
    page.push_str("<p class=\"legend\">");
    for fate in [Fate::Plain, Fate::Late, Fate::Overtaken, Fate::Duplicate, Fate::Lost] {
        let (class, word) = (fate.class(), word(fate));
        write!(
            page,
            "<span><svg width=\"46\" height=\"14\"><path class=\"m past {class}\" d=\"M3 7H38\"/></svg>{word}</span>"
        )
        .expect("a string takes all");
    }
    let glyphs = [
        (Glyph::Handled, "handled"),
        (Glyph::Timer, "timer"),
        (Glyph::Call, "call"),
        (Glyph::Fact, "fact or mark"),
        (Glyph::Crash, "crash"),
        (Glyph::Restart, "restart"),
        (Glyph::Fault, "fault"),
        (Glyph::Step, "step"),
    ];
    for (glyph, word) in glyphs {
        let (class, path) = (glyph.class(), glyph.path());
        write!(
            page,
            "<span><svg width=\"18\" height=\"18\"><path class=\"g past {class}\" d=\"M9 9{path}\"/></svg>{word}</span>"
        )
        .expect("a string takes all");
    }
    for (class, word) in [("down", "node down"), ("paused", "node paused"), ("episode", "episode")]
    {
        write!(
            page,
            "<span><svg width=\"30\" height=\"16\"><rect class=\"band {class}\" width=\"28\" height=\"16\"/></svg>{word}</span>"
        )
        .expect("a string takes all");
    }
    page.push_str("</p>\n");
}

// They stand before what they dim, so that a style sheet can see them.
fn controls(page: &mut String, trace: &Trace, highlights: &Highlights) {
    page.push_str("<input type=\"radio\" name=\"node\" id=\"all\" checked><label for=\"all\">all nodes</label>\n");
    for (node, name) in trace.nodes().iter().enumerate() {
        writeln!(
            page,
            "<input type=\"radio\" name=\"node\" id=\"f{node}\"><label for=\"f{node}\">{}</label>",
            markup(name)
        )
        .expect("a string takes all");
    }
    page.push_str(
        "<input type=\"checkbox\" id=\"what\"><label for=\"what\">what, not how</label>\n",
    );
    if !highlights.evidence.is_empty() {
        page.push_str(
            "<input type=\"checkbox\" id=\"why\"><label for=\"why\">only what led to it</label>\n",
        );
    }
}

fn columns(trace: &Trace) -> String {
    let Widths { ids, times, whom } = Widths::new(trace);
    format!(".rows{{--ids:{ids}ch;--times:{times}ch;--whom:{whom}ch}}\n")
}

fn filters(trace: &Trace) -> String {
    let mut rules = String::new();
    for node in 0..trace.nodes().len() {
        writeln!(rules, "#f{node}:checked~main .e:not(.n{node}):not(.w){{opacity:.1}}")
            .expect("a string takes all");
    }
    rules
}
