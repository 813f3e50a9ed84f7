//! Writing JSON: objects whose fields stay in their order.

use std::fmt::Write;

/// An object that is written field by field.
//
// Not a tree that is printed in the end: whether such a tree keeps the order of its fields depends on a feature that any
// other crate may turn on.
#[derive(Clone, Debug)]
pub(crate) struct Object(String);

impl Object {
    pub(crate) fn new() -> Self {
        Self(String::from("{"))
    }

    /// What is JSON already.
    pub(crate) fn raw(&mut self, key: &str, json: &str) {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        self.0.push_str(&string(key));
        self.0.push(':');
        self.0.push_str(json);
    }

    pub(crate) fn text(&mut self, key: &str, text: &str) {
        self.raw(key, &string(text));
    }

    /// A number that every reader can hold.
    pub(crate) fn number(&mut self, key: &str, number: u64) {
        self.raw(key, &number.to_string());
    }

    /// A number of 64 bits, in quotes: many readers would round it.
    pub(crate) fn wide(&mut self, key: &str, number: u64) {
        self.raw(key, &format!("\"{number}\""));
    }

    pub(crate) fn flag(&mut self, key: &str, flag: bool) {
        self.raw(key, if flag { "true" } else { "false" });
    }

    pub(crate) fn end(mut self) -> String {
        self.0.push('}');
        self.0
    }
}

/// A list of what is JSON already.
pub(super) fn list(items: impl IntoIterator<Item = String>) -> String {
    format!("[{}]", items.into_iter().collect::<Vec<_>>().join(","))
}

/// A text in quotes.
pub(super) fn string(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            // Two that JavaScript once took for line ends, and what JSON itself doesn't allow.
            '\u{2028}' | '\u{2029}' | '\u{0}'..='\u{1f}' | '\u{7f}' => {
                write!(quoted, "\\u{:04x}", u32::from(character)).expect("a string takes all");
            }
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::{Object, string};

    #[test]
    fn a_reader_gets_back_every_text() {
        let text: String = ('\0'..='\u{3000}').chain(['😀', '\u{ffff}']).collect();
        let quoted = string(&text);
        assert!(!quoted.contains(['\n', '\u{2028}']));
        assert_eq!(serde_json::from_str::<String>(&quoted).ok(), Some(text));
    }

    #[test]
    fn fields_stay_in_their_order() {
        let mut object = Object::new();
        object.text("z", "a\"b");
        object.number("y", 7);
        object.wide("x", u64::MAX);
        object.flag("w", false);
        assert_eq!(object.end(), r#"{"z":"a\"b","y":7,"x":"18446744073709551615","w":false}"#);
    }
}
