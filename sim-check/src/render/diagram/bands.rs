//! Bands and lines of life: from when to when something was so.

use std::fmt::Write;
use std::ops::Range;

use super::{BAR, Diagram, ROW, WORLD};
use crate::render::columns::{Columns, Fares};
use crate::render::quoted::markup;
use crate::trace::{Span, SpanKind, Trace};

/// Beside each other, where they overlap: a column for each span that is an episode.
pub(super) fn levels(spans: &[Span]) -> Vec<usize> {
    // Until where each column is taken; spans come in the order of their beginnings.
    let mut taken: Vec<Option<usize>> = Vec::new();
    let mut levels = Vec::new();
    for span in spans.iter().filter(|span| Diagram::is_episode(span)) {
        let free = taken.iter().position(|end| end.is_some_and(|end| end <= span.begin));
        let level = free.unwrap_or(taken.len());
        if level == taken.len() {
            taken.push(span.end);
        } else {
            taken[level] = span.end;
        }
        levels.push(level);
    }
    levels
}

// Whether an episode keeps nodes apart.
fn parts(said: &str) -> bool {
    said.split_once(": ").is_some_and(|(_, what)| what.starts_with("partition"))
}

impl Diagram<'_> {
    pub(super) fn draw_bands(&self, svg: &mut String, rows: &Range<usize>) {
        let mut bars = self.bars.iter();
        for span in &self.spans {
            let bar = if Self::is_episode(span) { bars.next() } else { None };
            let end = span.end.map_or(self.height(), Self::y);
            let Some(rows) = Self::visible((Self::y(span.begin), end), rows) else { continue };
            match &span.kind {
                SpanKind::Down(node) => self.draw_band(svg, "down", "down", Some(*node), rows),
                SpanKind::Paused(node) => {
                    self.draw_band(svg, "paused", "paused", Some(*node), rows);
                }
                SpanKind::Episode { said, nodes } => {
                    let x = 2 * WORLD + BAR * bar.copied().unwrap_or(0) - 4;
                    write!(
                        svg,
                        "<rect class=\"bar\" x=\"{x}\" y=\"{top}\" width=\"5\" height=\"{height}\" rx=\"2\"><title>{title}</title></rect>",
                        top = rows.0,
                        height = rows.1,
                        title = markup(said),
                    )
                    .expect("a string takes all");
                    // A ground for whatever befalls messages would bury them: the bar has to do.
                    if nodes.is_empty() && parts(said) {
                        self.draw_band(svg, "episode", said, None, rows);
                    }
                    for node in nodes {
                        self.draw_band(svg, "episode", said, Some(*node), rows);
                    }
                }
            }
        }
    }

    // Over the columns of a node, or over all.
    fn draw_band(
        &self,
        svg: &mut String,
        class: &str,
        said: &str,
        node: Option<usize>,
        (top, height): (usize, usize),
    ) {
        let columns = node.map_or(0..self.columns.list.len(), |node| self.columns.of_node(node));
        let (left, width) = (self.gutter + columns.start * self.lane, columns.len() * self.lane);
        let (left, width) =
            if node.is_some() { (left + 4, width.saturating_sub(8)) } else { (left, width) };
        let name = node.map_or_else(String::new, |node| format!("{} ", self.trace.node_name(node)));
        let title = markup(&format!("{name}{said}"));
        write!(
            svg,
            "<rect class=\"band {class}\" x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\"><title>{title}</title></rect>"
        )
        .expect("a string takes all");
    }

    pub(super) fn draw_lives(&self, svg: &mut String, rows: &Range<usize>) {
        for Life { column, class, top, bottom } in &self.lives {
            if let Some((top, height)) = Self::visible((*top, *bottom), rows) {
                let x = self.x(*column);
                write!(svg, "<path class=\"{class}\" d=\"M{x} {top}v{height}\"/>")
                    .expect("a string takes all");
            }
        }
    }
}

/// How it fared in a column from one place to another.
pub(super) struct Life {
    column: usize,
    class: &'static str,
    top: usize,
    bottom: usize,
}

impl Life {
    pub(super) fn all(trace: &Trace, columns: &Columns) -> Vec<Self> {
        let mut lives = Vec::new();
        let mut fares = columns.at_first();
        let mut since = vec![0; fares.len()];
        let mut end = |column: usize, fares: Fares, top: usize, bottom: usize| {
            let class = match fares {
                Fares::Gone => return,
                Fares::Up => "life",
                Fares::Down | Fares::Paused => "life off",
            };
            lives.push(Self { column, class, top, bottom });
        };
        for (position, event) in trace.events().iter().enumerate() {
            let before = fares.clone();
            columns.after(event, &mut fares);
            if before == fares {
                continue;
            }
            for column in 0..fares.len() {
                if before[column] != fares[column] {
                    let here = Diagram::y(position);
                    end(column, before[column], since[column], here);
                    since[column] = here;
                }
            }
        }
        for (column, fares) in fares.into_iter().enumerate() {
            end(column, fares, since[column], ROW * trace.events().len());
        }
        lives
    }
}
