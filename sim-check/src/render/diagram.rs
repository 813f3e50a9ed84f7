//! The space-time diagram, as SVG: shared by the picture and the page.
//!
//! Each event has a row of its own, and time goes downwards: what stands beside the diagram, a line for each event, is
//! level with what it is about. Coordinates are whole numbers.

mod arrows;
mod bands;
mod glyphs;

pub(super) use arrows::heads as arrow_heads;
pub(super) use glyphs::Glyph;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::ops::Range;

use super::columns::Columns;
use super::quoted::{cut, markup};
use crate::trace::{
    Highlights, Journey, Span, SpanKind, Trace, TraceEvent, TracePlace, journeys, spans,
};
use bands::Life;

/// The height of an event.
pub(super) const ROW: usize = 20;

/// The height of the names above.
pub(super) const HEAD: usize = 44;

// The place of what happens to the world, beside the bars of episodes.
const WORLD: usize = 14;
const BAR: usize = 9;

/// A trace, laid out.
pub(super) struct Diagram<'t> {
    trace: &'t Trace,
    pub(super) columns: Columns,
    spans: Vec<Span>,
    journeys: Vec<Journey>,
    lives: Vec<Life>,
    // The positions of what is wrong, and of all that led to it.
    shown: BTreeSet<usize>,
    past: BTreeSet<usize>,
    // The column of the bar of each episode, in the order of the spans.
    bars: Vec<usize>,
    gutter: usize,
    lane: usize,
}

impl<'t> Diagram<'t> {
    pub(super) fn new(trace: &'t Trace, highlights: &Highlights) -> Self {
        let columns = Columns::new(trace);
        let roots = highlights.roots();
        let shown = roots.iter().filter_map(|id| trace.position(*id)).collect();
        let spans = spans(trace);
        let bars = bands::levels(&spans);
        let gutter = 2 * WORLD + BAR * bars.iter().map(|bar| bar + 1).max().unwrap_or(0);
        // Few lanes have room to breathe, many have to share.
        let lane = 720_usize.checked_div(columns.list.len()).unwrap_or(0).clamp(40, 120);
        let mut past = trace.past_positions(&roots);
        past.extend(highlights.necessary.iter().filter_map(|id| trace.position(*id)));
        let lives = Life::all(trace, &columns);
        let journeys = journeys(trace);
        Self { trace, columns, spans, journeys, lives, shown, past, bars, gutter, lane }
    }

    pub(super) fn width(&self) -> usize {
        self.gutter + self.lane * self.columns.list.len() + 10
    }

    pub(super) fn height(&self) -> usize {
        ROW * self.trace.events().len()
    }

    pub(super) fn is_past(&self, position: usize) -> bool {
        self.past.contains(&position)
    }

    pub(super) fn is_shown(&self, position: usize) -> bool {
        self.shown.contains(&position)
    }

    const fn x(&self, column: usize) -> usize {
        self.gutter + column * self.lane + self.lane / 2
    }

    const fn y(position: usize) -> usize {
        position * ROW + ROW / 2
    }

    /// The names of nodes and actors, `HEAD` high.
    pub(super) fn heads(&self) -> String {
        let mut svg = String::new();
        for (node, name) in self.trace.nodes().iter().enumerate() {
            let columns = self.columns.of_node(node);
            if columns.len() < 2 {
                continue;
            }
            let (left, width) =
                (self.gutter + columns.start * self.lane, columns.len() * self.lane);
            let middle = left + width / 2;
            let name = markup(&cut(name, width / 8));
            write!(
                svg,
                "<path class=\"brace\" d=\"M{} 21v-4h{}v4\"/><text x=\"{middle}\" y=\"13\">{name}</text>",
                left + 6,
                width - 12,
            )
            .expect("a string takes all");
        }
        for (number, column) in self.columns.list.iter().enumerate() {
            let shared = column.node.is_some_and(|node| self.columns.of_node(node).len() > 1);
            // Below the name of the node its actors need not repeat it.
            let short = column.name.split_once('/').filter(|_| shared).map(|(_, short)| short);
            let short = markup(&cut(short.unwrap_or(&column.name), self.lane / 8));
            write!(
                svg,
                "<text x=\"{}\" y=\"36\"><title>{}</title>{short}</text>",
                self.x(number),
                markup(&column.name),
            )
            .expect("a string takes all");
        }
        svg
    }

    /// The diagram below the names, from a row to another: whatever is to be seen between them, and maybe beyond.
    pub(super) fn body(&self, rows: &Range<usize>) -> String {
        let mut svg = String::new();
        self.draw_highlights(&mut svg, rows);
        self.draw_bands(&mut svg, rows);
        self.draw_lives(&mut svg, rows);
        for journey in &self.journeys {
            if journey.sent.unwrap_or(journey.end) < rows.end && journey.end >= rows.start {
                self.draw_journey(&mut svg, journey);
            }
        }
        for position in rows.clone() {
            self.draw_glyph(&mut svg, position, &self.trace.events()[position]);
        }
        svg
    }

    /// The classes of an event, by which it is dimmed.
    pub(super) fn classes(&self, position: usize, event: &TraceEvent) -> String {
        let mut classes = String::from("e");
        if event.place == TracePlace::World {
            classes.push_str(" w");
        }
        let actors = event.what.actors();
        let nodes = actors.iter().filter_map(|who| self.trace.actors().get(who.0)?.node);
        let nodes: BTreeSet<usize> = nodes.chain(self.trace.node_of(event.place)).collect();
        for node in nodes {
            write!(classes, " n{node}").expect("a string takes all");
        }
        if !event.what.is_readable() {
            classes.push_str(" how");
        }
        if self.is_past(position) {
            classes.push_str(" past");
        }
        if self.is_shown(position) {
            classes.push_str(" shown");
        }
        classes
    }

    fn draw_highlights(&self, svg: &mut String, rows: &Range<usize>) {
        for position in self.shown.range(rows.clone()) {
            let (y, width) = (position * ROW, self.width());
            write!(svg, "<rect class=\"ground\" y=\"{y}\" width=\"{width}\" height=\"{ROW}\"/>")
                .expect("a string takes all");
        }
    }

    // The part between these rows of what goes from one place to another: its top, and its height.
    fn visible((top, bottom): (usize, usize), rows: &Range<usize>) -> Option<(usize, usize)> {
        let (top, bottom) = (top.max(rows.start * ROW), bottom.min(rows.end * ROW));
        (top < bottom).then(|| (top, bottom - top))
    }

    const fn is_episode(span: &Span) -> bool {
        matches!(span.kind, SpanKind::Episode { .. })
    }
}
