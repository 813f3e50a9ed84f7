//! Bands and lines of life: from when to when something was so.

use std::fmt::Write;

use super::{BAR, Diagram, ROW, WORLD};
use crate::render::columns::Fares;
use crate::render::quoted::markup;
use crate::trace::{Span, SpanKind};

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

impl Diagram<'_> {
    pub(super) fn draw_bands(&self, svg: &mut String) {
        let mut bars = self.bars.iter();
        for span in &self.spans {
            let (top, bottom) = self.rows(span);
            let height = bottom.saturating_sub(top);
            let (class, title, left, width) = match &span.kind {
                SpanKind::Down(node) | SpanKind::Paused(node) => {
                    let columns = self.columns.of_node(*node);
                    let word =
                        if matches!(span.kind, SpanKind::Down(_)) { "down" } else { "paused" };
                    let title = format!("{} {word}", self.trace.node_name(*node));
                    let left = self.gutter + columns.start * self.lane + 4;
                    (word, title, left, (columns.len() * self.lane).saturating_sub(8))
                }
                SpanKind::Episode(said) => {
                    let level = bars.next().copied().unwrap_or(0);
                    let x = 2 * WORLD + BAR * level - 4;
                    write!(
                        svg,
                        "<rect class=\"bar\" x=\"{x}\" y=\"{top}\" width=\"5\" height=\"{height}\" rx=\"2\"/>"
                    )
                    .expect("a string takes all");
                    let left = self.gutter;
                    ("episode", said.clone(), left, self.lane * self.columns.list.len())
                }
            };
            let title = markup(&title);
            write!(
                svg,
                "<rect class=\"band {class}\" x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\"><title>{title}</title></rect>"
            )
            .expect("a string takes all");
        }
    }

    pub(super) fn draw_lives(&self, svg: &mut String) {
        let mut fares = self.columns.at_first();
        let mut since = vec![0; fares.len()];
        for (position, event) in self.trace.events().iter().enumerate() {
            let before = fares.clone();
            self.columns.after(event, &mut fares);
            if before == fares {
                continue;
            }
            for column in 0..fares.len() {
                if before[column] != fares[column] {
                    self.draw_life(svg, column, before[column], (since[column], Self::y(position)));
                    since[column] = Self::y(position);
                }
            }
        }
        for (column, fares) in fares.into_iter().enumerate() {
            self.draw_life(svg, column, fares, (since[column], self.height()));
        }
    }

    fn draw_life(&self, svg: &mut String, column: usize, fares: Fares, (top, end): (usize, usize)) {
        let class = match fares {
            Fares::Gone => return,
            Fares::Up => "life",
            Fares::Down | Fares::Paused => "life off",
        };
        if end >= top + ROW / 2 {
            let x = self.x(column);
            write!(svg, "<path class=\"{class}\" d=\"M{x} {top}V{end}\"/>")
                .expect("a string takes all");
        }
    }
}
