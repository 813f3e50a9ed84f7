//! The mistake: what is wrong with a text, and where.

mod show;

#[cfg(test)]
mod tests;

use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use core::error::Error;

use crate::ron::{Span, Value, Wrong, parse};

/// What is wrong with a plan, a layout, a link or whatever else was read from a text; nothing was made of it.
///
/// Printed, it shows the line and underlines what is meant, in lines of up to 100 columns:
///
/// ```
/// let mistake = sim_net::Plan::read("plans/crash.ron", r#"(
///     episodes: [
///         (at: "1s", fault: Partitoin(Halves)),
///     ],
/// )"#).unwrap_err();
/// assert_eq!((mistake.line, mistake.column, mistake.length), (3, 27, 9));
/// assert_eq!(mistake.to_string(), "\
/// error: there is no fault `Partitoin`
///   --> plans/crash.ron:3:27
///    |
///  3 |         (at: \"1s\", fault: Partitoin(Halves)),
///    |                           ^^^^^^^^^
///    = expected one of Partition, SlowLink, Loss, Duplicates, Reorder, Corruption, Hold, Rule, Crash,
///      Points, Pause, SlowNode, ClockJump, ClockDrift, Disk, BitRot
///    = help: did you mean `Partition`?");
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mistake {
    /// The name of the text, as it was given.
    pub file: Box<str>,
    /// The line, counted from one.
    pub line: u32,
    /// The column, counted from one, in characters. It may lie one behind the end of the line.
    pub column: u32,
    /// How many characters of the line are meant, at least one.
    pub length: u32,
    /// The line itself.
    pub source: Box<str>,
    /// What is wrong.
    pub said: Box<str>,
    /// What should stand there; it goes on after "expected".
    pub expected: Option<Box<str>>,
    /// What could be done.
    pub help: Option<Box<str>>,
}

impl Error for Mistake {}

impl Mistake {
    /// Places what is wrong in its text.
    pub(crate) fn new(file: &str, text: &str, wrong: Wrong) -> Mistake {
        let Wrong { span, said, expected, help, other } = wrong;
        let Span { start, end } = span;
        let (line, column) = position(text, start);
        let line_start = text[..start].rfind('\n').map_or(0, |line_break| line_break + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |length| start + length);
        let source = text[line_start..line_end].trim_end_matches('\r');
        // What goes on in the next line is underlined up to the end of this one.
        let meant = text[start..end.clamp(start, line_end)].trim_end();
        let other = other.map(|(words, span)| {
            let (line, column) = position(text, span.start);
            format!("{words} in line {line}, column {column}")
        });
        let help = match (help, other) {
            (Some(help), Some(other)) => Some(format!("{help}; {other}")),
            (help, other) => help.or(other),
        };
        Mistake {
            file: file.into(),
            line,
            column,
            length: number(meant.chars().count().max(1)),
            source: source.into(),
            said: said.into(),
            expected: expected.map(String::into_boxed_str),
            help: help.map(String::into_boxed_str),
        }
    }
}

/// Reads a whole text as one value; `file` is what a mistake names it.
///
/// # Errors
/// The text is no value in this notation, or what it is to be read as doesn't want it.
pub fn read<T>(
    file: &str,
    text: &str,
    read: impl FnOnce(&Value) -> Result<T, Wrong>,
) -> Result<T, Mistake> {
    let text = without_mark(text);
    parse(text)
        .and_then(|value| read(value.bare()))
        .map_err(|wrong| Mistake::new(file, text, wrong))
}

/// A text without the mark that some editors put before it.
pub(crate) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// The line and the column of a byte of a text, counted from one.
pub(crate) fn position(text: &str, at: usize) -> (u32, u32) {
    let before = &text[..at];
    let line_start = before.rfind('\n').map_or(0, |line_break| line_break + 1);
    (number(before.matches('\n').count() + 1), number(before[line_start..].chars().count() + 1))
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
