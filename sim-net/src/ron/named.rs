//! Bare names: one of many, with nothing behind it.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Kind, Value, Word, Wrong, nearest, one_of, quoted};

/// One of these by its name: sites, classes, whatever has no parentheses.
pub fn named<T: Copy>(
    noun: &str,
    all: &[T],
    name: impl Fn(T) -> &'static str,
) -> impl Fn(&Value) -> Result<T, Wrong> {
    move |value| {
        let names: Vec<&str> = all.iter().map(|one| name(*one)).collect();
        let Kind::Group(Some(word), body) = &value.kind else {
            return Err(no_name(value, noun, &names, one_of(&names)));
        };
        let Some(found) = all.iter().find(|one| name(**one) == word.text) else {
            return Err(no_such(word, noun, &names, one_of(&names)));
        };
        if !body.is_empty() {
            let said = format!("{} stands without parentheses", quoted(&word.text));
            return Err(Wrong::new(value.span, said).expected(quoted(&word.text)));
        }
        Ok(*found)
    }
}

/// The mistake that this is none of the names.
pub(super) fn no_such(word: &Word, noun: &str, names: &[&'static str], expected: String) -> Wrong {
    let said = format!("there is no {noun} {}", quoted(&word.text));
    Wrong::new(word.span, said).expected(expected).near(nearest(&word.text, names))
}

/// The mistake that this is no name at all; perhaps it is one in quotes.
pub(super) fn no_name(value: &Value, noun: &str, names: &[&str], expected: String) -> Wrong {
    let wrong = value.is_no(noun).expected(expected);
    if let Kind::Text(text) = &value.kind
        && names.contains(&text.as_str())
    {
        return wrong.help(format!("write `{text}` without quotes"));
    }
    wrong
}
