//! Renderers: a trace as text, as a diagram, as a page, or as another tool's input.
//!
//! Each is a pure function of a [`Trace`](crate::trace::Trace) and of what to point at
//! ([`Highlights`](crate::trace::Highlights)). Deliberately absent: files, printing, colours of terminals, floats.
//!
//! | for | function |
//! |---|---|
//! | a report, a terminal, a snapshot | [`text()`] |
//! | the shape of it, in a terminal | [`lanes()`] |
//! | a page to be read, of up to some ten thousand events | [`html()`] |
//! | a picture | [`svg()`] |
//! | an issue or a document in Markdown | [`mermaid()`] |
//! | scripts, and to be read again | [`json_lines()`] |
//! | <https://bestchai.bitbucket.io/shiviz/> | [`shiviz()`] |
//! | <https://ui.perfetto.dev>, `chrome://tracing` | [`chrome()`] |
//!
//! What was measured over many runs is no trace: for [figures](crate::figures) there is [`plot()`].

mod chrome;
mod columns;
mod diagram;
mod format;
mod html;
mod json;
mod json_lines;
mod lanes;
mod mermaid;
mod phrase;
mod plot;
mod quoted;
mod shiviz;
mod svg;
mod text;

pub use chrome::chrome;
pub use format::Format;
pub use html::html;
pub use json_lines::json_lines;
pub use lanes::{LanesOptions, lanes};
pub use mermaid::mermaid;
pub use plot::plot;
pub use shiviz::{SHIVIZ_REGEX, shiviz};
pub use svg::svg;
pub use text::{Numbers, TextOptions, View, numbering, text};

pub(crate) use json::Object;
pub(crate) use quoted::cut;
