//! The formats in which a trace can be rendered, by name.

use super::{
    LanesOptions, TextOptions, chrome, html, json_lines, lanes, mermaid, shiviz, svg, text,
};
use crate::trace::{Highlights, Trace};

/// A format in which a trace can be rendered.
///
/// ```
/// use sim_check::render::Format;
/// assert_eq!(Format::named("html"), Some(Format::Html));
/// assert_eq!(Format::named("gif"), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// One event a line.
    Text,
    /// A diagram of characters.
    Lanes,
    /// A picture.
    Svg,
    /// A page.
    Html,
    /// A sequence diagram for Markdown.
    Mermaid,
    /// A log for `ShiViz`.
    Shiviz,
    /// For the trace viewers of Chrome and Perfetto.
    Chrome,
    /// One object a line.
    JsonLines,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Text,
        Self::Lanes,
        Self::Svg,
        Self::Html,
        Self::Mermaid,
        Self::Shiviz,
        Self::Chrome,
        Self::JsonLines,
    ];

    /// Their names, in the same order.
    pub const NAMES: [&'static str; 8] =
        ["text", "lanes", "svg", "html", "mermaid", "shiviz", "chrome", "jsonl"];

    /// The format of that name.
    pub fn named(name: &str) -> Option<Self> {
        let place = Self::NAMES.iter().position(|known| *known == name)?;
        Self::ALL.get(place).copied()
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    /// A trace in this format.
    pub fn render(self, trace: &Trace, highlights: &Highlights) -> String {
        match self {
            Self::Text => text(trace, highlights, &TextOptions::all()),
            Self::Lanes => lanes(trace, highlights, &LanesOptions::default()),
            Self::Svg => svg(trace, highlights),
            Self::Html => html(trace, highlights),
            Self::Mermaid => mermaid(trace, highlights),
            Self::Shiviz => shiviz(trace),
            Self::Chrome => chrome(trace, highlights),
            Self::JsonLines => json_lines(trace),
        }
    }
}
