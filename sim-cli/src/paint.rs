//! Colours: they add to a text and never change it.

use std::fmt::Write;

use clap::builder::styling::{AnsiColor, Color, Style};

const fn bold(color: AnsiColor) -> Style {
    Style::new().bold().fg_color(Some(Color::Ansi(color)))
}

const fn plain(color: AnsiColor) -> Style {
    Style::new().fg_color(Some(Color::Ansi(color)))
}

const BAD: Style = bold(AnsiColor::Red);
const GOOD: Style = bold(AnsiColor::Green);
const UNCLEAR: Style = bold(AnsiColor::Yellow);
const POINT: Style = plain(AnsiColor::Red);
const FAULT: Style = plain(AnsiColor::Yellow);
const NAME: Style = bold(AnsiColor::Cyan);

// What a line of a report begins with, behind blanks.
const STARTS: [(&str, Style); 13] = [
    ("FAIL ", BAD),
    ("NONDETERMINISM ", BAD),
    ("BROKEN ", BAD),
    ("FOUND ", GOOD),
    ("PASS ", GOOD),
    ("UNDECIDED ", UNCLEAR),
    ("STALE ", UNCLEAR),
    ("necessary:", FAULT),
    ("replay ", NAME),
    ("unshrunk ", NAME),
    ("look ", NAME),
    ("saved ", NAME),
    ("save ", NAME),
];

// What stands in the middle of a line: lost, duplicated, a fault.
const MIDDLES: [(&str, Style); 4] =
    [(" -x ", POINT), (" => ", FAULT), (" FAULT ", FAULT), (" violated:", POINT)];

/// A report with its colours.
pub(crate) fn report(text: &str) -> String {
    text.split_inclusive('\n').map(line).collect()
}

fn line(line: &str) -> String {
    let (blanks, rest) = line.split_at(line.len() - line.trim_start_matches(' ').len());
    for (start, style) in STARTS {
        if let Some(after) = rest.strip_prefix(start) {
            return format!("{blanks}{style}{start}{style:#}{after}");
        }
    }
    // What a judge says of an event stands behind a mark at the end of its line.
    match line.rsplit_once("  ! ") {
        Some((before, note)) => {
            let (note, end) = note.split_at(note.trim_end().len());
            format!("{}  {POINT}! {note}{POINT:#}{end}", middle(before))
        }
        None => middle(line),
    }
}

fn middle(text: &str) -> String {
    for (middle, style) in MIDDLES {
        if let Some((before, after)) = text.split_once(middle) {
            return format!("{before}{style}{middle}{style:#}{after}");
        }
    }
    text.to_owned()
}

/// An error, a warning or a note with its colours.
pub(crate) fn diagnostic(text: &str) -> String {
    let mut painted = String::new();
    for (rank, line) in text.lines().enumerate() {
        if rank > 0 {
            painted.push('\n');
        }
        let style = match line.split_once(':').map(|(word, _)| word) {
            Some("error" | "bug") => BAD,
            Some("warning") => UNCLEAR,
            Some(_) | None => Style::new(),
        };
        let pointing = line.trim_start_matches([' ', '|']).starts_with('^');
        let written = match line.split_once(':') {
            Some((word, after)) if style != Style::new() => {
                write!(painted, "{style}{word}:{style:#}{after}")
            }
            _ if pointing => write!(painted, "{POINT}{line}{POINT:#}"),
            _ => write!(painted, "{line}"),
        };
        written.expect("a string takes all");
    }
    painted
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &str = "FAIL  payments    seed 0\n\n  once violated: twice\n\
        \x20   #1  0.000ms  shop -x bank  Pay    ! first\n  necessary: lost; without it the run passes\n\
        \x20 replay   sim replay x.ron";
    const ERROR: &str = "error: there is no fault `Partitoin`\n   |\n 3 |    fault: Partitoin\n   |           ^^^^^^^^^\n   = help: did you mean?";

    #[test]
    fn colours_only_add() {
        for text in [REPORT, ERROR] {
            let (report, error) = (report(text), diagnostic(text));
            assert_eq!(anstream::adapter::strip_str(&report).to_string(), text);
            assert_eq!(anstream::adapter::strip_str(&error).to_string(), text);
        }
        assert!(report(REPORT).starts_with("\u{1b}[1m\u{1b}[31mFAIL "));
        assert!(report(REPORT).contains("\u{1b}[31m! first"));
        assert!(diagnostic(ERROR).starts_with("\u{1b}[1m\u{1b}[31merror:"));
    }
}
