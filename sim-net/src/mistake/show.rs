//! A mistake, shown below its line.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use super::Mistake;

const WIDTH: usize = 100;
const TAB: usize = 4;
const CUT: &str = "...";

/// The line with what is meant underlined; what doesn't fit into 100 columns is cut or goes on in the next line.
impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.line.to_string();
        let margin = " ".repeat(number.len() + 2);
        let (first, next) = (format!("{margin}= "), format!("{margin}  "));
        let Underlined { source, before, carets } = self.underlined(WIDTH - number.len() - 4);
        let mut underline = format!("{margin}| {}{}", " ".repeat(before), "^".repeat(carets));
        let mut below = Vec::new();
        if let Some(expected) = &self.expected {
            if underline.len() + " expected ".len() + expected.chars().count() <= WIDTH {
                underline = format!("{underline} expected {expected}");
            } else {
                below = wrapped(&first, &next, &format!("expected {expected}"));
            }
        }
        if let Some(help) = &self.help {
            below.extend(wrapped(&first, &next, &format!("help: {help}")));
        }

        let mut lines = wrapped("error: ", "       ", &self.said);
        lines.push(format!("{}--> {}:{}:{}", &margin[1..], self.file, self.line, self.column));
        lines.push(format!("{margin}|"));
        lines.push(String::from(format!(" {number} | {source}").trim_end()));
        lines.push(underline);
        lines.extend(below);
        f.write_str(&lines.join("\n"))
    }
}

/// A part of a line, and what of it is meant.
struct Underlined {
    source: String,
    before: usize,
    carets: usize,
}

impl Mistake {
    // Tabs become blanks, so that the carets stand where they should; a character is taken to be one column wide.
    fn underlined(&self, width: usize) -> Underlined {
        let mut cells: Vec<char> = Vec::new();
        // Where each character begins, and where the line ends.
        let mut begins = Vec::new();
        for c in self.source.chars() {
            begins.push(cells.len());
            match c {
                '\t' => cells.extend([' '; TAB]),
                c if c.is_control() => cells.push('\u{fffd}'),
                c => cells.push(c),
            }
        }
        let place = |column: u32| {
            let position = usize::try_from(column).ok().and_then(|column| begins.get(column));
            position.copied().unwrap_or(cells.len())
        };
        let start = place(self.column.saturating_sub(1));
        let end = place(self.column.saturating_sub(1).saturating_add(self.length)).max(start + 1);
        if end.max(cells.len()) <= width {
            return Underlined {
                source: cells.iter().collect(),
                before: start,
                carets: end - start,
            };
        }
        cut(&cells, start, end, width)
    }
}

// A window of a long line: a third of it lies before what is meant, where there is so much.
fn cut(cells: &[char], start: usize, end: usize, width: usize) -> Underlined {
    let room = width - 2 * CUT.len();
    let from = start.saturating_sub(room / 3).min(cells.len().saturating_sub(room));
    let to = (from + room).min(cells.len());
    let (left, right) = (if from > 0 { CUT } else { "" }, if to < cells.len() { CUT } else { "" });
    let shown: String = cells[from..to].iter().collect();
    Underlined {
        source: format!("{left}{shown}{right}"),
        before: left.len() + start - from,
        carets: end.min(from + room).max(start + 1) - start,
    }
}

// Breaks between words; a word that is longer than a line stands alone.
fn wrapped(first: &str, next: &str, text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::from(first);
    let mut length = line.chars().count();
    let mut is_begun = false;
    for word in text.split(' ') {
        let word_length = word.chars().count();
        if is_begun && length + 1 + word_length > WIDTH {
            lines.push(core::mem::replace(&mut line, String::from(next)));
            length = line.chars().count();
            is_begun = false;
        }
        if is_begun {
            line.push(' ');
            length += 1;
        }
        line.push_str(word);
        length += word_length;
        is_begun = true;
    }
    lines.push(line);
    lines
}
