//! The format: which renderer, by its name.

use std::fmt;

use super::{
    LanesOptions, TextOptions, chrome, html, json_lines, lanes, mermaid, shiviz, svg, text,
};
use crate::trace::{Highlights, Trace};

/// Which renderer, for those who choose one by its name.
///
/// ```
/// use sim_check::render::Format;
/// use sim_check::trace::{Highlights, Trace};
///
/// let format = Format::named("html").expect("one of Format::ALL");
/// assert_eq!(format.extension(), "html");
/// assert!(format.render(&Trace::default(), &Highlights::default()).starts_with("<!DOCTYPE html>"));
/// assert_eq!(Format::named("pdf"), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Format {
    /// [`text()`], what a reader wants to know in lines of 100 characters.
    Text,
    /// [`lanes()`], in lines of 100 characters.
    Lanes,
    /// [`svg()`].
    Svg,
    /// [`html()`].
    Html,
    /// [`mermaid()`].
    Mermaid,
    /// [`shiviz()`].
    Shiviz,
    /// [`chrome()`].
    Chrome,
    /// [`json_lines()`].
    JsonLines,
}

impl Format {
    /// All formats.
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

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Lanes => "lanes",
            Self::Svg => "svg",
            Self::Html => "html",
            Self::Mermaid => "mermaid",
            Self::Shiviz => "shiviz",
            Self::Chrome => "chrome",
            Self::JsonLines => "jsonl",
        }
    }

    /// How the name of a file of it ends.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Text | Self::Lanes => "txt",
            Self::Svg => "svg",
            Self::Html => "html",
            Self::Mermaid => "mmd",
            Self::Shiviz => "log",
            Self::Chrome => "json",
            Self::JsonLines => "jsonl",
        }
    }

    /// A trace in this format.
    pub fn render(self, trace: &Trace, highlights: &Highlights) -> String {
        match self {
            Self::Text => text(trace, highlights, &TextOptions::readable()),
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

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
