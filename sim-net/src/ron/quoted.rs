//! What somebody wrote, inside a sentence of ours.

use alloc::format;
use alloc::string::String;

const LENGTH_MAX: usize = 32;

/// What somebody wrote, inside a sentence: in backticks, on one line, and cut if it is long.
pub fn quoted(text: &str) -> String {
    let mut shown: String = text
        .chars()
        .take(LENGTH_MAX)
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect();
    if text.chars().nth(LENGTH_MAX).is_some() {
        shown.push_str("...");
    }
    format!("`{shown}`")
}
