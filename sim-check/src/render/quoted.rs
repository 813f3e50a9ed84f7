//! Quoting: what a protocol says must not be read as a part of the format.

/// In one line, with nothing in it that a terminal or a reader would obey: such characters are shown by their numbers.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for character in text.chars() {
        if obeyed(character) {
            plain.extend(character.escape_unicode());
        } else {
            plain.push(character);
        }
    }
    plain
}

// Control characters, and those that turn the direction of the text around them.
fn obeyed(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
                | '\u{fffe}' | '\u{ffff}'
        )
}

/// For the content and the attributes of HTML and XML.
pub(super) fn markup(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len());
    for character in plain(text).chars() {
        match character {
            '&' => quoted.push_str("&amp;"),
            '<' => quoted.push_str("&lt;"),
            '>' => quoted.push_str("&gt;"),
            '"' => quoted.push_str("&quot;"),
            '\'' => quoted.push_str("&#39;"),
            _ => quoted.push(character),
        }
    }
    quoted
}

/// At most so many characters; where some are missing, an ellipsis says so.
pub(crate) fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_string();
    }
    let mut cut: String = text.chars().take(most.saturating_sub(1)).collect();
    if most > 0 {
        cut.push('…');
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::{cut, markup, plain};

    #[test]
    fn what_a_terminal_would_obey_is_shown() {
        assert_eq!(plain("a\u{1b}[2Jb\r\nc\u{202e}d"), "a\\u{1b}[2Jb\\u{d}\\u{a}c\\u{202e}d");
        assert_eq!(plain("größer → ½"), "größer → ½");
    }

    #[test]
    fn markup_is_shown_as_it_stands() {
        assert_eq!(markup("<a b='\"'>&"), "&lt;a b=&#39;&quot;&#39;&gt;&amp;");
        assert_eq!(markup("\0"), "\\u{0}");
    }

    #[test]
    fn a_cut_text_has_the_length_asked_for() {
        assert_eq!(cut("Prepare", 7), "Prepare");
        assert_eq!(cut("Prepare", 6), "Prepa…");
        assert_eq!(cut("→→→→", 3), "→→…");
        assert_eq!(cut("Prepare", 0), "");
    }
}
