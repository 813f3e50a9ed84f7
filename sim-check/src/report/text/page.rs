//! A page: lines that fit into its width.

use std::fmt::{self, Write};

// What is narrower can't be read, whatever one does.
const NARROWEST: usize = 72;

/// A page that is being written.
pub(super) struct Page {
    pub(super) text: String,
    pub(super) width: usize,
}

impl Page {
    pub(super) fn new(width: usize) -> Self {
        Self { text: String::new(), width: width.max(NARROWEST) }
    }

    /// Lines as they are, further to the right.
    pub(super) fn indent(&mut self, by: usize, text: &str) {
        for line in text.lines() {
            let _ = writeln!(self, "{:by$}{line}", "");
        }
    }

    /// A text, and what stands beside it where there is room, below it otherwise.
    pub(super) fn beside(&mut self, text: &str, more: Option<&str>) {
        let wide = |more: &str| text.chars().count() + 4 + more.chars().count() > self.width;
        let told = match more {
            None => format!("{text}\n"),
            Some(more) if wide(more) => format!("{text}\n      {more}\n"),
            Some(more) => format!("{text}    {more}\n"),
        };
        self.text.push_str(&told);
    }

    /// One line, or several that fit, broken between words.
    pub(super) fn wrapped(&mut self, by: usize, text: &str) {
        let mut column = by;
        let _ = write!(self, "{:by$}", "");
        for (rank, word) in text.split_whitespace().enumerate() {
            let length = word.chars().count();
            if rank > 0 && column + 1 + length > self.width {
                let _ = write!(self, "\n{:by$}", "", by = by + 4);
                column = by + 4;
            } else if rank > 0 {
                self.text.push(' ');
                column += 1;
            }
            self.text.push_str(word);
            column += length;
        }
        self.text.push('\n');
    }
}

impl Write for Page {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.text.push_str(text);
        Ok(())
    }
}
